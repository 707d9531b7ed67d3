package dev.heddle.ovs.openflow;

/** OFPT_BUNDLE_ADD_MESSAGE; the inner message carries the xid of the outer. */
public record BundleAdd(int bundleId, int flags, OfMessage message) implements OfMessage {}
