package dev.heddle.ovs.openflow;

import dev.heddle.flow.Octets;

/** Bytes that are no OpenFlow message. The connection that they came from cannot go on. */
public final class MalformedMessage extends RuntimeException {
    private final Octets raw;
    private final int offset;

    /**
     * @param reason what is wrong, in words
     * @param raw the message, header included, as far as it was received
     * @param offset of the byte in {@code raw} where it was noticed
     */
    public MalformedMessage(String reason, Octets raw, int offset) {
        super(reason + " at byte " + offset, null, false, false);
        this.raw = raw;
        this.offset = offset;
    }

    public Octets raw() {
        return raw;
    }

    public int offset() {
        return offset;
    }
}
