package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The committed rows of one table, and where unique values are. */
final class StoredTable {
    private final TableLayout layout;
    private final Map<UUID, StoredRow> rows = new LinkedHashMap<>();
    private final List<Map<List<OvsdbValue>, UUID>> indexes = new ArrayList<>();

    StoredTable(TableLayout layout) {
        this.layout = layout;
        layout.indexes().forEach(index -> indexes.add(new HashMap<>()));
    }

    TableLayout layout() {
        return layout;
    }

    int size() {
        return rows.size();
    }

    Collection<StoredRow> rows() {
        return rows.values();
    }

    @Nullable
    StoredRow find(UUID uuid) {
        return rows.get(uuid);
    }

    /** The row that holds these values in the columns of an index. */
    @Nullable
    StoredRow find(int index, List<OvsdbValue> key) {
        UUID uuid = indexes.get(index).get(key);
        return uuid == null ? null : rows.get(uuid);
    }

    List<OvsdbValue> key(int index, StoredRow row) {
        List<OvsdbValue> out = new ArrayList<>();
        for (int position : layout.indexes().get(index)) {
            out.add(row.get(position));
        }
        return out;
    }

    /** To be called for all rows that go or change before {@link #put}: their values may move to other rows. */
    void remove(StoredRow row) {
        rows.remove(row.uuid());
        for (int i = 0; i < indexes.size(); i++) {
            indexes.get(i).remove(key(i, row));
        }
    }

    void put(StoredRow row) {
        rows.put(row.uuid(), row);
        for (int i = 0; i < indexes.size(); i++) {
            indexes.get(i).put(key(i, row), row.uuid());
        }
    }

    /** The same contents with another number of references. */
    void replace(StoredRow row) {
        rows.put(row.uuid(), row);
    }
}
