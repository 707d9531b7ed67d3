package dev.heddle.ovs.ovsdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code <database-schema>} (RFC 7047 section 3.2). */
final class SchemaJson {
    private SchemaJson() {}

    static Schema read(JsonNode json) throws BadMessage {
        TreeMap<String, TableSchema> tables = new TreeMap<>();
        for (Map.Entry<String, JsonNode> table :
                object(json.get("tables"), "tables").properties()) {
            tables.put(table.getKey(), table(table.getKey(), table.getValue()));
        }
        JsonNode version = json.get("version");
        return new Schema(text(json.get("name")), version == null ? "" : text(version), tables);
    }

    private static TableSchema table(String name, JsonNode json) throws BadMessage {
        TreeMap<String, ColumnSchema> columns = new TreeMap<>();
        for (Map.Entry<String, JsonNode> column :
                object(json.get("columns"), "columns").properties()) {
            columns.put(column.getKey(), column(name, column.getKey(), column.getValue()));
        }
        JsonNode maxRows = json.get("maxRows");
        List<List<String>> indexes = new ArrayList<>();
        for (JsonNode index : json.path("indexes")) {
            List<String> names = new ArrayList<>();
            for (JsonNode column : index) {
                names.add(text(column));
            }
            indexes.add(names);
        }
        return new TableSchema(
                name,
                columns,
                maxRows == null ? OptionalLong.empty() : OptionalLong.of(integer(maxRows)),
                flag(json.get("isRoot"), false),
                indexes);
    }

    /** A weak reference is mutable whatever the schema says: the row that it points to may go. */
    private static ColumnSchema column(String table, String name, JsonNode json) throws BadMessage {
        ColumnType type = type(json.get("type"));
        boolean weak = isWeak(type.key()) || (type.value() != null && isWeak(type.value()));
        return new ColumnSchema(
                table, name, type, weak || flag(json.get("mutable"), true), flag(json.get("ephemeral"), false));
    }

    private static boolean isWeak(BaseType type) {
        return !type.refTable().isEmpty() && !type.strong();
    }

    private static ColumnType type(@Nullable JsonNode json) throws BadMessage {
        if (json != null && json.isString()) {
            return new ColumnType(BaseType.of(atom(json)), null, 1, OptionalInt.of(1));
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

    private static BaseType base(@Nullable JsonNode json) throws BadMessage {
        if (json == null || !json.isObject()) {
            return BaseType.of(atom(json));
        }
        AtomType type = atom(json.get("type"));
        String bounds = type == AtomType.REAL ? "Real" : "Integer";
        JsonNode minLength = json.get("minLength");
        JsonNode maxLength = json.get("maxLength");
        JsonNode refTable = json.get("refTable");
        JsonNode refType = json.get("refType");
        return new BaseType(
                type,
                oneOf(json.get("enum")),
                bound(json.get("min" + bounds)),
                bound(json.get("max" + bounds)),
                minLength == null ? 0 : integer(minLength),
                maxLength == null ? OptionalInt.empty() : OptionalInt.of(integer(maxLength)),
                refTable == null ? "" : text(refTable),
                refType == null || !text(refType).equals("weak"));
    }

    private static List<Atom> oneOf(@Nullable JsonNode json) throws BadMessage {
        if (json == null) {
            return List.of();
        }
        return ValueJson.read(json) instanceof OvsdbValue.SetOf(List<Atom> atoms) ? atoms : List.of();
    }

    private static Optional<Atom> bound(@Nullable JsonNode json) throws BadMessage {
        if (json == null) {
            return Optional.empty();
        }
        return ValueJson.read(json) instanceof OvsdbValue.SetOf(List<Atom> atoms) && atoms.size() == 1
                ? Optional.of(atoms.getFirst())
                : Optional.empty();
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

    private static boolean flag(@Nullable JsonNode json, boolean otherwise) throws BadMessage {
        if (json == null) {
            return otherwise;
        }
        if (!json.isBoolean()) {
            throw ValueJson.bad("true or false", json);
        }
        return json.booleanValue();
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
