/**
 * Moves of running workers that leave fewer holes: each proposal with what it gains and what it costs. In: a cluster and the
 * gangs in it; out: proposals, nothing is moved. Pure.
 */
@NullMarked
package dev.heddle.placement.defrag;

import org.jspecify.annotations.NullMarked;
