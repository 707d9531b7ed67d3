package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.BaseType;
import dev.heddle.ovs.ovsdb.ColumnSchema;
import dev.heddle.ovs.ovsdb.ColumnType;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a table's rows lie in arrays: column 0 is {@code _uuid}, 1 is {@code _version}, the others follow by name. Shared, immutable. */
final class TableLayout {
    static final int UUID = 0;
    static final int VERSION = 1;

    private final TableSchema schema;
    private final int number;
    private final ColumnSchema[] columns;
    private final OvsdbValue[] initial;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<int[]> indexes = new ArrayList<>();
    private final List<Integer> strong = new ArrayList<>();
    private final List<Integer> weak = new ArrayList<>();

    /** @param number of the table in its database, from 0 */
    TableLayout(TableSchema schema, int number) {
        this.schema = schema;
        this.number = number;
        List<ColumnSchema> all = new ArrayList<>(List.of(schema.column("_uuid"), schema.column("_version")));
        all.addAll(schema.columns().values());
        columns = all.toArray(ColumnSchema[]::new);
        initial = new OvsdbValue[columns.length];
        for (int i = 0; i < columns.length; i++) {
            ColumnType type = columns[i].type();
            initial[i] = type.initial();
            positions.put(columns[i].name(), i);
            if (refers(type, true)) {
                strong.add(i);
            }
            if (refers(type, false)) {
                weak.add(i);
            }
        }
        for (List<String> index : schema.indexes()) {
            indexes.add(index.stream().mapToInt(positions::get).toArray());
        }
    }

    String name() {
        return schema.name();
    }

    TableSchema schema() {
        return schema;
    }

    int number() {
        return number;
    }

    int width() {
        return columns.length;
    }

    ColumnSchema column(int position) {
        return columns[position];
    }

    ColumnType type(int position) {
        return columns[position].type();
    }

    OvsdbValue initial(int position) {
        return initial[position];
    }

    /** Of a new row; the caller's own. */
    OvsdbValue[] initial() {
        return initial.clone();
    }

    /** -1 for no such column. */
    int position(String column) {
        @Nullable Integer found = positions.get(column);
        return found == null ? -1 : found;
    }

    /** Positions of columns whose values together are unique. */
    List<int[]> indexes() {
        return indexes;
    }

    /** Positions of columns that keep rows alive. */
    List<Integer> strong() {
        return strong;
    }

    /** Positions of columns that lose what they point to when it goes. */
    List<Integer> weak() {
        return weak;
    }

    /** The same value, as one object where it is what the column holds at first. */
    OvsdbValue shared(int position, OvsdbValue value) {
        return value.equals(initial[position]) ? initial[position] : value;
    }

    private static boolean refers(ColumnType type, boolean strongly) {
        BaseType value = type.value();
        return refers(type.key(), strongly) || (value != null && refers(value, strongly));
    }

    static boolean refers(BaseType type, boolean strongly) {
        return !type.refTable().isEmpty() && type.strong() == strongly;
    }
}
