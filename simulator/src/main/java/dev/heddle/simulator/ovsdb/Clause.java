package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.AtomType;
import dev.heddle.ovs.ovsdb.ColumnType;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;

/**
 * {@code <condition>} of RFC 7047 section 5.1, or just true or false.
 *
 * @param column position; 0 for a constant
 */
record Clause(int column, Function function, OvsdbValue value) {
    /** How the column is compared. */
    enum Function {
        LESS("<"),
        AT_MOST("<="),
        EQUAL("=="),
        DIFFERENT("!="),
        AT_LEAST(">="),
        GREATER(">"),
        INCLUDES("includes"),
        EXCLUDES("excludes"),
        TRUE(""),
        FALSE("");

        private final String wire;

        Function(String wire) {
            this.wire = wire;
        }

        static Function of(String wire) throws Refusal {
            for (Function each : values()) {
                if (each.wire.equals(wire) && !wire.isEmpty()) {
                    return each;
                }
            }
            throw Refusal.of("unknown function", "No function named " + wire + ".");
        }
    }

    static List<Clause> read(TableLayout table, JsonNode where, ValueReader values) throws Refusal {
        List<Clause> out = new ArrayList<>();
        for (JsonNode each : where) {
            out.add(clause(table, each, values));
        }
        return out;
    }

    private static Clause clause(TableLayout table, JsonNode json, ValueReader values) throws Refusal {
        if (json.isBoolean()) {
            return new Clause(TableLayout.UUID, json.booleanValue() ? Function.TRUE : Function.FALSE, OvsdbValue.NONE);
        }
        if (!json.isArray()
                || json.size() != 3
                || !json.get(0).isString()
                || !json.get(1).isString()) {
            throw Refusal.syntax(json, "Parse error in condition.");
        }
        String name = json.get(0).stringValue();
        int column = table.position(name);
        if (column < 0) {
            throw Refusal.about(json, "unknown column", "No column " + name + " in table " + table.name() + ".");
        }
        Function function = Function.of(json.get(1).stringValue());
        ColumnType type = wanted(function, table, column, json);
        return new Clause(column, function, values.read(json.get(2), type));
    }

    private static ColumnType wanted(Function function, TableLayout table, int column, JsonNode json) throws Refusal {
        ColumnType type = table.type(column);
        return switch (function) {
            case LESS, AT_MOST, AT_LEAST, GREATER -> {
                boolean number =
                        type.key().type() == AtomType.INTEGER || type.key().type() == AtomType.REAL;
                if (!number || !(ValueText.isScalar(type) || ValueText.isOptionalScalar(type))) {
                    throw Refusal.syntax(
                            json,
                            "Type mismatch: \"" + function.wire + "\" operator may not be applied to column "
                                    + table.column(column).name() + " of type " + ValueText.of(type) + ".");
                }
                yield new ColumnType(type.key(), null, 1, type.max());
            }
            case INCLUDES -> ValueText.isScalar(type) ? type : new ColumnType(type.key(), type.value(), 0, type.max());
            case EXCLUDES ->
                ValueText.isScalar(type) ? type : new ColumnType(type.key(), type.value(), 0, OptionalInt.empty());
            case EQUAL, DIFFERENT, TRUE, FALSE -> type;
        };
    }

    boolean holds(StoredRow row) {
        return switch (function) {
            case TRUE -> true;
            case FALSE -> false;
            case EQUAL -> row.get(column).equals(value);
            case DIFFERENT -> !row.get(column).equals(value);
            case INCLUDES -> includes(row.get(column), value);
            case EXCLUDES -> excludes(row.get(column), value);
            case LESS -> compared(row) < 0;
            case AT_MOST -> exists(row) && compared(row) <= 0;
            case GREATER -> exists(row) && compared(row) > 0;
            case AT_LEAST -> exists(row) && compared(row) >= 0;
        };
    }

    private boolean exists(StoredRow row) {
        return !row.get(column).equals(OvsdbValue.NONE);
    }

    /** 1 where there is nothing to compare. */
    private int compared(StoredRow row) {
        if (row.get(column) instanceof OvsdbValue.SetOf(List<Atom> held)
                && value instanceof OvsdbValue.SetOf(List<Atom> wanted)
                && !held.isEmpty()) {
            return held.getFirst().compareTo(wanted.getFirst());
        }
        return 1;
    }

    private static boolean includes(OvsdbValue held, OvsdbValue wanted) {
        return switch (wanted) {
            case OvsdbValue.SetOf(List<Atom> atoms) ->
                held instanceof OvsdbValue.SetOf(List<Atom> all) && new HashSet<>(all).containsAll(atoms);
            case OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs) ->
                held instanceof OvsdbValue.MapOf(SortedMap<Atom, Atom> all)
                        && all.entrySet().containsAll(pairs.entrySet());
        };
    }

    private static boolean excludes(OvsdbValue held, OvsdbValue unwanted) {
        return switch (unwanted) {
            case OvsdbValue.SetOf(List<Atom> atoms) ->
                !(held instanceof OvsdbValue.SetOf(List<Atom> all))
                        || atoms.stream().noneMatch(all::contains);
            case OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs) ->
                !(held instanceof OvsdbValue.MapOf(SortedMap<Atom, Atom> all))
                        || pairs.entrySet().stream().noneMatch(all.entrySet()::contains);
        };
    }
}
