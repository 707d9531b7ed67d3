package dev.heddle.ovs.ovsdb;

import java.util.UUID;

/** An {@code <atom>} of RFC 7047 section 5.1. Ordered by type, then by value, so that sets have one canonical form. */
public sealed interface Atom extends Comparable<Atom> {
    record Text(String value) implements Atom {}

    record Int(long value) implements Atom {}

    /** Finite. */
    record Real(double value) implements Atom {}

    record Bool(boolean value) implements Atom {}

    /** A row's {@code _uuid}. */
    record Ref(UUID value) implements Atom {}

    /** The row that an insert of the same transaction names so ({@code named-uuid}); only in operations. */
    record NamedRef(String name) implements Atom {}

    @Override
    default int compareTo(Atom other) {
        return switch (this) {
            case Text a when other instanceof Text b -> a.value.compareTo(b.value);
            case Int a when other instanceof Int b -> Long.compare(a.value, b.value);
            case Real a when other instanceof Real b -> Double.compare(a.value, b.value);
            case Bool a when other instanceof Bool b -> Boolean.compare(a.value, b.value);
            case Ref a when other instanceof Ref b -> a.value.compareTo(b.value);
            case NamedRef a when other instanceof NamedRef b -> a.name.compareTo(b.name);
            case Text _, Int _, Real _, Bool _, Ref _, NamedRef _ -> Integer.compare(rank(this), rank(other));
        };
    }

    private static int rank(Atom atom) {
        return switch (atom) {
            case Text _ -> 0;
            case Int _ -> 1;
            case Real _ -> 2;
            case Bool _ -> 3;
            case Ref _ -> 4;
            case NamedRef _ -> 5;
        };
    }
}
