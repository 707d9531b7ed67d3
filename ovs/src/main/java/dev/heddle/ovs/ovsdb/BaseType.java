package dev.heddle.ovs.ovsdb;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * {@code <base-type>} of RFC 7047 section 3.2: what one element of a column may be.
 *
 * @param oneOf the only values allowed; empty where all are
 * @param least of a number
 * @param most of a number
 * @param minLength of a string, in characters
 * @param maxLength of a string, in characters
 * @param refTable the table that a UUID points into; empty where it points nowhere
 * @param strong whether that row may not go while it is pointed to
 */
public record BaseType(
        AtomType type,
        List<Atom> oneOf,
        Optional<Atom> least,
        Optional<Atom> most,
        int minLength,
        OptionalInt maxLength,
        String refTable,
        boolean strong) {
    public BaseType {
        oneOf = List.copyOf(oneOf);
    }

    /** The type without constraints. */
    public static BaseType of(AtomType type) {
        return new BaseType(type, List.of(), Optional.empty(), Optional.empty(), 0, OptionalInt.empty(), "", false);
    }

    /** Why the column cannot hold this; empty where it can. */
    Optional<String> objection(Atom atom) {
        if (!type.holds(atom)) {
            return Optional.of("expected " + type + ", found " + shown(atom));
        }
        if (!oneOf.isEmpty() && !oneOf.contains(atom)) {
            return Optional.of("expected one of "
                    + oneOf.stream().map(BaseType::shown).collect(Collectors.joining(", ")) + ", found "
                    + shown(atom));
        }
        return switch (atom) {
            case Atom.Real(double value) when !Double.isFinite(value) -> Optional.of("expected a finite number");
            case Atom.Int _, Atom.Real _ -> range(atom);
            case Atom.Text(String value) -> length(value);
            case Atom.Bool _, Atom.Ref _, Atom.NamedRef _ -> Optional.empty();
        };
    }

    private Optional<String> range(Atom atom) {
        boolean small = least.isPresent() && compare(atom, least.get()) < 0;
        boolean large = most.isPresent() && compare(atom, most.get()) > 0;
        if (!small && !large) {
            return Optional.empty();
        }
        String from = least.map(bound -> " from " + shown(bound)).orElse("");
        String upTo = most.map(bound -> " up to " + shown(bound)).orElse("");
        return Optional.of("expected a number" + from + upTo + ", found " + shown(atom));
    }

    private static int compare(Atom atom, Atom bound) {
        return atom instanceof Atom.Int && bound instanceof Atom.Int
                ? atom.compareTo(bound)
                : Double.compare(real(atom), real(bound));
    }

    private static double real(Atom number) {
        return switch (number) {
            case Atom.Int(long value) -> (double) value;
            case Atom.Real(double value) -> value;
            case Atom.Text _, Atom.Bool _, Atom.Ref _, Atom.NamedRef _ -> Double.NaN;
        };
    }

    private Optional<String> length(String text) {
        int length = text.codePointCount(0, text.length());
        if (length >= minLength && (maxLength.isEmpty() || length <= maxLength.getAsInt())) {
            return Optional.empty();
        }
        String bounds = maxLength.isEmpty() ? "at least " + minLength : minLength + " to " + maxLength.getAsInt();
        return Optional.of("expected " + bounds + " characters, found " + length);
    }

    private static String shown(Atom atom) {
        return ValueJson.text(atom);
    }
}
