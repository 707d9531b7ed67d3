package dev.heddle.ovs.ovsdb;

import java.util.List;

/** Which rows of a table a monitor selects. */
public sealed interface RowFilter {
    RowFilter EVERY = new Every();
    RowFilter NONE = new AnyOf(List.of());

    record Every() implements RowFilter {}

    /**
     * The rows for which at least one condition holds: other than in a transaction, where each must. None where there is no
     * condition.
     */
    record AnyOf(List<Condition> conditions) implements RowFilter {
        public AnyOf {
            conditions = List.copyOf(conditions);
        }
    }

    static RowFilter anyOf(Condition... conditions) {
        return new AnyOf(List.of(conditions));
    }
}
