package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.ColumnType;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.OvsdbWire;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one client watches: {@code monitor} of RFC 7047, {@code monitor_cond} and {@code monitor_cond_since} of ovsdb-server(7).
 * Owned by the session.
 */
final class DatabaseMonitor {
    /** How a client asks, and is told. */
    enum Form {
        PLAIN("monitor", "update"),
        CONDITIONAL("monitor_cond", "update2"),
        SINCE("monitor_cond_since", "update3");

        final String request;
        final String notification;

        Form(String request, String notification) {
            this.request = request;
            this.notification = notification;
        }

        /** Null for another method. */
        static @Nullable Form of(String request) {
            for (Form each : values()) {
                if (each.request.equals(request)) {
                    return each;
                }
            }
            return null;
        }
    }

    private final Form form;
    private final Map<String, WatchedTable> tables = new LinkedHashMap<>();

    DatabaseMonitor(Form form) {
        this.form = form;
    }

    Form form() {
        return form;
    }

    /** Reads {@code <monitor-requests>}. */
    void read(DatabaseSchema schema, JsonNode requests) throws Refusal {
        for (Map.Entry<String, JsonNode> each : requests.properties()) {
            TableLayout layout = schema.find(each.getKey());
            if (layout == null) {
                throw Refusal.syntax(null, "no table named " + each.getKey());
            }
            WatchedTable table = new WatchedTable(layout);
            tables.put(layout.name(), table);
            if (each.getValue().isArray()) {
                for (JsonNode request : each.getValue()) {
                    table.add(request, form != Form.PLAIN);
                }
            } else {
                table.add(each.getValue(), form != Form.PLAIN);
            }
        }
    }

    /** All rows that are watched. */
    ObjectNode initial(List<StoredTable> stored) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        for (WatchedTable table : tables.values()) {
            for (StoredRow row : stored.get(table.table().number()).rows()) {
                int kind = form == Form.PLAIN || table.passes(row) ? WatchedTable.INITIAL : 0;
                put(out, table, row, kind, null, row);
            }
        }
        return out;
    }

    /** What the client is to be told of a transaction; null for nothing. */
    @Nullable
    ObjectNode update(List<Touched> changes) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        for (Touched change : changes) {
            WatchedTable table = tables.get(change.table().name());
            StoredRow row = change.after == null ? change.before() : change.after;
            if (table != null && row != null) {
                put(out, table, row, kind(table, change.before(), change.after), change.before(), change.after);
            }
        }
        return out.isEmpty() ? null : out;
    }

    /**
     * Watches other rows from now on.
     *
     * @param requests {@code <monitor-cond-update-requests>}
     * @return what the client is to be told of it; null for nothing
     */
    @Nullable
    ObjectNode refilter(DatabaseSchema schema, JsonNode requests, List<StoredTable> stored) throws Refusal {
        Map<WatchedTable, List<Clause>> wanted = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : requests.properties()) {
            if (schema.find(each.getKey()) == null) {
                throw Refusal.syntax(null, "no table named " + each.getKey());
            }
            WatchedTable table = tables.get(each.getKey());
            if (table == null) {
                throw Refusal.syntax(null, "no table named " + each.getKey() + " in monitor session");
            }
            if (!each.getValue().isArray()) {
                throw Refusal.syntax(null, "table " + each.getKey() + " no monitor-cond-change JSON array");
            }
            for (JsonNode request : each.getValue()) {
                wanted.put(table, filter(table, request));
            }
        }
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        if (form != Form.PLAIN) {
            wanted.forEach((table, filter) ->
                    refilter(out, table, filter, stored.get(table.table().number())));
        }
        return out.isEmpty() ? null : out;
    }

    private static List<Clause> filter(WatchedTable table, JsonNode request) throws Refusal {
        Members members = new Members(request, "table " + table.table().name());
        JsonNode columns = members.optionalArray("columns");
        JsonNode where = members.optionalArray("where");
        members.finish();
        if (columns != null) {
            throw Refusal.syntax(request, "changing columns is unsupported");
        }
        return where == null ? List.of() : Clause.read(table.table(), where, new ValueReader(null));
    }

    private void refilter(ObjectNode out, WatchedTable table, List<Clause> filter, StoredTable stored) {
        List<StoredRow> seen = stored.rows().stream().filter(table::passes).toList();
        table.filter(filter);
        for (StoredRow row : seen) {
            if (!table.passes(row)) {
                put(out, table, row, WatchedTable.DELETE, row, null);
            }
        }
        Set<StoredRow> known = new HashSet<>(seen);
        for (StoredRow row : stored.rows()) {
            if (table.passes(row) && !known.contains(row)) {
                put(out, table, row, WatchedTable.INSERT, null, row);
            }
        }
    }

    private int kind(WatchedTable table, @Nullable StoredRow before, @Nullable StoredRow after) {
        boolean was = form == Form.PLAIN ? before != null : table.passes(before);
        boolean is = form == Form.PLAIN ? after != null : table.passes(after);
        if (was) {
            return is ? WatchedTable.MODIFY : WatchedTable.DELETE;
        }
        return is ? WatchedTable.INSERT : 0;
    }

    private void put(
            ObjectNode out,
            WatchedTable table,
            StoredRow row,
            int kind,
            @Nullable StoredRow before,
            @Nullable StoredRow after) {
        if (!table.tells(kind)) {
            return;
        }
        ObjectNode json = form == Form.PLAIN ? whole(table, kind, before, after) : brief(table, kind, before, after);
        if (json != null) {
            ObjectNode rows = out.get(table.table().name()) instanceof ObjectNode known
                    ? known
                    : out.putObject(table.table().name());
            rows.set(row.uuid().toString(), json);
        }
    }

    /** {@code <row-update>}. */
    private static @Nullable ObjectNode whole(
            WatchedTable table, int kind, @Nullable StoredRow before, @Nullable StoredRow after) {
        ObjectNode old = JsonNodeFactory.instance.objectNode();
        ObjectNode now = JsonNodeFactory.instance.objectNode();
        boolean changed = false;
        for (Map.Entry<Integer, Integer> each : table.columns().entrySet()) {
            int position = each.getKey();
            boolean differs = kind == WatchedTable.MODIFY && differs(position, before, after);
            changed |= differs;
            if ((each.getValue() & kind) == 0) {
                continue;
            }
            String name = table.table().column(position).name();
            if (before != null && (differs || kind == WatchedTable.DELETE)) {
                old.set(name, OvsdbWire.value(before.get(position)));
            }
            if (after != null && kind != WatchedTable.DELETE) {
                now.set(name, OvsdbWire.value(after.get(position)));
            }
        }
        if (kind == WatchedTable.MODIFY && !changed) {
            return null;
        }
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        if (kind == WatchedTable.DELETE || kind == WatchedTable.MODIFY) {
            out.set("old", old);
        }
        if (kind != WatchedTable.DELETE) {
            out.set("new", now);
        }
        return out;
    }

    /** {@code <row-update2>}. */
    private static @Nullable ObjectNode brief(
            WatchedTable table, int kind, @Nullable StoredRow before, @Nullable StoredRow after) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        if (kind == WatchedTable.DELETE || after == null) {
            return out.putNull("delete");
        }
        boolean changed = false;
        ObjectNode columns = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<Integer, Integer> each : table.columns().entrySet()) {
            int position = each.getKey();
            boolean modified = kind == WatchedTable.MODIFY;
            boolean differs = modified && differs(position, before, after);
            changed |= differs;
            if ((each.getValue() & kind) == 0) {
                continue;
            }
            TableLayout layout = table.table();
            OvsdbValue value = after.get(position);
            if (differs && before != null) {
                columns.set(
                        layout.column(position).name(),
                        OvsdbWire.value(difference(before.get(position), value, layout.type(position))));
            } else if (!modified && !value.equals(layout.initial(position))) {
                columns.set(layout.column(position).name(), OvsdbWire.value(value));
            }
        }
        if (kind == WatchedTable.MODIFY && !changed) {
            return null;
        }
        out.set(
                switch (kind) {
                    case WatchedTable.INITIAL -> "initial";
                    case WatchedTable.MODIFY -> "modify";
                    default -> "insert";
                },
                columns);
        return out;
    }

    private static boolean differs(int position, @Nullable StoredRow before, @Nullable StoredRow after) {
        return before != null && after != null && !before.get(position).equals(after.get(position));
    }

    /** What takes the one value to the other: of a column with at most one element, that itself. */
    private static OvsdbValue difference(OvsdbValue before, OvsdbValue after, ColumnType type) {
        if (type.max().orElse(0) == 1) {
            return after;
        }
        if (before instanceof OvsdbValue.SetOf(List<Atom> a) && after instanceof OvsdbValue.SetOf(List<Atom> b)) {
            TreeSet<Atom> out = new TreeSet<>(a);
            b.forEach(atom -> {
                if (!out.add(atom)) {
                    out.remove(atom);
                }
            });
            return new OvsdbValue.SetOf(new ArrayList<>(out));
        }
        if (before instanceof OvsdbValue.MapOf(SortedMap<Atom, Atom> a)
                && after instanceof OvsdbValue.MapOf(SortedMap<Atom, Atom> b)) {
            TreeMap<Atom, Atom> out = new TreeMap<>(b);
            a.forEach((key, value) -> out.merge(key, value, (is, was) -> is.equals(was) ? null : is));
            return new OvsdbValue.MapOf(out);
        }
        throw new IllegalStateException("a column holds a set or a map");
    }
}
