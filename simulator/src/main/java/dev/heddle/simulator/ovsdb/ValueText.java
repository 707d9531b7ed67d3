package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.AtomType;
import dev.heddle.ovs.ovsdb.ColumnType;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.OvsdbWire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** Values and types as ovsdb-server names them in messages. */
final class ValueText {
    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.-]*");
    private static final Pattern UUID_START =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}.*");

    private ValueText() {}

    static String of(Atom atom) {
        return switch (atom) {
            case Atom.Text(String text) -> quotedWhereNeeded(text);
            case Atom.Int(long value) -> Long.toString(value);
            case Atom.Real(double value) -> real(value);
            case Atom.Bool(boolean value) -> Boolean.toString(value);
            case Atom.Ref(UUID value) -> value.toString();
            case Atom.NamedRef(String name) -> name;
        };
    }

    static String of(OvsdbValue value, ColumnType type) {
        List<String> elements = new ArrayList<>();
        switch (value) {
            case OvsdbValue.SetOf(List<Atom> atoms) -> atoms.forEach(atom -> elements.add(of(atom)));
            case OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs) ->
                pairs.forEach((key, to) -> elements.add(of(key) + "=" + of(to)));
        }
        String all = String.join(", ", elements);
        if (type.isMap()) {
            return "{" + all + "}";
        }
        boolean alone = type.max().isPresent() && type.max().getAsInt() == 1 && elements.size() == 1;
        return alone ? all : "[" + all + "]";
    }

    /** As {@code set of up to 3 strings}. */
    static String of(ColumnType type) {
        String key = name(type.key().type());
        if (isScalar(type)) {
            return key;
        }
        String count = type.max().isEmpty()
                ? type.min() > 0 ? " of " + type.min() + " or more" : " of"
                : type.min() > 0
                        ? " of " + type.min() + " to " + type.max().getAsInt()
                        : " of up to " + type.max().getAsInt();
        return type.value() == null
                ? "set" + count + " " + key + "s"
                : "map" + count + " (" + key + ", " + name(type.value().type()) + ") pairs";
    }

    static String name(AtomType type) {
        return type.toString();
    }

    static boolean isScalar(ColumnType type) {
        return !type.isMap() && type.min() == 1 && type.max().orElse(0) == 1;
    }

    static boolean isOptionalScalar(ColumnType type) {
        return !type.isMap() && type.min() == 0 && type.max().orElse(0) == 1;
    }

    /** As C's {@code %.15g} has it, for what does not need an exponent. */
    static String real(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String quotedWhereNeeded(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && !text.equals("true")
                && !text.equals("false")
                && !UUID_START.matcher(text).matches();
        return plain ? text : new String(OvsdbWire.write(OvsdbWire.value(OvsdbValue.of(text))), StandardCharsets.UTF_8);
    }
}
