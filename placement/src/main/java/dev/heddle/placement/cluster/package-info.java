/**
 * The hosts as the placer sees them: where they lie, what they have, what is free. {@code Cluster} is owned by one thread, all else is immutable.
 */
@NullMarked
package dev.heddle.placement.cluster;

import org.jspecify.annotations.NullMarked;
