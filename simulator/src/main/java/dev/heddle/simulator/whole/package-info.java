/**
 * The whole controller against simulated, faulty hosts under a seed, on one thread and a virtual clock.
 */
@NullMarked
package dev.heddle.simulator.whole;

import org.jspecify.annotations.NullMarked;
