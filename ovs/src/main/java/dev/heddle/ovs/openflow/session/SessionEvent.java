package dev.heddle.ovs.openflow.session;

import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import java.util.List;

/** What an {@link OpenFlowSession} has to say. */
public sealed interface SessionEvent {
    /** The switch speaks OpenFlow 1.5 and has said what it is; requests may be sent from here on. */
    record Ready(OfMessage.FeaturesReply features) implements SessionEvent {}

    /**
     * The answer to {@link OpenFlowSession#request}.
     *
     * @param messages one message, or all parts of a multipart answer in order
     */
    record Reply(int xid, List<OfMessage> messages) implements SessionEvent {
        public Reply {
            messages = List.copyOf(messages);
        }
    }

    /** The switch refused the message with this xid, whether it was a request or only sent. */
    record Failed(int xid, OfError error) implements SessionEvent {}

    /** All messages of the bundle are in force. */
    record BundleCommitted(int bundleId) implements SessionEvent {}

    /**
     * None of the bundle's messages is in force.
     *
     * @param faults in the order received, not empty; Open vSwitch names every message that it cannot read but stops
     *     at the first that it cannot execute
     */
    record BundleFailed(int bundleId, List<Fault> faults) implements SessionEvent {
        /**
         * @param index of the refused message in the list given to {@link OpenFlowSession#bundle}, or {@link #WHOLE}
         */
        public record Fault(int index, OfError error) {
            /** No message's in particular. */
            public static final int WHOLE = -1;
        }

        public BundleFailed {
            faults = List.copyOf(faults);
        }
    }

    /** A message that answers nothing: a flow monitor's update, a packet-in, a port status and so on. */
    record Message(int xid, OfMessage message) implements SessionEvent {}

    /**
     * The last event: the connection is to be closed. What was under way is undecided.
     *
     * @param raw the bytes that could not be understood, else empty
     */
    record Closed(String reason, Octets raw) implements SessionEvent {}
}
