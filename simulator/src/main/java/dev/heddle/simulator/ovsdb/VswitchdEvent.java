package dev.heddle.simulator.ovsdb;

/** What ovs-vswitchd does to its bridges when it reads its configuration, in this order. */
public sealed interface VswitchdEvent {
    String bridge();

    /**
     * A switch without flows, or with one NORMAL flow.
     *
     * @param datapathId of its OpenFlow features
     * @param standalone whether it is a learning switch as long as it has no controller
     */
    record BridgeAdded(String bridge, long datapathId, boolean standalone) implements VswitchdEvent {}

    /** With all of its ports, flows and connections. */
    record BridgeRemoved(String bridge) implements VswitchdEvent {}

    /** The switch has another id from now on: its connections are made anew. */
    record DatapathIdChanged(String bridge, long datapathId) implements VswitchdEvent {}

    /** @param number OpenFlow port number; {@link SimVswitchd#LOCAL} for the bridge's own */
    record PortAdded(String bridge, String name, int number) implements VswitchdEvent {}

    record PortRemoved(String bridge, String name, int number) implements VswitchdEvent {}

    /**
     * The bridge got its first controller, or lost its last one, or has none and another fail mode.
     *
     * @param standalone whether it is a learning switch now
     */
    record FlowsFlushed(String bridge, boolean standalone) implements VswitchdEvent {}

    /**
     * From now on the bridge dials, at once and again whenever it is not connected.
     *
     * @param target as {@code tcp:192.0.2.1:6653}
     * @param maxBackoffMillis the longest pause between two tries; the first is 1 s, and each is twice the one before
     * @param probeMillis silence after which it asks for an echo; 0 for never
     */
    record Dial(String bridge, String target, long maxBackoffMillis, long probeMillis) implements VswitchdEvent {}

    /** A controller that is dialled is dialled otherwise from now on. */
    record Redial(String bridge, String target, long maxBackoffMillis, long probeMillis) implements VswitchdEvent {}

    /** Not any more: its connection ends. */
    record HangUp(String bridge, String target) implements VswitchdEvent {}
}
