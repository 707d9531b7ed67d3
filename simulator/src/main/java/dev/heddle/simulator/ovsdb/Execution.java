package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.OvsdbWire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Runs the operations of one transaction (RFC 7047 section 5.2) one after another, as ovsdb-server does. */
final class Execution {
    static final long FOREVER = Long.MAX_VALUE;

    private static final Comparator<OvsdbValue> BY_VALUE = Comparator.comparing(Execution::atoms, Execution::compare);

    /** A {@code wait} is not met yet. */
    private static final class Unmet extends Exception {
        Unmet() {
            super(null, null, false, false);
        }
    }

    /**
     * What came of it.
     *
     * @param results null where a {@code wait} is not met and may be met yet
     * @param done whether all went well, so that the rows are to be committed
     * @param waitMillis how long the whole may wait, counted from when it came
     */
    record Outcome(@Nullable ArrayNode results, boolean done, long waitMillis) {}

    private final DatabaseSchema schema;
    private final Rows rows;
    private final Supplier<UUID> fresh;
    private final Predicate<String> holds;
    private final long elapsedMillis;
    private final ValueReader values;
    private final Names names;
    private long waitMillis = FOREVER;

    /**
     * Prepares one attempt.
     *
     * @param fresh ids of new rows
     * @param holds whether the client has the lock of this name
     * @param elapsedMillis since the transaction came
     */
    Execution(DatabaseSchema schema, Rows rows, Supplier<UUID> fresh, Predicate<String> holds, long elapsedMillis) {
        this.schema = schema;
        this.rows = rows;
        this.fresh = fresh;
        this.holds = holds;
        this.elapsedMillis = elapsedMillis;
        names = new Names(fresh);
        values = new ValueReader(names);
    }

    Outcome run(List<JsonNode> operations) {
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        boolean done = true;
        try {
            for (int i = 0; done && i < operations.size(); i++) {
                String what = "ovsdb operation " + (i + 1) + " of " + operations.size();
                results.add(run(new Members(operations.get(i), what), operations.get(i)));
            }
        } catch (Refusal e) {
            results.add(e.json());
            done = false;
        } catch (Unmet e) {
            return new Outcome(null, false, waitMillis);
        }
        while (results.size() < operations.size()) {
            results.addNull();
        }
        return new Outcome(results, done, waitMillis);
    }

    /** That a member is missing or too many matters more than what else is wrong. */
    private ObjectNode run(Members members, JsonNode operation) throws Refusal, Unmet {
        String name = members.id("op");
        try {
            ObjectNode out = name == null ? JsonNodeFactory.instance.objectNode() : run(name, members, operation);
            members.finish();
            return out;
        } catch (Refusal e) {
            members.finish();
            throw e;
        } catch (Unmet e) {
            members.finish();
            throw e;
        }
    }

    private ObjectNode run(String name, Members members, JsonNode operation) throws Refusal, Unmet {
        return switch (name) {
            case "insert" -> insert(members);
            case "select" -> select(members);
            case "update" -> update(members, operation);
            case "mutate" -> mutate(members);
            case "delete" -> delete(members);
            case "wait" -> await(members);
            case "commit" -> {
                members.flag("durable", true);
                yield nothing();
            }
            case "abort" -> throw Refusal.of("aborted", "aborted by request");
            case "comment" -> {
                members.text("comment");
                yield nothing();
            }
            case "assert" -> assertLock(members);
            default -> {
                members.wrong("No operation \"" + name + "\"");
                yield nothing();
            }
        };
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode insert(Members members) throws Refusal {
        TableLayout table = table(members);
        JsonNode uuid = members.optionalText("uuid");
        JsonNode name = members.optionalId("uuid-name");
        JsonNode row = members.object("row");
        members.check();
        UUID id = newId(Objects.requireNonNull(table), uuid, name);
        OvsdbValue[] columns = table.initial();
        read(table, Objects.requireNonNull(row), columns);
        for (int i = 2; i < columns.length; i++) {
            if (atoms(columns[i]).size() == 1) {
                Constraints.check(columns[i], table.type(i));
            }
        }
        rows.insert(new StoredRow(table, id, 0, 0, columns));
        ObjectNode out = nothing();
        out.set("uuid", OvsdbWire.value(OvsdbValue.of(id)));
        return out;
    }

    private UUID newId(TableLayout table, @Nullable JsonNode uuid, @Nullable JsonNode name) throws Refusal {
        if (uuid == null) {
            return name == null ? fresh.get() : names.insert(name);
        }
        UUID id = ValueReader.uuid(uuid.stringValue());
        if (id == null) {
            throw Refusal.syntax(uuid, "bad uuid");
        }
        if (rows.known(table, id)) {
            throw Refusal.about(
                    uuid,
                    "duplicate uuid",
                    "This UUID would duplicate a UUID already present within the table or deleted within the same"
                            + " transaction.");
        }
        if (name != null) {
            names.insert(name, id);
        }
        return id;
    }

    private ObjectNode select(Members members) throws Refusal {
        TableLayout table = table(members);
        JsonNode where = members.array("where");
        JsonNode columns = members.optionalArray("columns");
        JsonNode sort = members.optionalArray("sort");
        members.check();
        List<Clause> clauses = Clause.read(Objects.requireNonNull(table), Objects.requireNonNull(where), values);
        int[] shown = columns(table, columns);
        int[] order = columns(table, sort);
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        Set<List<OvsdbValue>> seen = new HashSet<>();
        List<StoredRow> found = new ArrayList<>(rows.select(table, clauses));
        if (sort != null) {
            found.sort(by(order));
        }
        for (StoredRow row : found) {
            List<OvsdbValue> contents = contents(row, shown);
            if (seen.add(contents)) {
                ObjectNode json = nothing();
                for (int i = 0; i < shown.length; i++) {
                    json.set(table.column(shown[i]).name(), OvsdbWire.value(contents.get(i)));
                }
                out.add(json);
            }
        }
        ObjectNode result = nothing();
        result.set("rows", out);
        return result;
    }

    private ObjectNode update(Members members, JsonNode operation) throws Refusal {
        TableLayout table = table(members);
        JsonNode where = members.array("where");
        JsonNode row = members.object("row");
        members.check();
        OvsdbValue[] columns = Objects.requireNonNull(table).initial();
        int[] written = read(table, Objects.requireNonNull(row), columns);
        for (int position : written) {
            if (!table.column(position).mutable()) {
                throw Refusal.about(
                        operation,
                        Refusal.CONSTRAINT,
                        "Cannot update immutable column "
                                + table.column(position).name() + " in table " + table.name() + ".");
            }
        }
        List<StoredRow> found = rows.select(table, Clause.read(table, Objects.requireNonNull(where), values));
        for (StoredRow each : found) {
            OvsdbValue[] next = each.values();
            for (int position : written) {
                next[position] = columns[position];
            }
            rows.change(each.with(next));
        }
        return count(found.size());
    }

    private ObjectNode mutate(Members members) throws Refusal {
        TableLayout table = table(members);
        JsonNode where = members.array("where");
        JsonNode mutations = members.array("mutations");
        members.check();
        List<Change> changes = Change.read(Objects.requireNonNull(table), Objects.requireNonNull(mutations), values);
        List<StoredRow> found = rows.select(table, Clause.read(table, Objects.requireNonNull(where), values));
        for (StoredRow each : found) {
            OvsdbValue[] next = each.values();
            for (Change change : changes) {
                int position = change.column();
                next[position] = table.shared(position, change.apply(next[position], table.type(position)));
            }
            rows.change(each.with(next));
        }
        return count(found.size());
    }

    private ObjectNode delete(Members members) throws Refusal {
        JsonNode where = members.array("where");
        TableLayout table = table(members);
        members.check();
        List<StoredRow> found =
                rows.select(Objects.requireNonNull(table), Clause.read(table, Objects.requireNonNull(where), values));
        found.forEach(rows::delete);
        return count(found.size());
    }

    private ObjectNode await(Members members) throws Refusal, Unmet {
        JsonNode timeout = members.optionalInteger("timeout");
        JsonNode where = members.array("where");
        JsonNode columns = members.optionalArray("columns");
        String until = members.text("until");
        JsonNode wanted = members.array("rows");
        TableLayout table = table(members);
        members.check();
        List<Clause> clauses = Clause.read(Objects.requireNonNull(table), Objects.requireNonNull(where), values);
        int[] compared = columns(table, columns);
        long limit = timeout == null ? FOREVER : timeout.longValue();
        if (limit < 0) {
            throw Refusal.syntax(timeout, "timeout must be nonnegative");
        }
        waitMillis = Math.min(waitMillis, limit);
        boolean equal = "==".equals(until);
        if (!equal && !"!=".equals(until)) {
            throw Refusal.syntax(
                    JsonNodeFactory.instance.stringNode(Objects.requireNonNull(until)),
                    "\"until\" must be \"==\" or \"!=\"");
        }
        Set<List<OvsdbValue>> expected = new HashSet<>();
        for (JsonNode row : Objects.requireNonNull(wanted)) {
            OvsdbValue[] contents = table.initial();
            read(table, row, contents);
            expected.add(Arrays.stream(compared).mapToObj(i -> contents[i]).toList());
        }
        Set<List<OvsdbValue>> actual = new HashSet<>();
        rows.select(table, clauses).forEach(row -> actual.add(contents(row, compared)));
        if (expected.equals(actual) == equal) {
            return nothing();
        }
        if (timeout == null || elapsedMillis < limit) {
            throw new Unmet();
        }
        throw Refusal.of(
                "timed out",
                elapsedMillis == 0
                        ? "\"where\" clause test failed"
                        : "\"wait\" timed out after " + elapsedMillis + " ms");
    }

    private ObjectNode assertLock(Members members) throws Refusal {
        String lock = members.id("lock");
        if (lock != null && !holds.test(lock)) {
            throw Refusal.of("not owner", "Asserted lock " + lock + " not held.");
        }
        return nothing();
    }

    private @Nullable TableLayout table(Members members) {
        String name = members.id("table");
        TableLayout table = name == null ? null : schema.find(name);
        if (name != null && table == null) {
            members.wrong("No table named " + name + ".");
        }
        return table;
    }

    /** Writes what the row gives into the columns and tells their positions. */
    private int[] read(TableLayout table, JsonNode row, OvsdbValue[] columns) throws Refusal {
        if (!row.isObject()) {
            throw Refusal.syntax(row, "row must be JSON object");
        }
        int[] out = new int[row.size()];
        int count = 0;
        for (var member : row.properties()) {
            int position = table.position(member.getKey());
            if (position < 0) {
                throw Refusal.about(
                        row, "unknown column", "No column " + member.getKey() + " in table " + table.name() + ".");
            }
            columns[position] = table.shared(position, values.read(member.getValue(), table.type(position)));
            out[count++] = position;
        }
        return out;
    }

    /** All where nothing is said. */
    private static int[] columns(TableLayout table, @Nullable JsonNode columns) throws Refusal {
        if (columns == null) {
            return java.util.stream.IntStream.range(0, table.width()).toArray();
        }
        List<Integer> out = new ArrayList<>();
        for (JsonNode name : columns) {
            if (!name.isString()) {
                throw distinct(columns);
            }
            int position = table.position(name.stringValue());
            if (position < 0) {
                throw Refusal.syntax(columns, name.stringValue() + " is not a valid column name");
            }
            if (out.contains(position)) {
                throw distinct(columns);
            }
            out.add(position);
        }
        return out.stream().mapToInt(each -> each).toArray();
    }

    private static Refusal distinct(JsonNode columns) {
        return Refusal.syntax(columns, "array of distinct column names expected");
    }

    private static ObjectNode count(int rows) {
        return nothing().put("count", rows);
    }

    private static List<OvsdbValue> contents(StoredRow row, int[] positions) {
        List<OvsdbValue> out = new ArrayList<>(positions.length);
        for (int position : positions) {
            out.add(row.get(position));
        }
        return out;
    }

    private static Comparator<StoredRow> by(int[] positions) {
        return (a, b) -> {
            for (int position : positions) {
                int out = BY_VALUE.compare(a.get(position), b.get(position));
                if (out != 0) {
                    return out;
                }
            }
            return 0;
        };
    }

    /** Of a map its keys, then its values. */
    private static List<Atom> atoms(OvsdbValue value) {
        return switch (value) {
            case OvsdbValue.SetOf(List<Atom> atoms) -> atoms;
            case OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs) -> {
                List<Atom> out = new ArrayList<>(pairs.keySet());
                out.addAll(pairs.values());
                yield out;
            }
        };
    }

    private static int compare(List<Atom> a, List<Atom> b) {
        if (a.size() != b.size()) {
            return Integer.compare(a.size(), b.size());
        }
        for (int i = 0; i < a.size(); i++) {
            int out = a.get(i).compareTo(b.get(i));
            if (out != 0) {
                return out;
            }
        }
        return 0;
    }
}
