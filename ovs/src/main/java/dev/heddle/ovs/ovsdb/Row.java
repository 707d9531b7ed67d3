package dev.heddle.ovs.ovsdb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A row as far as it is known: the monitored or selected columns. Immutable. The accessors never fail: what is not there, or
 * is of another type than asked for, is empty (a peer may have another schema).
 */
public record Row(UUID uuid, SortedMap<String, OvsdbValue> columns) {
    public Row {
        columns = Collections.unmodifiableSortedMap(columns);
    }

    public OvsdbValue get(String column) {
        OvsdbValue value = columns.get(column);
        return value == null ? OvsdbValue.NONE : value;
    }

    /** The first text of the column, or the empty text. */
    public String text(String column) {
        List<Atom> atoms = atoms(column);
        return !atoms.isEmpty() && atoms.getFirst() instanceof Atom.Text(String value) ? value : "";
    }

    /** The first integer of the column. */
    public OptionalLong number(String column) {
        for (Atom atom : atoms(column)) {
            if (atom instanceof Atom.Int(long value)) {
                return OptionalLong.of(value);
            }
        }
        return OptionalLong.empty();
    }

    public boolean flag(String column) {
        return atoms(column).contains(new Atom.Bool(true));
    }

    /** The rows that the column points to, ascending. */
    public List<UUID> refs(String column) {
        List<UUID> out = new ArrayList<>();
        for (Atom atom : atoms(column)) {
            if (atom instanceof Atom.Ref(UUID row)) {
                out.add(row);
            }
        }
        return out;
    }

    /** Whether the column points to this row. */
    public boolean refersTo(String column, UUID row) {
        return Collections.binarySearch(atoms(column), new Atom.Ref(row)) >= 0;
    }

    /** A map of strings to strings. */
    public SortedMap<String, String> map(String column) {
        TreeMap<String, String> out = new TreeMap<>();
        if (get(column) instanceof OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs)) {
            for (Map.Entry<Atom, Atom> pair : pairs.entrySet()) {
                if (pair.getKey() instanceof Atom.Text(String key)
                        && pair.getValue() instanceof Atom.Text(String value)) {
                    out.put(key, value);
                }
            }
        }
        return out;
    }

    private List<Atom> atoms(String column) {
        return get(column) instanceof OvsdbValue.SetOf(List<Atom> atoms) ? atoms : List.of();
    }
}
