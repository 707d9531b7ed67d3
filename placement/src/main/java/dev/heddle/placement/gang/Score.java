package dev.heddle.placement.gang;

import java.util.List;

/**
 * How good a placement is, by {@link Objective}: its terms in their order of importance, each the less the better.
 * The lesser score is the better one.
 */
public record Score(List<Long> terms) implements Comparable<Score> {
    public Score {
        terms = List.copyOf(terms);
    }

    @Override
    public int compareTo(Score other) {
        if (terms.size() != other.terms.size()) {
            throw new IllegalArgumentException(this + " and " + other + " are of different objectives");
        }
        for (int i = 0; i < terms.size(); i++) {
            int order = terms.get(i).compareTo(other.terms.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
