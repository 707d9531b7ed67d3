package dev.heddle.ovs.ovsdb.net;

import dev.heddle.ovs.Loop;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import java.net.SocketAddress;
import java.util.function.Consumer;

/** One connection to an OVSDB server. Its session belongs to {@link #loop}. */
public interface OvsdbConnection {
    /** The owner: handlers are called here, and the session may be touched here only. */
    Loop loop();

    SocketAddress local();

    SocketAddress remote();

    /**
     * Runs work on the session on its loop, at once where called from there, and sends what comes of it. Dropped where the
     * connection is closed.
     */
    void run(Consumer<OvsdbSession> work);

    /** Ends the connection; the handler still gets its {@code Closed}. From any thread. */
    void close();
}
