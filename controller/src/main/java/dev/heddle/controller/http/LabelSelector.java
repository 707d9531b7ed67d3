package dev.heddle.controller.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A label selector as kubectl takes it: {@code a=b,c!=d,e in (f,g),h notin (i),j,!k}; all must hold. As there, {@code !=}
 * and {@code notin} also hold where the label is absent.
 */
record LabelSelector(List<Term> terms) {
    static final LabelSelector ALL = new LabelSelector(List.of());

    private static final String NAME = "[A-Za-z0-9](?:[-A-Za-z0-9_./]{0,250}[A-Za-z0-9])?";
    private static final Pattern EQUALS = Pattern.compile("(" + NAME + ")\\s*(==|=|!=)\\s*(" + NAME + "|)");
    private static final Pattern AMONG = Pattern.compile("(" + NAME + ")\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern EXISTS = Pattern.compile("(!?)\\s*(" + NAME + ")");

    /**
     * One requirement.
     *
     * @param values null: the label exists, with any value
     * @param negated the contrary must hold
     */
    record Term(String label, @Nullable Set<String> values, boolean negated) {
        boolean holds(Map<String, String> labels) {
            String value = labels.get(label);
            boolean matches = value != null && (values == null || values.contains(value));
            return matches != negated;
        }
    }

    /** @throws Failure 400 if it does not parse */
    static LabelSelector parse(String text) {
        List<Term> terms = new ArrayList<>();
        for (String part : split(text)) {
            terms.add(term(part.strip(), text));
        }
        return new LabelSelector(List.copyOf(terms));
    }

    boolean matches(Map<String, String> labels) {
        return terms.stream().allMatch(t -> t.holds(labels));
    }

    private static Term term(String part, String whole) {
        Matcher equals = EQUALS.matcher(part);
        if (equals.matches()) {
            return new Term(
                    equals.group(1), Set.of(equals.group(3)), equals.group(2).equals("!="));
        }
        Matcher among = AMONG.matcher(part);
        if (among.matches()) {
            Set<String> values = new TreeSet<>();
            for (String value : among.group(3).split(",", -1)) {
                values.add(value.strip());
            }
            return new Term(among.group(1), values, among.group(2).equals("notin"));
        }
        Matcher exists = EXISTS.matcher(part);
        if (exists.matches()) {
            return new Term(exists.group(2), null, !exists.group(1).isEmpty());
        }
        throw Failure.parameter(
                "labelSelector",
                "'" + part + "' in '" + whole
                        + "' is no requirement; expected a=b, a!=b, a in (b,c), a notin (b,c), a or !a");
    }

    /** At the commas outside parentheses. */
    private static List<String> split(String text) {
        List<String> out = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                out.add(text.substring(from, i));
                from = i + 1;
            }
        }
        if (!text.isBlank()) {
            out.add(text.substring(from));
        }
        return out;
    }
}
