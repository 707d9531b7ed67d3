package dev.heddle.controller.reconcile.contract;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How new a journal the host has seen: {@code external_ids:heddle-rev} of its bridge, as {@code 3/1817}. A host that has seen a
 * newer one than ours must not be programmed.
 */
public record Witness(long term, long revision) implements Comparable<Witness> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})/([0-9]{1,18})");

    /** Empty where the text is not a witness. */
    public static Optional<Witness> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Witness(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** By term, then by revision. */
    @Override
    public int compareTo(Witness other) {
        return term != other.term ? Long.compare(term, other.term) : Long.compare(revision, other.revision);
    }

    @Override
    public String toString() {
        return term + "/" + revision;
    }
}
