package dev.heddle.ovs.ovsdb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A column's {@code <type>} (RFC 7047 section 3.2).
 *
 * @param value null where the column is not a map
 * @param min 0 or 1
 * @param max empty: unlimited
 */
public record ColumnType(BaseType key, @Nullable BaseType value, int min, OptionalInt max) {
    /** What a column holds that was never written; updates leave such columns out. */
    public OvsdbValue initial() {
        if (value != null) {
            TreeMap<Atom, Atom> pairs = new TreeMap<>();
            if (min > 0) {
                pairs.put(key.type().zero(), value.type().zero());
            }
            return new OvsdbValue.MapOf(pairs);
        }
        return min == 0 ? OvsdbValue.NONE : OvsdbValue.of(key.type().zero());
    }

    public boolean isMap() {
        return value != null;
    }

    /** At most one value: a change is told as the new value, not as a difference. */
    boolean single() {
        return max.isPresent() && max.getAsInt() <= 1;
    }

    /** Exactly one value, and no map. */
    boolean scalar() {
        return value == null && min == 1 && single();
    }

    /** The same elements in another number. */
    ColumnType counting(int least, OptionalInt most) {
        return new ColumnType(key, value, least, most);
    }

    /** A set of what are the keys here. */
    ColumnType keys() {
        return new ColumnType(key, null, min, max);
    }

    /** Why a column of this type cannot hold this; empty where it can. */
    Optional<String> objection(OvsdbValue found) {
        return switch (found) {
            case OvsdbValue.SetOf _ when value != null -> Optional.of("expected " + this + ", found a set");
            case OvsdbValue.MapOf _ when value == null -> Optional.of("expected " + this + ", found a map");
            case OvsdbValue.SetOf(List<Atom> atoms) -> count(atoms.size()).or(() -> first(atoms));
            case OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs) ->
                count(pairs.size()).or(() -> pair(pairs));
        };
    }

    private Optional<String> count(int size) {
        return size < min || (max.isPresent() && size > max.getAsInt())
                ? Optional.of("expected " + this + ", found " + size + (size == 1 ? " value" : " values"))
                : Optional.empty();
    }

    private Optional<String> first(List<Atom> atoms) {
        for (Atom atom : atoms) {
            Optional<String> objection = key.objection(atom);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    private Optional<String> pair(SortedMap<Atom, Atom> pairs) {
        for (Map.Entry<Atom, Atom> pair : pairs.entrySet()) {
            Optional<String> objection = key.objection(pair.getKey())
                    .or(() -> value == null ? Optional.empty() : value.objection(pair.getValue()));
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    /** In words: {@code one string}, {@code 0 to 4096 integer}, {@code a map of string to string}. */
    @Override
    public String toString() {
        String elements = value == null ? key.type().toString() : "pairs of " + key.type() + " to " + value.type();
        if (min == 1 && single()) {
            return value == null ? "one " + elements : "a map of one of " + elements;
        }
        String upTo = max.isPresent() ? min + " to " + max.getAsInt() : min + " or more";
        return value == null ? upTo + " " + elements : "a map of " + upTo + " " + elements;
    }
}
