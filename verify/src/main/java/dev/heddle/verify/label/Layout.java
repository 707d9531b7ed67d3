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

    /**
     * The piece of a field from bit {@code from} that lies in one word.
     *
     * @param width how many bits are wanted
     */
    static Piece piece(Field field, int from, int width) {
        int start = START[field.ordinal()];
        if (field.bits() > Long.SIZE) {
            // the upper half of a register of 128 bits is the word before the lower
            int word = start / Long.SIZE + (from < Long.SIZE ? 1 : 0);
            int at = from % Long.SIZE;
            return new Piece(word, at, Math.min(width, Long.SIZE - at));
        }
        return new Piece(start / Long.SIZE, start % Long.SIZE + from, width);
    }

    /** Whether a bit of a field of at most 64 bits is in masks of all words. */
    public static boolean isIn(long[] masks, Field field, int index) {
        Piece piece = piece(field, index, 1);
        return (masks[piece.word()] & piece.mask()) != 0;
    }

    /** Bits of one word. */
    record Piece(int word, int shift, int width) {
        long mask() {
            return ones(width) << shift;
        }
    }

    static long ones(int width) {
        return width == 0 ? 0 : -1L >>> (Long.SIZE - width);
    }
}
