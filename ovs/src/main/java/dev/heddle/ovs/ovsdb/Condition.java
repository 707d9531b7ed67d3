package dev.heddle.ovs.ovsdb;

import java.util.UUID;

/** {@code <condition>} of RFC 7047 section 5.1: {@code column function value}. */
public record Condition(String column, Function function, OvsdbValue value) {
    /** How a column is compared. */
    public enum Function {
        LESS("<"),
        AT_MOST("<="),
        EQUAL("=="),
        DIFFERENT("!="),
        AT_LEAST(">="),
        GREATER(">"),
        INCLUDES("includes"),
        EXCLUDES("excludes");

        final String wire;

        Function(String wire) {
            this.wire = wire;
        }
    }

    /** The row of that id. */
    public static Condition row(UUID uuid) {
        return equal("_uuid", OvsdbValue.of(uuid));
    }

    public static Condition equal(String column, OvsdbValue value) {
        return new Condition(column, Function.EQUAL, value);
    }

    public static Condition includes(String column, OvsdbValue value) {
        return new Condition(column, Function.INCLUDES, value);
    }
}
