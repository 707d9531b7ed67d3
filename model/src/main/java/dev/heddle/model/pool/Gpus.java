package dev.heddle.model.pool;

import java.util.BitSet;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/** A set of GPUs of one host, by index from 0. Immutable; its text is folded: {@code 0-3,6}. */
public final class Gpus implements Comparable<Gpus> {
    public static final Gpus NONE = new Gpus(new BitSet());

    private final BitSet bits;

    private Gpus(BitSet bits) {
        this.bits = bits;
    }

    public static Gpus of(int... indices) {
        BitSet bits = new BitSet();
        IntStream.of(indices).forEach(bits::set);
        return new Gpus(bits);
    }

    /** The GPUs 0 to {@code count - 1}. */
    public static Gpus first(int count) {
        BitSet bits = new BitSet();
        bits.set(0, count);
        return new Gpus(bits);
    }

    /**
     * Reads {@code 0-3,6}; nothing for an empty text.
     *
     * @throws IllegalArgumentException if it is no such list, or not ascending
     */
    public static Gpus parse(String text) {
        BitSet bits = new BitSet();
        if (text.isEmpty()) {
            return NONE;
        }
        for (String part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            int from = index(dash < 0 ? part : part.substring(0, dash), text);
            int to = dash < 0 ? from : index(part.substring(dash + 1), text);
            if (to < from || from < bits.length()) {
                throw new IllegalArgumentException("\"" + text + "\" is not ascending");
            }
            bits.set(from, to + 1);
        }
        return new Gpus(bits);
    }

    private static int index(String digits, String text) {
        if (!digits.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("\"" + text + "\" is no list of GPUs, expected as 0-3,6");
        }
        return Integer.parseInt(digits);
    }

    public int count() {
        return bits.cardinality();
    }

    public boolean isEmpty() {
        return bits.isEmpty();
    }

    public boolean holds(int index) {
        return bits.get(index);
    }

    public boolean holdsAll(Gpus others) {
        BitSet missing = (BitSet) others.bits.clone();
        missing.andNot(bits);
        return missing.isEmpty();
    }

    public boolean meets(Gpus others) {
        return bits.intersects(others.bits);
    }

    public Gpus plus(Gpus others) {
        BitSet sum = (BitSet) bits.clone();
        sum.or(others.bits);
        return new Gpus(sum);
    }

    public Gpus minus(Gpus others) {
        BitSet rest = (BitSet) bits.clone();
        rest.andNot(others.bits);
        return new Gpus(rest);
    }

    /**
     * The lowest {@code count} of them.
     *
     * @throws IllegalArgumentException if there are fewer
     */
    public Gpus lowest(int count) {
        BitSet some = new BitSet();
        int next = -1;
        for (int i = 0; i < count; i++) {
            next = bits.nextSetBit(next + 1);
            if (next < 0) {
                throw new IllegalArgumentException(count + " of " + this);
            }
            some.set(next);
        }
        return new Gpus(some);
    }

    /** Ascending. */
    public IntStream indices() {
        return bits.stream();
    }

    @Override
    public int compareTo(Gpus other) {
        PrimitiveIterator.OfInt ours = indices().iterator();
        PrimitiveIterator.OfInt theirs = other.indices().iterator();
        while (ours.hasNext() && theirs.hasNext()) {
            int order = Integer.compare(ours.nextInt(), theirs.nextInt());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(ours.hasNext(), theirs.hasNext());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Gpus gpus && bits.equals(gpus.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (int from = bits.nextSetBit(0); from >= 0; from = bits.nextSetBit(bits.nextClearBit(from))) {
            int to = bits.nextClearBit(from) - 1;
            out.append(out.isEmpty() ? "" : ",").append(from);
            if (to > from) {
                out.append('-').append(to);
            }
        }
        return out.toString();
    }
}
