package dev.heddle.placement.replay;

import java.util.Comparator;

/**
 * Orders of names, drawn by a seed: racks and hosts that are equal to a policy are taken in this order. It depends on the names
 * alone, not on the rows of a file. Seed 0 is the order of the letters.
 */
public final class NameOrder {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private NameOrder() {}

    public static Comparator<String> of(long seed) {
        Comparator<String> letters = Comparator.naturalOrder();
        return seed == 0
                ? letters
                : Comparator.<String>comparingLong(name -> draw(seed, name)).thenComparing(letters);
    }

    /** FNV-1a over the name, then the finaliser of SplitMix64. */
    private static long draw(long seed, String name) {
        long hash = FNV_OFFSET ^ seed;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
