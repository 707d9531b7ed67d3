package dev.heddle.ovs.ovsdb;

import org.jspecify.annotations.Nullable;

/**
 * One row's change.
 *
 * @param before null for a new row
 * @param after null for a row that is gone
 */
public record RowChange(
        String table, @Nullable Row before, @Nullable Row after) {}
