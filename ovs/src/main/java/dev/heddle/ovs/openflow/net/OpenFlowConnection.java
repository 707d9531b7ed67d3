package dev.heddle.ovs.openflow.net;

import dev.heddle.ovs.Loop;
import dev.heddle.ovs.openflow.OfMessage;
import java.net.SocketAddress;
import java.util.List;

/**
 * One connection to a switch. All methods but {@link #loop} and {@link #remoteAddress} are for its loop only.
 * Sending after the close does nothing.
 */
public interface OpenFlowConnection {
    /** Sends a message that has no answer unless it is refused; returns its xid. */
    int send(OfMessage message);

    /** Sends a message that is answered by a Reply or a Failed event; returns its xid. */
    int request(OfMessage message);

    /**
     * Executes all messages in order, atomically: none is in force unless all are. Answered by a BundleCommitted or a
     * BundleFailed event; returns the bundle's id.
     */
    int bundle(List<? extends OfMessage> messages);

    /** Closes in order; a Closed event with this reason follows. */
    void close(String reason);

    /** The owner. */
    Loop loop();

    SocketAddress remoteAddress();
}
