/**
 * {@code heddle simulate-fleet}: a controller in a process of its own, and thousands of simulated hosts that dial it over real
 * sockets. In: sizes. Out: how long things take, and what the controller needs for them. A host belongs to one event loop;
 * what drives the run, to the main thread.
 */
@NullMarked
package dev.heddle.simulator.fleet;

import org.jspecify.annotations.NullMarked;
