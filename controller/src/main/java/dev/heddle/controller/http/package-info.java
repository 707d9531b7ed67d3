/**
 * The HTTP API. Handlers run on virtual threads; they read the snapshot and host statuses, or enqueue and wait. Never sees sessions.
 */
@NullMarked
package dev.heddle.controller.http;

import org.jspecify.annotations.NullMarked;
