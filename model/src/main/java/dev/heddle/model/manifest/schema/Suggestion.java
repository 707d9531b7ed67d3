package dev.heddle.model.manifest.schema;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the nearest known word. */
public final class Suggestion {
    private static final int LONGEST = 40;

    private Suggestion() {}

    /** The candidate with the fewest typing mistakes, if those are at most a third of its letters; the first of equals. */
    public static Optional<String> of(String word, List<String> candidates) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        record Near(String candidate, int distance) {}
        return candidates.stream()
                .map(c -> new Near(c, distance(lower, c.toLowerCase(Locale.ROOT))))
                .filter(near -> near.distance <= Math.max(1, near.candidate.length() / 3))
                .min(Comparator.comparingInt(Near::distance))
                .map(Near::candidate);
    }

    /** Letters inserted, left out, replaced, or swapped with their neighbour (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
