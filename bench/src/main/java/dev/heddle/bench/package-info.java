/** Micro-benchmarks (JMH) of the pure parts. Run by {@code make bench}; figures go to docs/benchmarks.md. */
@NullMarked
package dev.heddle.bench;

import org.jspecify.annotations.NullMarked;
