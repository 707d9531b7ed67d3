/**
 * The controller as one process: options, wiring, logging, start and stop. Inputs: the command line. Outputs: a running
 * {@link dev.heddle.controller.App}.
 */
@NullMarked
package dev.heddle.controller;

import org.jspecify.annotations.NullMarked;
