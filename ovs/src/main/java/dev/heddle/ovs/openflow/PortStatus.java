package dev.heddle.ovs.openflow;

/** OFPT_PORT_STATUS. */
public record PortStatus(Reason reason, PortDesc port) implements OfMessage {
    /** OFPPR_*; the ordinal is the value on the wire. */
    public enum Reason {
        ADD,
        DELETE,
        MODIFY
    }
}
