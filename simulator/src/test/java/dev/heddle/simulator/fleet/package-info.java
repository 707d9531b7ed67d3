/** Tests of the fleet. */
@NullMarked
package dev.heddle.simulator.fleet;

import org.jspecify.annotations.NullMarked;
