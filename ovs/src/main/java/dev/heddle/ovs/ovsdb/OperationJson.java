package dev.heddle.ovs.ovsdb;

import java.util.Collection;
import java.util.LinkedHashSet;
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
                insert.uuid().ifPresent(uuid -> out.put("uuid", uuid.toString()));
                yield out;
            }
            case Operation.Select select -> {
                ObjectNode out = head("select", select.table(), select.where());
                if (!select.columns().isEmpty()) {
                    out.set("columns", withId(select.columns()));
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
                if (!wait.columns().isEmpty()) {
                    out.set("columns", texts(wait.columns()));
                }
                out.put("until", wait.equal() ? "==" : "!=");
                out.set("rows", rows);
                wait.timeoutMillis().ifPresent(millis -> out.put("timeout", millis));
                yield out;
            }
            case Operation.Commit(boolean durable) ->
                Json.object().put("op", "commit").put("durable", durable);
            case Operation.Assert(String lock) ->
                Json.object().put("op", "assert").put("lock", lock);
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

    /** {@code <monitor-cond-requests>}; an empty {@code where} is left out, as it means every row. */
    static ObjectNode monitored(MonitorRequest request) {
        ObjectNode out = Json.object();
        request.tables().forEach((table, each) -> {
            ObjectNode part = Json.object();
            part.set("columns", texts(each.columns()));
            if (!each.rows().equals(RowFilter.EVERY)) {
                part.set("where", filter(each.rows()));
            }
            out.set(table, Json.array().add(part));
        });
        return out;
    }

    /** {@code <monitor-cond-update-requests>}. */
    static ObjectNode filters(MonitorRequest request) {
        ObjectNode out = Json.object();
        request.tables().forEach((table, each) -> {
            ObjectNode part = Json.object();
            part.set("where", filter(each.rows()));
            out.set(table, Json.array().add(part));
        });
        return out;
    }

    private static ArrayNode filter(RowFilter rows) {
        return switch (rows) {
            case RowFilter.Every _ -> Json.array().add(true);
            case RowFilter.AnyOf(List<Condition> none)
            when none.isEmpty() -> Json.array().add(false);
            case RowFilter.AnyOf(List<Condition> conditions) -> conditions(conditions);
        };
    }

    static ArrayNode texts(Collection<String> texts) {
        ArrayNode out = Json.array();
        texts.forEach(out::add);
        return out;
    }

    /** A server refuses a column that is named twice. */
    private static ArrayNode withId(List<String> columns) {
        LinkedHashSet<String> distinct = new LinkedHashSet<>(columns);
        distinct.remove("_uuid");
        return texts(distinct).add("_uuid");
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
