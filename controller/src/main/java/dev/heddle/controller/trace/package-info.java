/**
 * Follows one packet through the switches, by the flows that they hold now. In: a question, the newest snapshot, tables as
 * they are read. Out: the way and a verdict. Called on threads that may block; what it holds belongs to one call.
 */
@NullMarked
package dev.heddle.controller.trace;

import org.jspecify.annotations.NullMarked;
