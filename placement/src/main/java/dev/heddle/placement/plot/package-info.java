/**
 * Curves as SVG, for figures of replays and benchmarks. In: numbers. Out: text; same input, same bytes.
 */
@NullMarked
package dev.heddle.placement.plot;

import org.jspecify.annotations.NullMarked;
