package dev.heddle.ovs.ovsdb;

import java.util.UUID;

/** {@code <atomic-type>} of RFC 7047 section 3.2. */
public enum AtomType {
    INTEGER,
    REAL,
    BOOLEAN,
    STRING,
    UUID;

    /** What a column of this type holds that was never written. */
    Atom zero() {
        return switch (this) {
            case INTEGER -> new Atom.Int(0);
            case REAL -> new Atom.Real(0);
            case BOOLEAN -> new Atom.Bool(false);
            case STRING -> new Atom.Text("");
            case UUID -> new Atom.Ref(new UUID(0, 0));
        };
    }

    /** An integer is a real too, as it is on the wire. */
    boolean holds(Atom atom) {
        return switch (this) {
            case INTEGER -> atom instanceof Atom.Int;
            case REAL -> atom instanceof Atom.Real || atom instanceof Atom.Int;
            case BOOLEAN -> atom instanceof Atom.Bool;
            case STRING -> atom instanceof Atom.Text;
            case UUID -> atom instanceof Atom.Ref || atom instanceof Atom.NamedRef;
        };
    }

    boolean isNumber() {
        return this == INTEGER || this == REAL;
    }

    /** As schemas spell it. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
