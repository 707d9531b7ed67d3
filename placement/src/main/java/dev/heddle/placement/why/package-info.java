/**
 * Why a gang finds no place: every limit in its way with its distance, who holds what it lacks, and the smallest change of
 * each kind that would admit it. In: a {@link Question}; out: an {@link Answer}. Pure.
 */
@NullMarked
package dev.heddle.placement.why;

import org.jspecify.annotations.NullMarked;
