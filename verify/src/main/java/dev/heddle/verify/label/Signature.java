package dev.heddle.verify.label;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which bits of the followed fields a match asks for. Immutable. */
final class Signature {
    private final int[] words;
    private final long[] masks;

    private Signature(int[] words, long[] masks) {
        this.words = words;
        this.masks = masks;
    }

    /** @param mask of each word */
    static Signature of(long[] mask) {
        int[] words = new int[Layout.WORDS];
        long[] masks = new long[Layout.WORDS];
        int size = 0;
        for (int w = 0; w < Layout.WORDS; w++) {
            if (mask[w] != 0) {
                words[size] = w;
                masks[size++] = mask[w];
            }
        }
        return new Signature(Arrays.copyOf(words, size), Arrays.copyOf(masks, size));
    }

    /** The values under the masks. */
    long[] values(long[] value) {
        long[] out = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            out[i] = value[words[i]] & masks[i];
        }
        return out;
    }

    boolean known(Known packet) {
        for (int i = 0; i < words.length; i++) {
            if ((masks[i] & ~packet.known[words[i]]) != 0) {
                return false;
            }
        }
        return true;
    }

    boolean possible(long[] values, Known packet) {
        for (int i = 0; i < words.length; i++) {
            int w = words[i];
            if (((values[i] ^ packet.value[w]) & packet.known[w] & masks[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #possible(long[], Known)} for value and known bits of each word from its slot on. */
    boolean possible(long[] values, long[] packed, int[] slots) {
        for (int i = 0; i < words.length; i++) {
            int slot = slots[words[i]];
            if (slot >= 0 && ((values[i] ^ packed[slot]) & packed[slot + 1] & masks[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The mask of one word. */
    long mask(int word) {
        for (int i = 0; i < words.length; i++) {
            if (words[i] == word) {
                return masks[i];
            }
        }
        return 0;
    }

    /** The value of one word among values of this signature. */
    long value(long[] values, int word) {
        for (int i = 0; i < words.length; i++) {
            if (words[i] == word) {
                return values[i];
            }
        }
        return 0;
    }

    /** Adds the masks to those of all words; true where that changes any. */
    boolean addTo(long[] all) {
        boolean changed = false;
        for (int i = 0; i < words.length; i++) {
            changed |= (masks[i] & ~all[words[i]]) != 0;
            all[words[i]] |= masks[i];
        }
        return changed;
    }

    /** Whether other words than this one are asked for too. */
    boolean isWiderThan(int word) {
        return words.length > 1 && mask(word) != 0;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Signature s && Arrays.equals(s.words, words) && Arrays.equals(s.masks, masks);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(words) + Arrays.hashCode(masks);
    }
}
