/**
 * Requests and observations to records: admission, allocation, conflicts. Reads a snapshot, changes nothing. Pure.
 */
@NullMarked
package dev.heddle.model.decide;

import org.jspecify.annotations.NullMarked;
