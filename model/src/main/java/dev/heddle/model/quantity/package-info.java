/**
 * Exact quantities: cpu, bytes, bandwidth. Pure.
 */
@NullMarked
package dev.heddle.model.quantity;

import org.jspecify.annotations.NullMarked;
