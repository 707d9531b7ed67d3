package dev.heddle.ovs.ovsdb;

import static dev.heddle.ovs.ovsdb.OvsdbFault.Kind.BAD_UPDATE;

import dev.heddle.ovs.ovsdb.Schema.ColumnType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads table updates into changes of a replica, without applying them: {@code <table-updates>} of RFC 7047 section 4.1.6
 * and {@code <table-updates2>} of ovsdb-server(7).
 */
final class UpdateJson {
    private final Replica replica;
    private final MonitorRequest request;
    private final boolean second;

    /** @param second the form that {@code monitor_cond} asks for */
    UpdateJson(Replica replica, MonitorRequest request, boolean second) {
        this.replica = replica;
        this.request = request;
        this.second = second;
    }

    Replica replica() {
        return replica;
    }

    boolean second() {
        return second;
    }

    List<RowChange> read(@Nullable JsonNode updates) throws BadMessage {
        List<RowChange> changes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> table : object(updates).properties()) {
            if (!request.tables().containsKey(table.getKey())) {
                throw new BadMessage(BAD_UPDATE, "table " + table.getKey() + " is not monitored");
            }
            for (Map.Entry<String, JsonNode> row : object(table.getValue()).properties()) {
                UUID uuid = ValueJson.readUuid(row.getKey());
                JsonNode update = object(row.getValue());
                changes.add(second ? update2(table.getKey(), uuid, update) : update1(table.getKey(), uuid, update));
            }
        }
        return changes;
    }

    private RowChange update1(String table, UUID uuid, JsonNode update) throws BadMessage {
        JsonNode after = update.get("new");
        if (after == null) {
            return new RowChange(table, known(table, uuid), null);
        }
        Row before = replica.find(table, uuid);
        if (update.has("old") != (before != null)) {
            throw new BadMessage(BAD_UPDATE, "row " + uuid + " of " + table + " is told as new and old");
        }
        SortedMap<String, OvsdbValue> columns = before == null ? initial(table) : new TreeMap<>(before.columns());
        columns.putAll(values(table, after));
        return new RowChange(table, before, new Row(uuid, columns));
    }

    private RowChange update2(String table, UUID uuid, JsonNode update) throws BadMessage {
        if (update.size() != 1) {
            throw new BadMessage(BAD_UPDATE, "a row of " + table + " has " + update.size() + " updates");
        }
        Map.Entry<String, JsonNode> only = update.properties().iterator().next();
        return switch (only.getKey()) {
            case "initial", "insert" -> {
                if (replica.find(table, uuid) != null) {
                    throw new BadMessage(BAD_UPDATE, "row " + uuid + " of " + table + " is there already");
                }
                SortedMap<String, OvsdbValue> columns = initial(table);
                columns.putAll(values(table, only.getValue()));
                yield new RowChange(table, null, new Row(uuid, columns));
            }
            case "modify" -> {
                Row before = known(table, uuid);
                TreeMap<String, OvsdbValue> columns = new TreeMap<>(before.columns());
                values(table, only.getValue())
                        .forEach((column, difference) ->
                                columns.merge(column, difference, (old, d) -> merge(type(table, column), old, d)));
                yield new RowChange(table, before, new Row(uuid, columns));
            }
            case "delete" -> new RowChange(table, known(table, uuid), null);
            default -> throw new BadMessage(BAD_UPDATE, "unknown kind of update");
        };
    }

    /** A difference toggles elements of a set, and adds, removes (same value) or replaces pairs of a map. */
    private static OvsdbValue merge(@Nullable ColumnType type, OvsdbValue old, OvsdbValue difference) {
        if (type == null || type.single()) {
            return difference;
        }
        if (old instanceof OvsdbValue.SetOf before && difference instanceof OvsdbValue.SetOf toggled) {
            return before.toggled(toggled);
        }
        if (old instanceof OvsdbValue.MapOf(SortedMap<Atom, Atom> before)
                && difference instanceof OvsdbValue.MapOf(SortedMap<Atom, Atom> d)) {
            TreeMap<Atom, Atom> out = new TreeMap<>(before);
            d.forEach((key, value) -> out.merge(key, value, (was, is) -> was.equals(is) ? null : is));
            return new OvsdbValue.MapOf(out);
        }
        return difference;
    }

    private SortedMap<String, OvsdbValue> values(String table, JsonNode row) throws BadMessage {
        TreeMap<String, OvsdbValue> out = new TreeMap<>();
        for (Map.Entry<String, JsonNode> column : object(row).properties()) {
            ColumnType type = type(table, column.getKey());
            if (type == null || !columns(table).contains(column.getKey())) {
                throw new BadMessage(BAD_UPDATE, "column " + table + "." + column.getKey() + " is not monitored");
            }
            out.put(column.getKey(), ValueJson.read(column.getValue(), type));
        }
        return out;
    }

    private SortedMap<String, OvsdbValue> initial(String table) {
        TreeMap<String, OvsdbValue> out = new TreeMap<>();
        for (String column : columns(table)) {
            ColumnType type = type(table, column);
            out.put(column, type == null ? OvsdbValue.NONE : type.initial());
        }
        return out;
    }

    private Row known(String table, UUID uuid) throws BadMessage {
        Row row = replica.find(table, uuid);
        if (row == null) {
            throw new BadMessage(BAD_UPDATE, "row " + uuid + " of " + table + " is not known");
        }
        return row;
    }

    private List<String> columns(String table) {
        MonitorRequest.TableRequest wanted = request.tables().get(table);
        return wanted == null ? List.of() : wanted.columns();
    }

    private @Nullable ColumnType type(String table, String column) {
        return replica.schema()
                .tables()
                .getOrDefault(table, Collections.emptySortedMap())
                .get(column);
    }

    private static JsonNode object(@Nullable JsonNode json) throws BadMessage {
        if (json == null || !json.isObject()) {
            throw new BadMessage(BAD_UPDATE, "an update has not the form of an object");
        }
        return json;
    }
}
