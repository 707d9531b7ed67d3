package dev.heddle.ovs.openflow;

import dev.heddle.flow.Octets;

/**
 * OFPT_ERROR (OpenFlow 1.5.1 section 7.5.4).
 *
 * @param type OFPET_*; {@link #EXPERIMENTER} where an experimenter's own error follows
 * @param code within the type; the experimenter's type where {@code type} is {@link #EXPERIMENTER}
 * @param experimenter its id, else 0
 * @param data at least the first 64 bytes of the message that is refused, or all of it
 */
public record OfError(int type, int code, int experimenter, Octets data) implements OfMessage {
    /** OFPET_EXPERIMENTER. */
    public static final int EXPERIMENTER = 0xffff;

    /** As Open vSwitch names it, such as {@code OFPBRC_BAD_TYPE}; numbers for what it does not name. */
    public String name() {
        return ErrorNames.of(type, code, experimenter);
    }

    @Override
    public String toString() {
        return name() + (data.length() == 0 ? "" : " for " + data);
    }
}
