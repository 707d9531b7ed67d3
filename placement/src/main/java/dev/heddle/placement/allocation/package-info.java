/**
 * How classes of traffic share networks: the optimum with its shadow prices, or why there is none and what can be carried. In goes
 * an {@link dev.heddle.model.spec.AllocationSpec}, out comes an {@link dev.heddle.placement.allocation.Outcome}; exact
 * arithmetic, any thread. docs/allocation.md derives it.
 */
@NullMarked
package dev.heddle.placement.allocation;

import org.jspecify.annotations.NullMarked;
