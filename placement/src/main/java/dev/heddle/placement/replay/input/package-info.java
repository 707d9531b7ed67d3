/**
 * The files that a replay reads: topologies and logs of jobs. In: their text. Out: values, or every fault with its position.
 */
@NullMarked
package dev.heddle.placement.replay.input;

import org.jspecify.annotations.NullMarked;
