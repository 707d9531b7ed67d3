/**
 * Metrics in Prometheus form. Written by any thread, read by the HTTP API.
 */
@NullMarked
package dev.heddle.controller.telemetry;

import org.jspecify.annotations.NullMarked;
