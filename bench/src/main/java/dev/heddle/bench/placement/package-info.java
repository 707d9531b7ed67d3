/** Replays a log under every placement policy and says how they compare. Run by {@code scripts/bench-placement}. */
@NullMarked
package dev.heddle.bench.placement;

import org.jspecify.annotations.NullMarked;
