/**
 * Where gangs of workers go, and how traffic is shared: pure functions over values, without clock, thread, socket, logger or
 * random source. The only user of the solver.
 */
@NullMarked
package dev.heddle.placement;

import org.jspecify.annotations.NullMarked;
