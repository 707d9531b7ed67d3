package dev.heddle.controller.reconcile;

import dev.heddle.ovs.Loop;
import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import dev.heddle.ovs.ovsdb.net.OvsdbConnection;
import dev.heddle.ovs.ovsdb.net.OvsdbHandler;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dials the databases of the hosts that want to be dialled. Guarded by its owner's lock. */
final class Dialers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dialers.class);

    private record Dialling(String target, Transport.Dialler dialler) {}

    private final DatabaseLink.Owner owner;
    private final Transport transport;
    private final TreeMap<String, Dialling> byHost = new TreeMap<>();

    Dialers(DatabaseLink.Owner owner, Transport transport) {
        this.owner = owner;
        this.transport = transport;
    }

    /** Dials this target for the host from now on; none where it is empty. The connection belongs to the loop. */
    void dial(String host, Optional<String> target, Loop loop) {
        Dialling before = byHost.get(host);
        if (before != null && target.equals(Optional.of(before.target()))) {
            return;
        }
        if (before != null) {
            byHost.remove(host);
            before.dialler().close();
        }
        target.ifPresent(t -> start(host, t, loop));
    }

    private void start(String host, String target, Loop loop) {
        try {
            byHost.put(host, new Dialling(target, transport.dial(target, loop, new LinkPerConnection(host))));
        } catch (IllegalArgumentException e) {
            LOG.warn("host {}: cannot dial {}: {}", host, target, e.getMessage());
        }
    }

    @Override
    public void close() {
        byHost.values().forEach(d -> d.dialler().close());
        byHost.clear();
    }

    /** A dialer has one handler for all its connections, one after another. */
    private final class LinkPerConnection implements OvsdbHandler {
        private final String host;
        private @Nullable DatabaseLink link;

        LinkPerConnection(String host) {
            this.host = host;
        }

        @Override
        public void connected(OvsdbConnection connection, OvsdbSession session) {
            link = new DatabaseLink(owner, Optional.of(host));
            link.connected(connection, session);
        }

        @Override
        public void event(OvsdbConnection connection, OvsdbSession session, OvsdbEvent event) {
            if (link != null) {
                link.event(connection, session, event);
            }
        }
    }
}
