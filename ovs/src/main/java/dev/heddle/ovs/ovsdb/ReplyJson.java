package dev.heddle.ovs.ovsdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the results of requests (RFC 7047 sections 4.1 and 5.2). */
final class ReplyJson {
    private ReplyJson() {}

    static OvsdbResult.Failed failed(JsonNode error) {
        return new OvsdbResult.Failed(OptionalInt.empty(), error(error));
    }

    static OvsdbResult databases(@Nullable JsonNode result) throws BadMessage {
        List<String> names = new ArrayList<>();
        for (JsonNode name : array(result)) {
            if (!name.isString()) {
                throw ValueJson.bad("a database's name", name);
            }
            names.add(name.stringValue());
        }
        return new OvsdbResult.Databases(names);
    }

    static OvsdbResult locked(@Nullable JsonNode result) throws BadMessage {
        JsonNode held = result == null ? null : result.get("locked");
        if (held == null || !held.isBoolean()) {
            throw ValueJson.bad("locked, true or false", result);
        }
        return new OvsdbResult.Lock(held.booleanValue());
    }

    static OvsdbResult serverId(@Nullable JsonNode result) throws BadMessage {
        if (result == null || !result.isString()) {
            throw ValueJson.bad("a server's id", result);
        }
        return new OvsdbResult.ServerId(ValueJson.readUuid(result.stringValue()));
    }

    /** One result per operation; at the first that failed the rest is null; one more is an error of the commit. */
    static OvsdbResult transacted(List<Operation> operations, @Nullable JsonNode result) throws BadMessage {
        List<OperationResult> out = new ArrayList<>();
        int index = 0;
        for (JsonNode each : array(result)) {
            if (each.isObject() && each.has("error")) {
                OptionalInt at = index < operations.size() ? OptionalInt.of(index) : OptionalInt.empty();
                return new OvsdbResult.Failed(at, error(each));
            }
            if (index >= operations.size()) {
                throw ValueJson.bad("as many results as operations", result);
            }
            out.add(operationResult(operations.get(index++), each));
        }
        if (index < operations.size()) {
            throw ValueJson.bad("as many results as operations", result);
        }
        return new OvsdbResult.Transacted(out);
    }

    private static OperationResult operationResult(Operation operation, JsonNode json) throws BadMessage {
        if (!json.isObject()) {
            throw ValueJson.bad("an operation's result", json);
        }
        return switch (operation) {
            case Operation.Insert _ -> new OperationResult.Inserted(uuid(json.get("uuid")));
            case Operation.Select _ -> new OperationResult.Selected(rows(json.get("rows")));
            case Operation.Update _, Operation.Mutate _, Operation.Delete _ ->
                new OperationResult.Counted(count(json.get("count")));
            case Operation.Wait _, Operation.Commit _, Operation.Abort _, Operation.Comment _, Operation.Assert _ ->
                new OperationResult.Done();
        };
    }

    private static List<Row> rows(@Nullable JsonNode json) throws BadMessage {
        List<Row> out = new ArrayList<>();
        for (JsonNode row : array(json)) {
            TreeMap<String, OvsdbValue> columns = new TreeMap<>();
            for (Map.Entry<String, JsonNode> column : row.properties()) {
                columns.put(column.getKey(), ValueJson.read(column.getValue()));
            }
            columns.remove("_version");
            columns.remove("_uuid");
            out.add(new Row(uuid(row.get("_uuid")), columns));
        }
        return out;
    }

    private static UUID uuid(@Nullable JsonNode json) throws BadMessage {
        if (json != null
                && ValueJson.read(json) instanceof OvsdbValue.SetOf(List<Atom> atoms)
                && atoms.size() == 1
                && atoms.getFirst() instanceof Atom.Ref(UUID uuid)) {
            return uuid;
        }
        throw ValueJson.bad("a UUID", json);
    }

    private static long count(@Nullable JsonNode json) throws BadMessage {
        if (json == null || !json.isIntegralNumber() || !json.canConvertToLong()) {
            throw ValueJson.bad("a count", json);
        }
        return json.longValue();
    }

    /** An error is an object with error and details, or, from some servers, a bare text. */
    private static OvsdbError error(JsonNode json) {
        if (!json.isObject()) {
            return new OvsdbError(json.isString() ? json.stringValue() : json.toString(), "");
        }
        return new OvsdbError(text(json.get("error")), text(json.get("details")));
    }

    private static String text(@Nullable JsonNode json) {
        return json != null && json.isString() ? json.stringValue() : "";
    }

    private static JsonNode array(@Nullable JsonNode json) throws BadMessage {
        if (json == null || !json.isArray()) {
            throw ValueJson.bad("an array", json);
        }
        return json;
    }
}
