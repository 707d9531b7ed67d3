package dev.heddle.ovs.ovsdb;

/** {@code <mutation>} of RFC 7047 section 5.1: {@code column mutator value}. */
public record Mutation(String column, Mutator mutator, OvsdbValue value) {
    /** How a column is changed. */
    public enum Mutator {
        ADD("+="),
        SUBTRACT("-="),
        MULTIPLY("*="),
        DIVIDE("/="),
        MODULO("%="),
        INSERT("insert"),
        DELETE("delete");

        final String wire;

        Mutator(String wire) {
            this.wire = wire;
        }
    }

    /** Adds elements to a set, or pairs to a map where the key is not there yet. */
    public static Mutation insert(String column, OvsdbValue value) {
        return new Mutation(column, Mutator.INSERT, value);
    }

    /** Removes elements of a set, or of a map the keys (a set) or exact pairs (a map). */
    public static Mutation delete(String column, OvsdbValue value) {
        return new Mutation(column, Mutator.DELETE, value);
    }
}
