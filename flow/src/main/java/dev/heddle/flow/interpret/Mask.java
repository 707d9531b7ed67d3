package dev.heddle.flow.interpret;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which bits of a packet a match looks at: words and their masks. Flows of one mask are found by one hash. */
final class Mask {
    private final int[] words;
    private final long[] masks;

    private Mask(int[] words, long[] masks) {
        this.words = words;
        this.masks = masks;
    }

    /** @param all a mask for each word of a packet */
    static Mask of(long[] all) {
        int[] words = new int[all.length];
        int size = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] != 0) {
                words[size++] = i;
            }
        }
        words = Arrays.copyOf(words, size);
        long[] masks = new long[size];
        for (int i = 0; i < size; i++) {
            masks[i] = all[words[i]];
        }
        return new Mask(words, masks);
    }

    /** @param all a value for each word of a packet */
    Key key(long[] all) {
        long[] out = new long[words.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = all[words[i]] & masks[i];
        }
        return new Key(out);
    }

    /** What the packet has under this mask. */
    Key of(Packet packet) {
        long[] out = new long[words.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = packet.word(words[i]) & masks[i];
        }
        return new Key(out);
    }

    /** Whether all bits that the mask looks at are known. */
    boolean isKnown(Packet packet) {
        if (packet.isKnown()) {
            return true;
        }
        for (int i = 0; i < words.length; i++) {
            if ((packet.unknownWord(words[i]) & masks[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether what is known of the packet does not differ from the key. */
    boolean mayMatch(Packet packet, Key key) {
        for (int i = 0; i < words.length; i++) {
            long known = masks[i] & ~packet.unknownWord(words[i]);
            if (((packet.word(words[i]) ^ key.values[i]) & known) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Mask other && Arrays.equals(words, other.words) && Arrays.equals(masks, other.masks);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(words) + Arrays.hashCode(masks);
    }

    /** The masked words. */
    static final class Key {
        private final long[] values;
        private final int hash;

        private Key(long[] values) {
            this.values = values;
            this.hash = Arrays.hashCode(values);
        }

        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Key other && hash == other.hash && Arrays.equals(values, other.values);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
