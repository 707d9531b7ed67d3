package dev.heddle.verify.witness;

import dev.heddle.flow.Field;
import java.util.EnumMap;
import java.util.Map;

/**
 * The bits of which packets consist: those with which a packet enters, and those that something on its way makes up. A bit is
 * 0, 1 or the number of a variable. Mutable: it hands out numbers.
 */
final class Variables {
    static final int ZERO = 0;
    static final int ONE = 1;
    private static final int FIRST = 2;

    private final Map<Field, int[]> inputs = new EnumMap<>(Field.class);
    private int next = FIRST;

    /** The bits of a field of the packet that enters, the least first. */
    int[] input(Field field) {
        return inputs.computeIfAbsent(field, f -> fresh(f.valueBits()));
    }

    /** The fields that were asked for. */
    Map<Field, int[]> inputs() {
        return inputs;
    }

    /** Bits that can be anything. */
    int[] fresh(int width) {
        int[] out = new int[width];
        for (int i = 0; i < width; i++) {
            out[i] = next++;
        }
        return out;
    }

    static boolean isConstant(int bit) {
        return bit < FIRST;
    }
}
