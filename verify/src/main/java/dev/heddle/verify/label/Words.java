package dev.heddle.verify.label;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Words as the key of a map. The array is not copied and must not change. */
final class Words {
    private final long[] words;

    Words(long[] words) {
        this.words = words;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Words other && Arrays.equals(other.words, words);
    }

    @Override
    public int hashCode() {
        long hash = 0;
        for (long word : words) {
            hash = hash * 0x9e3779b97f4a7c15L + word;
            hash ^= hash >>> 29;
        }
        return (int) (hash ^ hash >>> 32);
    }
}
