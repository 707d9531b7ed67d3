package dev.heddle.ovs.ovsdb;

import static dev.heddle.ovs.ovsdb.OvsdbFault.Kind.BAD_UPDATE;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what the server tells of one monitor into changes of its replica, without applying them: {@code <table-updates>} of
 * RFC 7047 section 4.1.6 and {@code <table-updates2>} of ovsdb-server(7).
 */
final class UpdateJson {
    private final Replica replica;
    private final Schema schema;
    private final MonitorRequest request;
    private final boolean plain;

    /** @param plain the form that {@code monitor} asks for */
    UpdateJson(Replica replica, Schema schema, MonitorRequest request, boolean plain) {
        this.replica = replica;
        this.schema = schema;
        this.request = request;
        this.plain = plain;
    }

    /** Changes against what the replica holds. */
    List<RowChange> read(@Nullable JsonNode updates) throws BadMessage {
        List<RowChange> changes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> table : tables(updates)) {
            for (Map.Entry<String, JsonNode> row : object(table.getValue()).properties()) {
                UUID uuid = ValueJson.readUuid(row.getKey());
                JsonNode update = object(row.getValue());
                changes.add(plain ? update1(table.getKey(), uuid, update) : update2(table.getKey(), uuid, update));
            }
        }
        return changes;
    }

    /** All rows of the database that are selected: what must change in the replica for it to hold them and no others. */
    List<RowChange> load(@Nullable JsonNode updates) throws BadMessage {
        Map<String, Map<UUID, Row>> loaded = new HashMap<>();
        List<RowChange> changes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> table : tables(updates)) {
            Map<UUID, Row> rows = new HashMap<>();
            for (Map.Entry<String, JsonNode> row : object(table.getValue()).properties()) {
                UUID uuid = ValueJson.readUuid(row.getKey());
                Row after = row(table.getKey(), uuid, contents(table.getKey(), object(row.getValue())));
                Row before = replica.find(table.getKey(), uuid);
                rows.put(uuid, after);
                if (!after.equals(before)) {
                    changes.add(new RowChange(table.getKey(), before, after));
                }
            }
            loaded.put(table.getKey(), rows);
        }
        for (Map.Entry<String, Collection<Row>> table : replica.all().entrySet()) {
            Map<UUID, Row> rows = loaded.getOrDefault(table.getKey(), Map.of());
            for (Row before : table.getValue()) {
                if (!rows.containsKey(before.uuid())) {
                    changes.add(new RowChange(table.getKey(), before, null));
                }
            }
        }
        return changes;
    }

    private JsonNode contents(String table, JsonNode update) throws BadMessage {
        JsonNode row = plain ? update.get("new") : update.has("initial") ? update.get("initial") : update.get("insert");
        if (row == null || update.size() != 1) {
            throw new BadMessage(BAD_UPDATE, "a row of " + table + " is told as a change, not as it is");
        }
        return row;
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
        if (before == null) {
            return new RowChange(table, null, row(table, uuid, after));
        }
        SortedMap<String, OvsdbValue> columns = new TreeMap<>(before.columns());
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
                yield new RowChange(table, null, row(table, uuid, only.getValue()));
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

    /** A whole row; columns that hold what they do at first are left out. */
    private Row row(String table, UUID uuid, JsonNode json) throws BadMessage {
        TreeMap<String, OvsdbValue> out = new TreeMap<>();
        for (String column : columns(table)) {
            ColumnType type = type(table, column);
            out.put(column, type == null ? OvsdbValue.NONE : type.initial());
        }
        out.putAll(values(table, json));
        return new Row(uuid, out);
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
        TableSchema described = schema.tables().get(table);
        ColumnSchema found = described == null ? null : described.columns().get(column);
        return found == null ? null : found.type();
    }

    private Collection<Map.Entry<String, JsonNode>> tables(@Nullable JsonNode updates) throws BadMessage {
        Collection<Map.Entry<String, JsonNode>> out = object(updates).properties();
        for (Map.Entry<String, JsonNode> table : out) {
            if (!request.tables().containsKey(table.getKey())) {
                throw new BadMessage(BAD_UPDATE, "table " + table.getKey() + " is not monitored");
            }
        }
        return out;
    }

    private static JsonNode object(@Nullable JsonNode json) throws BadMessage {
        if (json == null || !json.isObject()) {
            throw new BadMessage(BAD_UPDATE, "an update has not the form of an object");
        }
        return json;
    }
}
