/**
 * The immutable snapshot at one revision, the journal's records, and replay of records onto a snapshot. Pure.
 */
@NullMarked
package dev.heddle.model.state;

import org.jspecify.annotations.NullMarked;
