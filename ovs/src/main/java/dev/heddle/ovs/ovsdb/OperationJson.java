package dev.heddle.ovs.ovsdb;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The wire form of operations (RFC 7047 section 5.2). */
final class OperationJson {
    private OperationJson() {}

    static ObjectNode write(Operation operation) {
        return switch (operation) {
            case Operation.Insert insert -> {
                ObjectNode out = head("insert", insert.table());
                out.set("row", ValueJson.write(insert.row()));
                if (!insert.uuidName().isEmpty()) {
                    out.put("uuid-name", insert.uuidName());
                }
                yield out;
            }
            case Operation.Select select -> {
                ObjectNode out = head("select", select.table(), select.where());
                if (!select.columns().isEmpty()) {
                    out.set("columns", texts(select.columns()).add("_uuid"));
                }
                yield out;
            }
            case Operation.Update update -> {
                ObjectNode out = head("update", update.table(), update.where());
                out.set("row", ValueJson.write(update.row()));
                yield out;
            }
            case Operation.Mutate mutate -> {
                ObjectNode out = head("mutate", mutate.table(), mutate.where());
                out.set("mutations", mutations(mutate.mutations()));
                yield out;
            }
            case Operation.Delete delete -> head("delete", delete.table(), delete.where());
            case Operation.Wait wait -> {
                ObjectNode out = head("wait", wait.table(), wait.where());
                ArrayNode rows = Json.array();
                wait.rows().forEach(row -> rows.add(ValueJson.write(row)));
                out.set("columns", texts(wait.columns()));
                out.put("until", wait.equal() ? "==" : "!=");
                out.set("rows", rows);
                out.put("timeout", wait.timeoutMillis());
                yield out;
            }
            case Operation.Abort _ -> Json.object().put("op", "abort");
            case Operation.Comment(String text) ->
                Json.object().put("op", "comment").put("comment", text);
        };
    }

    static ArrayNode conditions(List<Condition> where) {
        ArrayNode out = Json.array();
        for (Condition condition : where) {
            out.add(Json.array()
                    .add(condition.column())
                    .add(condition.function().wire)
                    .add(ValueJson.write(condition.value())));
        }
        return out;
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode out = Json.array();
        texts.forEach(out::add);
        return out;
    }

    private static ArrayNode mutations(List<Mutation> mutations) {
        ArrayNode out = Json.array();
        for (Mutation mutation : mutations) {
            out.add(Json.array()
                    .add(mutation.column())
                    .add(mutation.mutator().wire)
                    .add(ValueJson.write(mutation.value())));
        }
        return out;
    }

    private static ObjectNode head(String op, String table) {
        return Json.object().put("op", op).put("table", table);
    }

    private static ObjectNode head(String op, String table, List<Condition> where) {
        ObjectNode out = head(op, table);
        out.set("where", conditions(where));
        return out;
    }
}
