package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.BaseType;
import dev.heddle.ovs.ovsdb.ColumnType;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiPredicate;

/** What a column points to. */
final class References {
    /**
     * One of them.
     *
     * @param table where the row is
     */
    record To(String table, UUID row) {}

    private References() {}

    /** The references among a set's elements. */
    static List<UUID> of(OvsdbValue value) {
        List<UUID> out = new ArrayList<>();
        if (value instanceof OvsdbValue.SetOf(List<Atom> atoms)) {
            for (Atom atom : atoms) {
                if (atom instanceof Atom.Ref(UUID row)) {
                    out.add(row);
                }
            }
        }
        return out;
    }

    /** Those that keep the rows alive. */
    static List<To> strong(OvsdbValue value, ColumnType type) {
        List<To> out = new ArrayList<>();
        switch (value) {
            case OvsdbValue.SetOf(List<Atom> atoms) -> atoms.forEach(atom -> add(out, atom, type.key()));
            case OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs) ->
                pairs.forEach((key, to) -> {
                    add(out, key, type.key());
                    BaseType values = type.value();
                    if (values != null) {
                        add(out, to, values);
                    }
                });
        }
        return out;
    }

    /** Without the elements whose weak references the predicate does not know. */
    static OvsdbValue known(OvsdbValue value, ColumnType type, BiPredicate<String, UUID> known) {
        return switch (value) {
            case OvsdbValue.SetOf(List<Atom> atoms) ->
                new OvsdbValue.SetOf(atoms.stream()
                        .filter(atom -> isKnown(atom, type.key(), known))
                        .toList());
            case OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs) -> {
                TreeMap<Atom, Atom> out = new TreeMap<>();
                for (Map.Entry<Atom, Atom> pair : pairs.entrySet()) {
                    BaseType values = type.value();
                    if (isKnown(pair.getKey(), type.key(), known)
                            && (values == null || isKnown(pair.getValue(), values, known))) {
                        out.put(pair.getKey(), pair.getValue());
                    }
                }
                yield new OvsdbValue.MapOf(out);
            }
        };
    }

    private static void add(List<To> out, Atom atom, BaseType type) {
        if (TableLayout.refers(type, true) && atom instanceof Atom.Ref(UUID row)) {
            out.add(new To(type.refTable(), row));
        }
    }

    private static boolean isKnown(Atom atom, BaseType type, BiPredicate<String, UUID> known) {
        return !TableLayout.refers(type, false)
                || !(atom instanceof Atom.Ref(UUID row))
                || known.test(type.refTable(), row);
    }
}
