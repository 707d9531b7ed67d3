/**
 * Sessions to hosts: compiles the newest snapshot and makes every switch equal to its program. Each host's session is owned by one event loop.
 */
@NullMarked
package dev.heddle.controller.reconcile;

import org.jspecify.annotations.NullMarked;
