package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.AtomType;
import dev.heddle.ovs.ovsdb.BaseType;
import dev.heddle.ovs.ovsdb.ColumnSchema;
import dev.heddle.ovs.ovsdb.ColumnType;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.OvsdbWire;
import dev.heddle.ovs.ovsdb.Schema;
import dev.heddle.ovs.ovsdb.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Transactions of a schema, most of which go through: of any table, column and operation, with small pools of values so that
 * they meet, and now and then a mistake. New rows have ids of its own choice, so that two servers hold the same ones.
 */
final class RandomTransactions {
    private static final String[] TEXTS = {"a", "b", "c", "x y", "up", "down", "on fire", "", "lang", "ü", "true", "1"};
    private static final String[] FUNCTIONS = {"<", "<=", "==", "!=", ">=", ">", "includes", "excludes", "like"};
    private static final String[] MUTATORS = {"+=", "-=", "*=", "/=", "%=", "insert", "delete", "swap"};
    private static final int POOL = 8;

    private final Random random;
    private final Schema schema;
    private final Map<String, List<UUID>> rows = new HashMap<>();
    private final Map<String, List<String>> names = new HashMap<>();
    /** One of how many choices is a mistake. */
    private final int mistakes;

    private boolean mistaken;

    /**
     * Whether the transaction is about tables with weak references, or about the others: a real server forgets to look at the weak
     * references of a row that is written in the transaction in which their targets go.
     */
    private boolean weak;

    RandomTransactions(Random random, Schema schema, int mistakes) {
        this.random = random;
        this.schema = schema;
        this.mistakes = mistakes;
    }

    /** {@code [<db-name>, <operation>*]}. */
    ArrayNode next() {
        names.clear();
        mistaken = false;
        weak = random.nextInt(5) == 0;
        ArrayNode out = JsonNodeFactory.instance.arrayNode().add(schema.database());
        if (!weak && random.nextInt(4) == 0) {
            mistaken = true;
            grow(out);
        }
        int count = 1 + random.nextInt(4) / (out.size() > 1 ? 3 : 1);
        for (int i = 0; i < count; i++) {
            out.add(operation());
        }
        return out;
    }

    /** A row that another one owns, with rows that it owns, and so on; the first owner is new or known. */
    private void grow(ArrayNode out) {
        List<ColumnSchema> owners = schema.tables().values().stream()
                .flatMap(table -> table.columns().values().stream())
                .filter(column ->
                        !owned(column).isEmpty() && schema.table(column.table()).root())
                .toList();
        ColumnSchema owner = owners.get(random.nextInt(owners.size()));
        List<UUID> known = List.copyOf(rows.getOrDefault(owner.table(), List.of()));
        JsonNode child = grown(schema.table(owned(owner)), out, 3);
        JsonNode value = elements(owner.type(), child);
        ObjectNode operation = JsonNodeFactory.instance.objectNode();
        if (known.isEmpty() || owner.type().min() > 0 || random.nextInt(6) == 0) {
            operation.put("op", "insert");
            insert(schema.table(owner.table()), operation);
            ((ObjectNode) operation.get("row")).set(owner.name(), value);
        } else {
            operation.put("op", "mutate").put("table", owner.table());
            operation.putArray("where");
            operation
                    .putArray("mutations")
                    .add(JsonNodeFactory.instance
                            .arrayNode()
                            .add(owner.name())
                            .add("insert")
                            .add(value));
        }
        out.add(operation);
    }

    private JsonNode grown(TableSchema table, ArrayNode out, int depth) {
        ObjectNode operation = JsonNodeFactory.instance.objectNode();
        operation.put("op", "insert");
        insert(table, operation);
        ObjectNode row = (ObjectNode) operation.get("row");
        for (ColumnSchema column : table.columns().values()) {
            if (!owned(column).isEmpty()) {
                row.remove(column.name());
                if (column.type().min() > 0 || (depth > 0 && random.nextInt(3) > 0)) {
                    row.set(column.name(), elements(column.type(), grown(schema.table(owned(column)), out, depth - 1)));
                }
            }
        }
        out.add(operation);
        return JsonNodeFactory.instance
                .arrayNode()
                .add("uuid")
                .add(operation.get("uuid").stringValue());
    }

    private JsonNode elements(ColumnType type, JsonNode reference) {
        ArrayNode elements = JsonNodeFactory.instance.arrayNode();
        elements.add(
                type.isMap()
                        ? JsonNodeFactory.instance
                                .arrayNode()
                                .add(json(type.key()))
                                .add(reference)
                        : reference);
        return JsonNodeFactory.instance
                .arrayNode()
                .add(type.isMap() ? "map" : "set")
                .add(elements);
    }

    private static boolean isWeak(ColumnSchema column) {
        BaseType value = column.type().value();
        return isWeak(column.type().key()) || (value != null && isWeak(value));
    }

    private static boolean isWeak(BaseType type) {
        return !type.refTable().isEmpty() && !type.strong();
    }

    /** The table whose rows the column owns; empty if it owns none. */
    private static String owned(ColumnSchema column) {
        BaseType value = column.type().value();
        BaseType type = value == null ? column.type().key() : value;
        return type.strong() ? type.refTable() : "";
    }

    /** {@code <monitor-requests>} of some tables, with filters where wanted. */
    ObjectNode watched(boolean filtered) {
        mistaken = false;
        names.clear();
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        for (TableSchema table : schema.tables().values()) {
            if (random.nextInt(3) == 0) {
                continue;
            }
            ObjectNode part = JsonNodeFactory.instance.objectNode();
            ArrayNode columns = part.putArray("columns");
            table.columns().keySet().stream()
                    .filter(column -> random.nextInt(3) > 0)
                    .forEach(columns::add);
            if (random.nextInt(4) == 0) {
                ObjectNode select = part.putObject("select");
                for (String kind : List.of("initial", "insert", "delete", "modify")) {
                    if (random.nextInt(3) == 0) {
                        select.put(kind, random.nextBoolean());
                    }
                }
            }
            if (filtered && random.nextInt(2) == 0) {
                part.set("where", where(table));
            }
            out.set(table.name(), JsonNodeFactory.instance.arrayNode().add(part));
        }
        return out;
    }

    /** {@code <monitor-cond-update-requests>} for some of the tables of a monitor, right ones: a real server keeps half of a wrong one. */
    ObjectNode refiltered(JsonNode watched) {
        mistaken = true;
        names.clear();
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> each : watched.properties()) {
            if (random.nextBoolean()) {
                ObjectNode part = JsonNodeFactory.instance.objectNode();
                part.set("where", where(schema.table(each.getKey())));
                out.set(each.getKey(), JsonNodeFactory.instance.arrayNode().add(part));
            }
        }
        return out;
    }

    /** At most one in a transaction: of two, a server may tell either. */
    private boolean mistake() {
        boolean out = !mistaken && random.nextInt(mistakes) == 0;
        mistaken |= out;
        return out;
    }

    private TableSchema table() {
        List<TableSchema> all = schema.tables().values().stream()
                .filter(table -> table.columns().values().stream().anyMatch(RandomTransactions::isWeak) == weak)
                .toList();
        return all.get(random.nextInt(all.size()));
    }

    private ObjectNode operation() {
        TableSchema table = table();
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        String op = mistake()
                ? "drop"
                : switch (random.nextInt(16)) {
                    case 0, 1, 2, 3 -> "insert";
                    case 4, 5 -> "select";
                    case 6, 7, 8 -> "update";
                    case 9, 10, 11, 12 -> "mutate";
                    case 13 -> "delete";
                    case 14 -> "wait";
                    default -> other();
                };
        out.put("op", op);
        switch (op) {
            case "insert" -> insert(table, out);
            case "select" -> {
                aim(table, out);
                if (random.nextBoolean()) {
                    out.set("columns", columns(table));
                }
            }
            case "update" -> {
                aim(table, out);
                out.set("row", row(table, 1 + random.nextInt(2), true));
            }
            case "mutate" -> {
                aimAtOne(table, out);
                ArrayNode mutations = out.putArray("mutations");
                for (int i = random.nextInt(4); i > 0; i--) {
                    mutations.add(mutation(table));
                }
            }
            case "delete" -> aim(table, out);
            case "wait" -> {
                aim(table, out);
                ArrayNode columns = columns(table);
                out.set("columns", columns);
                out.put("until", mistake() ? "=" : random.nextInt(4) == 0 ? "==" : "!=");
                out.put("timeout", 0);
                out.putArray("rows").add(row(table, 1, false));
            }
            case "commit" -> out.put("durable", false);
            case "comment" -> out.put("comment", "why not");
            case "assert" -> out.put("lock", "some");
            default -> {}
        }
        if (mistake()) {
            out.put("more", 1);
        }
        return out;
    }

    private String other() {
        return switch (random.nextInt(8)) {
            case 0 -> "abort";
            case 1 -> "assert";
            case 2, 3, 4 -> "comment";
            default -> "commit";
        };
    }

    private void insert(TableSchema table, ObjectNode out) {
        out.put("table", mistake() ? "Nowhere" : table.name());
        if (random.nextInt(3) > 0) {
            String name = "r" + random.nextInt(4);
            names.computeIfAbsent(table.name(), each -> new ArrayList<>()).add(name);
            out.put("uuid-name", name);
        }
        List<UUID> known = rows.computeIfAbsent(table.name(), each -> new ArrayList<>());
        UUID uuid = mistake() && !known.isEmpty()
                ? known.getLast()
                : new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | (1L << 63));
        known.add(uuid);
        if (known.size() > 6) {
            known.removeFirst();
        }
        out.put("uuid", uuid.toString());
        out.set("row", row(table, random.nextInt(table.columns().size() + 1), false));
    }

    private void aim(TableSchema table, ObjectNode out) {
        out.put("table", mistake() ? "Nowhere" : table.name());
        ArrayNode where = out.putArray("where");
        if (random.nextInt(5) > 0) {
            for (int i = 1 + random.nextInt(4) / 3; i > 0; i--) {
                where.add(condition(table));
            }
        }
    }

    /** At one row, or none: of two that cannot be changed so, a server may tell either. */
    private void aimAtOne(TableSchema table, ObjectNode out) {
        out.put("table", mistake() ? "Nowhere" : table.name());
        List<UUID> known = rows.getOrDefault(table.name(), List.of());
        UUID uuid = known.isEmpty() ? new UUID(0x4000, 1L << 63) : known.get(random.nextInt(known.size()));
        out.putArray("where")
                .add(JsonNodeFactory.instance
                        .arrayNode()
                        .add("_uuid")
                        .add("==")
                        .add(OvsdbWire.value(OvsdbValue.of(uuid))));
    }

    private ArrayNode where(TableSchema table) {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
            if (random.nextInt(8) == 0) {
                out.add(random.nextBoolean());
            } else {
                out.add(condition(table));
            }
        }
        return out;
    }

    private JsonNode condition(TableSchema table) {
        List<UUID> known = rows.getOrDefault(table.name(), List.of());
        if (!known.isEmpty() && random.nextInt(3) == 0) {
            UUID uuid = known.get(random.nextInt(known.size()));
            return JsonNodeFactory.instance
                    .arrayNode()
                    .add("_uuid")
                    .add("==")
                    .add(OvsdbWire.value(OvsdbValue.of(uuid)));
        }
        ColumnSchema column = column(table);
        String function = FUNCTIONS[random.nextInt(FUNCTIONS.length - (mistake() ? 0 : 1))];
        ColumnType type = column.type();
        if (function.contains("<") || function.contains(">")) {
            boolean ordered = isNumber(type) && type.max().orElse(0) == 1;
            function = ordered || mistake() ? function : "includes";
            type = ordered ? new ColumnType(type.key(), null, 1, type.max()) : type;
        }
        return JsonNodeFactory.instance
                .arrayNode()
                .add(mistake() ? "nothing" : column.name())
                .add(function)
                .add(value(type));
    }

    private JsonNode mutation(TableSchema table) {
        ColumnSchema column = column(table);
        ColumnType type = column.type();
        int choices = MUTATORS.length - (mistake() ? 0 : 1);
        String mutator = MUTATORS[random.nextInt(choices)];
        if (!mistake()) {
            boolean number = isNumber(type);
            mutator = number && (random.nextBoolean() || isOne(type))
                    ? MUTATORS[random.nextInt(type.key().type() == AtomType.REAL ? 4 : 5)]
                    : random.nextBoolean() ? "insert" : "delete";
        }
        JsonNode argument;
        if (mutator.endsWith("=")) {
            argument = OvsdbWire.value(OvsdbValue.of(atom(BaseType.of(type.key().type()))));
            if (mutator.equals("*=") && argument.isNumber() && argument.doubleValue() == 0) {
                // a negative number times zero ends the process of Open vSwitch 3.1
                argument = JsonNodeFactory.instance.numberNode(2);
            }
        } else if (type.isMap() && mutator.equals("delete") && random.nextBoolean()) {
            argument = value(new ColumnType(type.key(), null, 0, type.max()));
        } else {
            argument = value(type);
        }
        return JsonNodeFactory.instance
                .arrayNode()
                .add(column.name())
                .add(mutator)
                .add(argument);
    }

    private static boolean isNumber(ColumnType type) {
        return !type.isMap()
                && (type.key().type() == AtomType.INTEGER || type.key().type() == AtomType.REAL);
    }

    private static boolean isOne(ColumnType type) {
        return !type.isMap() && type.min() == 1 && type.max().orElse(0) == 1;
    }

    private ColumnSchema column(TableSchema table) {
        List<ColumnSchema> all = List.copyOf(table.columns().values());
        return all.get(random.nextInt(all.size()));
    }

    private ArrayNode columns(TableSchema table) {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        out.add(column(table).name());
        if (random.nextBoolean()) {
            out.add("_uuid");
        }
        if (mistake()) {
            out.add(mistake() ? out.get(0).stringValue() : "nothing");
        }
        return out;
    }

    private ObjectNode row(TableSchema table, int count, boolean mutable) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < count; i++) {
            ColumnSchema column = column(table);
            if (column.mutable() || !mutable || mistake()) {
                out.set(column.name(), value(column.type()));
            }
        }
        for (ColumnSchema column : table.columns().values()) {
            boolean needed = column.type().min() > 0
                    && (!column.type().key().refTable().isEmpty()
                            || !column.type().key().oneOf().isEmpty());
            if (!mutable && needed && !mistake()) {
                out.set(column.name(), value(column.type()));
            }
        }
        if (mistake()) {
            out.put("nothing", 1);
        }
        return out;
    }

    private JsonNode value(ColumnType type) {
        if (mistake()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (mistake()) {
            return value(new ColumnType(BaseType.of(AtomType.values()[random.nextInt(5)]), null, 0, type.max()));
        }
        int most = Math.min(3, type.max().orElse(3));
        int count = mistake() ? random.nextInt(5) : type.min() + random.nextInt(most - type.min() + 1);
        ArrayNode elements = JsonNodeFactory.instance.arrayNode();
        BaseType to = type.value();
        List<JsonNode> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonNode key = json(type.key());
            if (keys.contains(key) && !mistake()) {
                continue;
            }
            keys.add(key);
            elements.add(
                    to == null
                            ? key
                            : JsonNodeFactory.instance.arrayNode().add(key).add(json(to)));
        }
        if (to == null && elements.size() == 1 && random.nextBoolean()) {
            return elements.get(0);
        }
        return JsonNodeFactory.instance
                .arrayNode()
                .add(to == null ? "set" : "map")
                .add(elements);
    }

    private JsonNode json(BaseType type) {
        return OvsdbWire.value(OvsdbValue.of(atom(type)));
    }

    private Atom atom(BaseType type) {
        if (!type.oneOf().isEmpty() && !mistake()) {
            return type.oneOf().get(random.nextInt(type.oneOf().size()));
        }
        return switch (type.type()) {
            case INTEGER -> new Atom.Int(mistake() ? random.nextLong() : random.nextInt(POOL) + least(type));
            case REAL -> new Atom.Real(random.nextInt(POOL) / 2.0 + (mistake() ? 1000 : 0));
            case BOOLEAN -> new Atom.Bool(random.nextBoolean());
            case STRING -> text(type);
            case UUID -> reference(type.refTable());
        };
    }

    private long least(BaseType type) {
        return type.least().isPresent() && type.least().get() instanceof Atom.Int(long least) ? least : 0;
    }

    private Atom text(BaseType type) {
        String out = TEXTS[random.nextInt(TEXTS.length)];
        boolean fits = out.length() >= type.minLength()
                && out.length() <= type.maxLength().orElse(Integer.MAX_VALUE);
        return new Atom.Text(fits || mistake() ? out : "a");
    }

    private Atom reference(String table) {
        List<String> named = names.getOrDefault(table, List.of());
        List<UUID> known = rows.getOrDefault(table, List.of());
        if (!named.isEmpty() && random.nextBoolean()) {
            return new Atom.NamedRef(named.get(random.nextInt(named.size())));
        }
        return new Atom.Ref(
                known.isEmpty() || mistake() ? new UUID(0x4000, 1L << 63) : known.get(random.nextInt(known.size())));
    }
}
