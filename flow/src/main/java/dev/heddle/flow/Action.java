package dev.heddle.flow;

/** One action of a flow or a group bucket (ovs-actions(7)). */
public sealed interface Action {
    /** Send to a port. To the controller {@code maxLength} bytes are sent; elsewhere it is 0. */
    record Output(PortRef port, int maxLength) implements Action {
        public Output(PortRef port) {
            this(port, 0);
        }
    }

    /** Write {@code value} under {@code mask} into the field (OFPAT_SET_FIELD). */
    record SetField(Field field, Bits value, Bits mask) implements Action {
        public SetField {
            if (!mask.fits(field.bits()) || !value.and(mask).equals(value)) {
                throw new IllegalArgumentException("set_field " + field.text() + ": value outside its mask");
            }
        }

        public static SetField of(Field field, Bits value) {
            return new SetField(field, value, field.fullMask());
        }

        public static SetField of(Field field, long value) {
            return of(field, Bits.of(value));
        }
    }

    /** Copy {@code bits} bits between fields (OFPAT_COPY_FIELD, printed as {@code move}); offsets count from bit 0. */
    record Move(Field from, int fromOffset, Field to, int toOffset, int bits) implements Action {}

    /** Look up again in {@code table} and come back (NXAST_RESUBMIT_TABLE at the packet's own ingress port). */
    record Resubmit(int table) implements Action {}

    /** Execute a group. */
    record Group(int id) implements Action {}

    /** An action that this library does not name: the whole TLV as received. */
    record Raw(Octets tlv) implements Action {}
}
