package dev.heddle.ovs.ovsdb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A column's {@code <value>} (RFC 7047 section 5.1) in canonical form: a scalar is a set of one, because the wire form of a
 * set of one may be either. Equal values are equal objects.
 */
public sealed interface OvsdbValue {
    /** No value: an optional column that is not set, or an empty set. */
    OvsdbValue NONE = new SetOf(List.of());

    /** The map without pairs. */
    OvsdbValue EMPTY_MAP = new MapOf(new TreeMap<>());

    /** @param atoms ascending, each once */
    record SetOf(List<Atom> atoms) implements OvsdbValue {
        public SetOf {
            atoms = ascending(atoms) ? List.copyOf(atoms) : List.copyOf(new TreeSet<>(atoms));
        }

        private static boolean ascending(List<Atom> atoms) {
            for (int i = 1; i < atoms.size(); i++) {
                if (atoms.get(i - 1).compareTo(atoms.get(i)) >= 0) {
                    return false;
                }
            }
            return true;
        }

        /** The elements that are in one of the two only. */
        SetOf toggled(SetOf others) {
            List<Atom> out = new ArrayList<>(atoms.size() + others.atoms.size());
            int i = 0;
            for (Atom other : others.atoms) {
                while (i < atoms.size() && atoms.get(i).compareTo(other) < 0) {
                    out.add(atoms.get(i++));
                }
                if (i < atoms.size() && atoms.get(i).equals(other)) {
                    i++;
                } else {
                    out.add(other);
                }
            }
            out.addAll(atoms.subList(i, atoms.size()));
            return new SetOf(out);
        }
    }

    /** @param pairs ascending by key */
    record MapOf(SortedMap<Atom, Atom> pairs) implements OvsdbValue {
        public MapOf {
            pairs = Collections.unmodifiableSortedMap(new TreeMap<>(pairs));
        }
    }

    static OvsdbValue of(String text) {
        return of(new Atom.Text(text));
    }

    static OvsdbValue of(long number) {
        return of(new Atom.Int(number));
    }

    static OvsdbValue of(boolean flag) {
        return of(new Atom.Bool(flag));
    }

    static OvsdbValue of(UUID row) {
        return of(new Atom.Ref(row));
    }

    static OvsdbValue of(Atom atom) {
        return new SetOf(List.of(atom));
    }

    /** The row that an insert of the same transaction names so. */
    static OvsdbValue named(String uuidName) {
        return of(new Atom.NamedRef(uuidName));
    }

    static OvsdbValue texts(Collection<String> texts) {
        return new SetOf(texts.stream().<Atom>map(Atom.Text::new).toList());
    }

    static OvsdbValue refs(Collection<UUID> rows) {
        return new SetOf(rows.stream().<Atom>map(Atom.Ref::new).toList());
    }

    /** All elements of these sets; maps among them count for nothing. */
    static OvsdbValue union(Collection<OvsdbValue> sets) {
        return new SetOf(sets.stream()
                .flatMap(value -> value instanceof SetOf(List<Atom> atoms) ? atoms.stream() : Stream.empty())
                .toList());
    }

    /** A map of strings to strings, as external_ids and options are. */
    static OvsdbValue map(Map<String, String> pairs) {
        TreeMap<Atom, Atom> atoms = new TreeMap<>();
        pairs.forEach((key, value) -> atoms.put(new Atom.Text(key), new Atom.Text(value)));
        return new MapOf(atoms);
    }
}
