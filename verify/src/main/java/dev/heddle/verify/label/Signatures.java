package dev.heddle.verify.label;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The signatures of all rules, one of each: as many as ways to match, of which there are few for all flows. Also where a match is
 * taken apart, word by word: a rule that comes allocates nothing for that. Not thread-safe.
 */
final class Signatures {
    private final Map<Words, Signature> known = new HashMap<>();
    private final long[] value = new long[Layout.WORDS];
    private final long[] mask = new long[Layout.WORDS];
    private final Words asked = new Words(mask);

    /** For the next match; zero. */
    long[] value() {
        Arrays.fill(value, 0);
        return value;
    }

    /** For the mask of the next match; zero. */
    long[] mask() {
        Arrays.fill(mask, 0);
        return mask;
    }

    /** The signature of what {@link #mask} holds now. */
    Signature signature() {
        Signature found = known.get(asked);
        if (found == null) {
            long[] copy = mask.clone();
            found = Signature.of(copy);
            known.put(new Words(copy), found);
        }
        return found;
    }

    void clear() {
        known.clear();
    }
}
