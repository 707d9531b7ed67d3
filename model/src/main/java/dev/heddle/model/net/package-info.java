/**
 * Addresses, prefixes and MACs in one canonical form. Pure.
 */
@NullMarked
package dev.heddle.model.net;

import org.jspecify.annotations.NullMarked;
