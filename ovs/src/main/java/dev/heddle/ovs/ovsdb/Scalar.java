package dev.heddle.ovs.ovsdb;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** An atomic type and the Java type that stands for it in a {@link Column}. */
public final class Scalar<T> {
    public static final Scalar<String> TEXT =
            new Scalar<>(AtomType.STRING, Atom.Text::new, atom -> ((Atom.Text) atom).value());
    public static final Scalar<Long> INTEGER =
            new Scalar<>(AtomType.INTEGER, Atom.Int::new, atom -> ((Atom.Int) atom).value());
    public static final Scalar<Double> REAL = new Scalar<>(
            AtomType.REAL,
            Atom.Real::new,
            atom -> atom instanceof Atom.Int(long whole) ? (double) whole : ((Atom.Real) atom).value());
    public static final Scalar<Boolean> FLAG =
            new Scalar<>(AtomType.BOOLEAN, Atom.Bool::new, atom -> ((Atom.Bool) atom).value());
    /** The row that is pointed to. */
    public static final Scalar<UUID> ROW =
            new Scalar<>(AtomType.UUID, Atom.Ref::new, atom -> ((Atom.Ref) atom).value());

    private final AtomType type;
    private final Function<T, Atom> write;
    private final Function<Atom, T> read;

    private Scalar(AtomType type, Function<T, Atom> write, Function<Atom, T> read) {
        this.type = type;
        this.write = write;
        this.read = read;
    }

    AtomType type() {
        return type;
    }

    OvsdbValue writeOne(T value) {
        return OvsdbValue.of(write.apply(value));
    }

    OvsdbValue writeOptional(Optional<T> value) {
        return value.map(this::writeOne).orElse(OvsdbValue.NONE);
    }

    OvsdbValue writeSet(Set<T> values) {
        return new OvsdbValue.SetOf(values.stream().map(write).toList());
    }

    static <K, V> OvsdbValue writeMap(Map<K, V> pairs, Scalar<K> key, Scalar<V> value) {
        TreeMap<Atom, Atom> atoms = new TreeMap<>();
        pairs.forEach((k, v) -> atoms.put(key.write.apply(k), value.write.apply(v)));
        return new OvsdbValue.MapOf(atoms);
    }

    /** The value is of the type and shape that is read, as everywhere here. */
    T readOne(OvsdbValue value) {
        return read.apply(((OvsdbValue.SetOf) value).atoms().getFirst());
    }

    Optional<T> readOptional(OvsdbValue value) {
        return ((OvsdbValue.SetOf) value).atoms().stream().findFirst().map(read);
    }

    Set<T> readSet(OvsdbValue value) {
        LinkedHashSet<T> out = new LinkedHashSet<>();
        ((OvsdbValue.SetOf) value).atoms().forEach(atom -> out.add(read.apply(atom)));
        return out;
    }

    static <K, V> Map<K, V> readMap(OvsdbValue from, Scalar<K> key, Scalar<V> value) {
        LinkedHashMap<K, V> out = new LinkedHashMap<>();
        ((OvsdbValue.MapOf) from).pairs().forEach((k, v) -> out.put(key.read.apply(k), value.read.apply(v)));
        return out;
    }
}
