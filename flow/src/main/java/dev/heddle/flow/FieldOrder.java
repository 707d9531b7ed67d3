package dev.heddle.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An order of fields; those that it does not name come last. */
@SuppressWarnings("EnumOrdinal") // the index of a table
public final class FieldOrder {
    private final int[] ranks = new int[Field.values().length];

    /** The fields of {@code first}, then all of {@code tun_metadata}, then those of {@code last}. */
    public FieldOrder(List<Field> first, List<Field> last) {
        List<Field> order = new ArrayList<>(first);
        for (Field field : Field.values()) {
            if (field.isTunnelMetadata()) {
                order.add(field);
            }
        }
        order.addAll(last);
        Arrays.fill(ranks, order.size());
        for (int i = 0; i < order.size(); i++) {
            ranks[order.get(i).ordinal()] = i;
        }
    }

    /** The field's place, from 0. */
    public int rank(Field field) {
        return ranks[field.ordinal()];
    }
}
