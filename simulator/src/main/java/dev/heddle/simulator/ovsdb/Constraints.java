package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.BaseType;
import dev.heddle.ovs.ovsdb.ColumnType;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** What a column's elements may be. Where rows are pointed to, is looked at when the transaction ends. */
final class Constraints {
    private Constraints() {}

    static void check(OvsdbValue value, ColumnType type) throws Refusal {
        switch (value) {
            case OvsdbValue.SetOf(List<Atom> atoms) -> {
                for (Atom atom : atoms) {
                    check(atom, type.key());
                }
            }
            case OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs) -> {
                for (Map.Entry<Atom, Atom> pair : pairs.entrySet()) {
                    check(pair.getKey(), type.key());
                    BaseType to = type.value();
                    if (to != null) {
                        check(pair.getValue(), to);
                    }
                }
            }
        }
    }

    static void check(Atom atom, BaseType type) throws Refusal {
        if (!type.oneOf().isEmpty() && !type.oneOf().contains(atom)) {
            ColumnType set = new ColumnType(BaseType.of(type.type()), null, 1, OptionalInt.empty());
            throw violation(ValueText.of(atom) + " is not one of the allowed values ("
                    + ValueText.of(new OvsdbValue.SetOf(type.oneOf()), set) + ")");
        }
        switch (atom) {
            case Atom.Text(String text) -> length(text, type);
            case Atom.Int _, Atom.Real _ -> range(atom, type.least(), type.most());
            case Atom.Bool _, Atom.Ref _, Atom.NamedRef _ -> {}
        }
    }

    private static void length(String text, BaseType type) throws Refusal {
        int length = text.codePointCount(0, text.length());
        if (length < type.minLength()) {
            throw violation(
                    "\"" + text + "\" length " + length + " is less than minimum allowed length " + type.minLength());
        }
        if (type.maxLength().isPresent() && length > type.maxLength().getAsInt()) {
            throw violation("\"" + text + "\" length " + length + " is greater than maximum allowed length "
                    + type.maxLength().getAsInt());
        }
    }

    private static void range(Atom number, Optional<Atom> least, Optional<Atom> most) throws Refusal {
        boolean small = least.isPresent() && number(number) < number(least.get());
        boolean large = most.isPresent() && number(number) > number(most.get());
        if (!small && !large) {
            return;
        }
        String shown = ValueText.of(number);
        if (least.isPresent() && most.isPresent()) {
            throw violation(shown + " is not in the valid range " + ValueText.of(least.get()) + " to "
                    + ValueText.of(most.get()) + " (inclusive)");
        }
        throw violation(
                small
                        ? shown + " is less than minimum allowed value "
                                + least.map(ValueText::of).orElse("")
                        : shown + " is greater than maximum allowed value "
                                + most.map(ValueText::of).orElse(""));
    }

    private static double number(Atom atom) {
        return switch (atom) {
            case Atom.Int(long value) -> (double) value;
            case Atom.Real(double value) -> value;
            case Atom.Text _, Atom.Bool _, Atom.Ref _, Atom.NamedRef _ -> Double.NaN;
        };
    }

    private static Refusal violation(String details) {
        return Refusal.of(Refusal.CONSTRAINT, details);
    }
}
