package dev.heddle.ovs.sdk;

/** Who carries a bridge's packets. */
public enum Datapath {
    /** The kernel where it has Open vSwitch's module, else ovs-vswitchd. */
    BEST,
    /** The kernel. */
    SYSTEM,
    /** The process ovs-vswitchd. */
    NETDEV
}
