/**
 * Placement policies that the replay compares: Heddle's own, and re-implementations of others'.
 */
@NullMarked
package dev.heddle.placement.policy;

import org.jspecify.annotations.NullMarked;
