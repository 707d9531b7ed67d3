package dev.heddle.ovs.openflow.session;

import dev.heddle.ovs.openflow.ControllerStatus;
import dev.heddle.ovs.openflow.FlowRemoved;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PacketIn;
import dev.heddle.ovs.openflow.PacketIn2;
import dev.heddle.ovs.openflow.PortStatus;
import dev.heddle.ovs.openflow.RequestForward;
import dev.heddle.ovs.openflow.TableStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests under way, each with the parts of its answer received so far. */
final class Requests {
    /** What a message is to a request. */
    sealed interface Outcome {
        record Complete(List<OfMessage> messages) implements Outcome {}

        record Part() implements Outcome {}

        record Unsolicited() implements Outcome {}

        record TooLong() implements Outcome {}
    }

    private static final class Answer {
        private final List<OfMessage> parts = new ArrayList<>(1);
        private long bytes;
    }

    private final SessionLimits limits;
    private final Map<Integer, Answer> underWay = new HashMap<>();

    Requests(SessionLimits limits) {
        this.limits = limits;
    }

    /** Returns whether the request is within bounds. */
    boolean add(int xid) {
        underWay.put(xid, new Answer());
        return underWay.size() <= limits.outstanding();
    }

    void failed(int xid) {
        underWay.remove(xid);
    }

    /** @param length of the message in bytes */
    Outcome answered(int xid, OfMessage message, int length) {
        Answer answer = isAnswer(message) ? underWay.get(xid) : null;
        if (answer == null) {
            return new Outcome.Unsolicited();
        }
        answer.parts.add(message);
        answer.bytes += length;
        if (answer.bytes > limits.replyBytes()) {
            return new Outcome.TooLong();
        }
        if (message instanceof MultipartReply part && part.more()) {
            return new Outcome.Part();
        }
        underWay.remove(xid);
        return new Outcome.Complete(answer.parts);
    }

    /** Asynchronous messages never are, whatever their xid. */
    private static boolean isAnswer(OfMessage message) {
        return switch (message) {
            case PacketIn m -> false;
            case PacketIn2 m -> false;
            case PortStatus m -> false;
            case FlowRemoved m -> false;
            case TableStatus m -> false;
            case ControllerStatus.Changed m -> false;
            case OfMessage.RoleStatus m -> false;
            case RequestForward m -> false;
            default -> true;
        };
    }
}
