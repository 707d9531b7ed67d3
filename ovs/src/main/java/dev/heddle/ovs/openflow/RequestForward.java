package dev.heddle.ovs.openflow;

/** OFPT_REQUESTFORWARD: another controller's group or meter change. */
public record RequestForward(int xid, OfMessage request) implements OfMessage {}
