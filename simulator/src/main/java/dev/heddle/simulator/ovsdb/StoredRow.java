package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.util.Arrays;
import java.util.UUID;

/** A row at one moment. Immutable. */
final class StoredRow {
    /** The upper half of every {@code _version}. */
    private static final long VERSIONS = 0x4d3e_5a1c_0000_4000L;

    private static final long VARIANT = 1L << 63;

    private final TableLayout table;
    private final UUID uuid;
    private final long version;
    private final int references;
    private final OvsdbValue[] values;

    /**
     * @param version another one for each content of the row
     * @param references strong ones of other rows to this one
     * @param values by position, given away; those of {@code _uuid} and {@code _version} count for nothing
     */
    StoredRow(TableLayout table, UUID uuid, long version, int references, OvsdbValue[] values) {
        this.table = table;
        this.uuid = uuid;
        this.version = version;
        this.references = references;
        this.values = values;
    }

    TableLayout table() {
        return table;
    }

    UUID uuid() {
        return uuid;
    }

    int references() {
        return references;
    }

    OvsdbValue get(int position) {
        return switch (position) {
            case TableLayout.UUID -> OvsdbValue.of(uuid);
            case TableLayout.VERSION -> OvsdbValue.of(new UUID(VERSIONS, VARIANT | version));
            default -> values[position];
        };
    }

    OvsdbValue get(String column) {
        return get(table.position(column));
    }

    /** A copy; the caller's own. */
    OvsdbValue[] values() {
        return values.clone();
    }

    StoredRow with(OvsdbValue[] others) {
        return new StoredRow(table, uuid, version, references, others);
    }

    StoredRow with(int position, OvsdbValue value) {
        OvsdbValue[] out = values.clone();
        out[position] = table.shared(position, value);
        return with(out);
    }

    StoredRow committed(long newVersion, int newReferences) {
        return new StoredRow(table, uuid, newVersion, newReferences, values);
    }

    StoredRow counted(int newReferences) {
        return committed(version, newReferences);
    }

    boolean sameValues(StoredRow other) {
        return Arrays.equals(values, 2, values.length, other.values, 2, values.length);
    }
}
