package dev.heddle.ovs.ovsdb;

import dev.heddle.ovs.ovsdb.Schema.AtomType;
import dev.heddle.ovs.ovsdb.Schema.ColumnType;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code <database-schema>} (RFC 7047 section 3.2). */
final class SchemaJson {
    private SchemaJson() {}

    static Schema read(JsonNode json) throws BadMessage {
        TreeMap<String, SortedMap<String, ColumnType>> tables = new TreeMap<>();
        for (Map.Entry<String, JsonNode> table :
                object(json.get("tables"), "tables").properties()) {
            TreeMap<String, ColumnType> columns = new TreeMap<>();
            JsonNode described = object(table.getValue().get("columns"), "columns");
            for (Map.Entry<String, JsonNode> column : described.properties()) {
                columns.put(column.getKey(), type(column.getValue().get("type")));
            }
            tables.put(table.getKey(), columns);
        }
        return new Schema(text(json.get("name")), text(json.get("version")), tables);
    }

    private static ColumnType type(@Nullable JsonNode json) throws BadMessage {
        if (json != null && json.isString()) {
            return new ColumnType(atom(json), null, 1, OptionalInt.of(1));
        }
        JsonNode type = object(json, "a column's type");
        JsonNode value = type.get("value");
        JsonNode min = type.get("min");
        return new ColumnType(
                base(type.get("key")),
                value == null ? null : base(value),
                min == null ? 1 : integer(min),
                max(type.get("max")));
    }

    private static OptionalInt max(@Nullable JsonNode json) throws BadMessage {
        if (json == null) {
            return OptionalInt.of(1);
        }
        return json.isString() && json.stringValue().equals("unlimited")
                ? OptionalInt.empty()
                : OptionalInt.of(integer(json));
    }

    private static AtomType base(@Nullable JsonNode json) throws BadMessage {
        return json != null && json.isObject() ? atom(json.get("type")) : atom(json);
    }

    private static AtomType atom(@Nullable JsonNode json) throws BadMessage {
        return switch (text(json)) {
            case "integer" -> AtomType.INTEGER;
            case "real" -> AtomType.REAL;
            case "boolean" -> AtomType.BOOLEAN;
            case "string" -> AtomType.STRING;
            case "uuid" -> AtomType.UUID;
            default -> throw ValueJson.bad("an atomic type", json);
        };
    }

    private static int integer(JsonNode json) throws BadMessage {
        if (!json.isIntegralNumber() || !json.canConvertToInt()) {
            throw ValueJson.bad("an integer", json);
        }
        return json.intValue();
    }

    private static String text(@Nullable JsonNode json) throws BadMessage {
        if (json == null || !json.isString()) {
            throw ValueJson.bad("a text in the schema", json);
        }
        return json.stringValue();
    }

    private static JsonNode object(@Nullable JsonNode json, String what) throws BadMessage {
        if (json == null || !json.isObject()) {
            throw ValueJson.bad(what, json);
        }
        return json;
    }
}
