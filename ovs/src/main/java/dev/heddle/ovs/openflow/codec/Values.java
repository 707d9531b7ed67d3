package dev.heddle.ovs.openflow.codec;

/** Enumerations whose ordinals are the values on the wire. */
final class Values {
    private Values() {}

    /** The value on the wire. */
    @SuppressWarnings("EnumOrdinal") // the enumerations say that their order is the protocol's
    static int code(Enum<?> value) {
        return value.ordinal();
    }

    static <E extends Enum<E>> E of(E[] values, int ordinal, Reader in) {
        if (ordinal < 0 || ordinal >= values.length) {
            throw in.malformed(
                    ordinal + " is no " + values[0].getDeclaringClass().getSimpleName());
        }
        return values[ordinal];
    }
}
