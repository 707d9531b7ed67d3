package dev.heddle.verify.label;

import static dev.heddle.flow.Field.CT_STATE;
import static dev.heddle.flow.Field.CT_ZONE;
import static dev.heddle.flow.Field.IN_PORT;
import static dev.heddle.flow.Field.IN_PORT_OXM;
import static dev.heddle.flow.Field.METADATA;
import static dev.heddle.flow.Field.TUN_ID;

import dev.heddle.flow.Field;
import java.util.Arrays;
import java.util.Objects;

/** Where the fields that are followed lie in the words of {@link Known}. All other fields are headers, of which nothing is known. */
@SuppressWarnings("EnumOrdinal") // an array by field, for speed
public final class Layout {
    /** How many words of 64 bits there are. */
    public static final int WORDS = 12;

    static final int INGRESS = 0;
    static final int TUNNEL = 1;
    static final int SLICE = 2;
    private static final int REGISTERS = 3;
    private static final int TRACKING = 11;

    private static final int NOWHERE = -1;

    /** The bit in all words where the field begins, or {@link #NOWHERE}. */
    private static final int[] START = new int[Field.values().length];

    static {
        Arrays.fill(START, NOWHERE);
        put(IN_PORT, INGRESS, 0);
        put(IN_PORT_OXM, INGRESS, 0);
        put(TUN_ID, TUNNEL, 0);
        put(METADATA, SLICE, 0);
        put(CT_ZONE, TRACKING, 0);
        put(CT_STATE, TRACKING, 16);
        for (int i = 0; i < 16; i++) {
            put(named("reg" + i), REGISTERS + i / 2, i % 2 == 0 ? 32 : 0);
        }
        for (int i = 0; i < 8; i++) {
            put(named("xreg" + i), REGISTERS + i, 0);
        }
        for (int i = 0; i < 4; i++) {
            put(named("xxreg" + i), REGISTERS + 2 * i, 0);
        }
    }

    private Layout() {}

    private static Field named(String name) {
        return Objects.requireNonNull(Field.named(name));
    }

    private static void put(Field field, int word, int shift) {
        START[field.ordinal()] = Long.SIZE * word + shift;
    }

    /** Whether the field is followed. */
    public static boolean holds(Field field) {
        return START[field.ordinal()] != NOWHERE;
    }

    /** Where a bit of a field lies, as {@link #word} and {@link #shift} take it. */
    static int bit(Field field, int index) {
        int start = START[field.ordinal()];
        // the upper half of a register of 128 bits is the word before the lower
        return field.bits() <= Long.SIZE
                ? start + index
                : index < Long.SIZE ? start + Long.SIZE + index : start + index - Long.SIZE;
    }

    /** The word in which a bit lies. */
    static int word(int bit) {
        return bit / Long.SIZE;
    }

    /** Where in its word a bit lies. */
    static int shift(int bit) {
        return bit % Long.SIZE;
    }

    /** How many of so many bits of a field, from this one on, lie in one word. */
    static int width(int bit, int wanted) {
        return Math.min(wanted, Long.SIZE - shift(bit));
    }

    /** So many bits of one word, from this one on. */
    static long mask(int bit, int width) {
        return ones(width) << shift(bit);
    }

    /** Whether a bit of a field of at most 64 bits is in masks of all words. */
    public static boolean isIn(long[] masks, Field field, int index) {
        int bit = bit(field, index);
        return (masks[word(bit)] >>> shift(bit) & 1) != 0;
    }

    static long ones(int width) {
        return width == 0 ? 0 : -1L >>> (Long.SIZE - width);
    }
}
