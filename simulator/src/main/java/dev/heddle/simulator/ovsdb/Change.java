package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.AtomType;
import dev.heddle.ovs.ovsdb.BaseType;
import dev.heddle.ovs.ovsdb.ColumnType;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * {@code <mutation>} of RFC 7047 section 5.1.
 *
 * @param column position
 */
record Change(int column, Mutator mutator, OvsdbValue value) {
    /** What is done to the column. */
    enum Mutator {
        ADD("+="),
        SUBTRACT("-="),
        MULTIPLY("*="),
        DIVIDE("/="),
        MODULO("%="),
        INSERT("insert"),
        DELETE("delete");

        private final String wire;

        Mutator(String wire) {
            this.wire = wire;
        }

        static Mutator of(String wire) throws Refusal {
            for (Mutator each : values()) {
                if (each.wire.equals(wire)) {
                    return each;
                }
            }
            throw Refusal.of("unknown mutator", "No mutator named " + wire + ".");
        }
    }

    static List<Change> read(TableLayout table, JsonNode mutations, ValueReader values) throws Refusal {
        List<Change> out = new ArrayList<>();
        for (JsonNode each : mutations) {
            out.add(change(table, each, values));
        }
        return out;
    }

    private static Change change(TableLayout table, JsonNode json, ValueReader values) throws Refusal {
        if (!json.isArray()
                || json.size() != 3
                || !json.get(0).isString()
                || !json.get(1).isString()) {
            throw Refusal.syntax(json, "Parse error in mutation.");
        }
        String name = json.get(0).stringValue();
        int column = table.position(name);
        if (column < 0) {
            throw Refusal.about(json, "unknown column", "No column " + name + " in table " + table.name() + ".");
        }
        if (!table.column(column).mutable()) {
            throw Refusal.about(
                    json,
                    Refusal.CONSTRAINT,
                    "Cannot mutate immutable column " + name + " in table " + table.name() + ".");
        }
        Mutator mutator = Mutator.of(json.get(1).stringValue());
        return new Change(column, mutator, argument(table, column, mutator, json, values));
    }

    private static OvsdbValue argument(
            TableLayout table, int column, Mutator mutator, JsonNode json, ValueReader values) throws Refusal {
        ColumnType type = table.type(column);
        AtomType key = type.key().type();
        boolean number = key == AtomType.INTEGER || (key == AtomType.REAL && mutator != Mutator.MODULO);
        boolean elements = mutator == Mutator.INSERT || mutator == Mutator.DELETE;
        if (elements ? ValueText.isScalar(type) : type.isMap() || !number) {
            throw Refusal.syntax(
                    json,
                    "Type mismatch: \"" + mutator.wire + "\" operator may not be applied to column "
                            + table.column(column).name() + " of type " + ValueText.of(type) + ".");
        }
        if (!elements) {
            return values.read(json.get(2), new ColumnType(BaseType.of(key), null, 1, OptionalInt.of(1)));
        }
        OptionalInt max = mutator == Mutator.DELETE ? OptionalInt.empty() : type.max();
        ColumnType wanted = new ColumnType(type.key(), type.value(), 0, max);
        try {
            return values.read(json.get(2), wanted);
        } catch (Refusal e) {
            if (type.isMap() && mutator == Mutator.DELETE) {
                return values.read(json.get(2), new ColumnType(type.key(), null, 0, OptionalInt.empty()));
            }
            throw e;
        }
    }

    /** The column's next value. */
    OvsdbValue apply(OvsdbValue held, ColumnType type) throws Refusal {
        OvsdbValue out = switch (mutator) {
            case INSERT -> inserted(held);
            case DELETE -> deleted(held);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> calculated(held, type);
        };
        int size = switch (out) {
            case OvsdbValue.SetOf(List<Atom> atoms) -> atoms.size();
            case OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs) -> pairs.size();
        };
        if (size < type.min() || (type.max().isPresent() && size > type.max().getAsInt())) {
            throw Refusal.of(
                    Refusal.CONSTRAINT, "Attempted to store " + size + " elements in " + ValueText.of(type) + ".");
        }
        return out;
    }

    private OvsdbValue inserted(OvsdbValue held) {
        if (held instanceof OvsdbValue.MapOf(SortedMap<Atom, Atom> before)
                && value instanceof OvsdbValue.MapOf(SortedMap<Atom, Atom> more)) {
            TreeMap<Atom, Atom> out = new TreeMap<>(more);
            out.putAll(before);
            return new OvsdbValue.MapOf(out);
        }
        return OvsdbValue.union(List.of(held, value));
    }

    /** Pairs go where key and value agree, or by their key alone. */
    private OvsdbValue deleted(OvsdbValue held) {
        return switch (held) {
            case OvsdbValue.SetOf(List<Atom> before) -> {
                List<Atom> out = new ArrayList<>(before);
                if (value instanceof OvsdbValue.SetOf(List<Atom> less)) {
                    out.removeAll(new HashSet<>(less));
                }
                yield new OvsdbValue.SetOf(out);
            }
            case OvsdbValue.MapOf(SortedMap<Atom, Atom> before) -> {
                TreeMap<Atom, Atom> out = new TreeMap<>(before);
                switch (value) {
                    case OvsdbValue.SetOf(List<Atom> keys) -> keys.forEach(out::remove);
                    case OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs) -> pairs.forEach(out::remove);
                }
                yield new OvsdbValue.MapOf(out);
            }
        };
    }

    private OvsdbValue calculated(OvsdbValue held, ColumnType type) throws Refusal {
        if (!(held instanceof OvsdbValue.SetOf(List<Atom> before))
                || !(value instanceof OvsdbValue.SetOf(List<Atom> by))) {
            throw new IllegalStateException("numbers are no maps");
        }
        List<Atom> out = new ArrayList<>();
        for (Atom each : before) {
            Atom result = calculated(each, by.getFirst());
            out.add(result);
        }
        for (Atom each : out) {
            Constraints.check(each, type.key());
        }
        if (new TreeSet<>(out).size() < out.size()) {
            throw Refusal.of(Refusal.CONSTRAINT, "Result of \"" + mutator.wire + "\" operation contains duplicates.");
        }
        return new OvsdbValue.SetOf(out);
    }

    private Atom calculated(Atom left, Atom right) throws Refusal {
        if (left instanceof Atom.Int(long a) && right instanceof Atom.Int(long b)) {
            return new Atom.Int(calculated(a, b));
        }
        if (left instanceof Atom.Real(double a) && right instanceof Atom.Real(double b)) {
            if (mutator == Mutator.DIVIDE && b == 0) {
                throw byZero();
            }
            double out = switch (mutator) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / b;
                case MODULO, INSERT, DELETE -> throw new IllegalStateException(mutator.wire);
            };
            if (!Double.isFinite(out)) {
                throw outOfRange();
            }
            return new Atom.Real(out);
        }
        throw new IllegalStateException("numbers of one type");
    }

    private long calculated(long a, long b) throws Refusal {
        boolean divides = mutator == Mutator.DIVIDE || mutator == Mutator.MODULO;
        if (divides && b == 0) {
            throw byZero();
        }
        if (divides && a == Long.MIN_VALUE && b == -1) {
            throw outOfRange();
        }
        try {
            return switch (mutator) {
                case ADD -> Math.addExact(a, b);
                case SUBTRACT -> Math.subtractExact(a, b);
                case MULTIPLY -> Math.multiplyExact(a, b);
                case DIVIDE -> a / b;
                case MODULO -> a % b;
                case INSERT, DELETE -> throw new IllegalStateException(mutator.wire);
            };
        } catch (ArithmeticException e) {
            throw outOfRange();
        }
    }

    private static Refusal byZero() {
        return Refusal.of("domain error", "Division by zero.");
    }

    private Refusal outOfRange() {
        return Refusal.of("range error", "Result of \"" + mutator.wire + "\" operation is out of range.");
    }
}
