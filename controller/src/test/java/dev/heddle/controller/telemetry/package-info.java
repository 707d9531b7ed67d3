/** Metrics as Prometheus reads them. */
@NullMarked
package dev.heddle.controller.telemetry;

import org.jspecify.annotations.NullMarked;
