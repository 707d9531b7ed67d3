/**
 * Looks for a packet that shows a leak where {@code label} raised an alarm, header bits included, or shows that there is none.
 * Inputs: the label graph, its flows and groups; output: witnesses that were replayed through the tables, and doubts. Pure.
 */
@NullMarked
package dev.heddle.verify.witness;

import org.jspecify.annotations.NullMarked;
