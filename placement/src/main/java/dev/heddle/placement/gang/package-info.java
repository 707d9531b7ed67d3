/**
 * Gangs of workers and the placer: all of a gang at once, or nothing, near the optimum, with a bound.
 */
@NullMarked
package dev.heddle.placement.gang;

import org.jspecify.annotations.NullMarked;
