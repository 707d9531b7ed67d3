package dev.heddle.controller.reconcile;

import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import dev.heddle.ovs.ovsdb.net.Backoff;
import dev.heddle.ovs.ovsdb.net.OvsdbConnection;
import dev.heddle.ovs.ovsdb.net.OvsdbDialer;
import dev.heddle.ovs.ovsdb.net.OvsdbHandler;
import dev.heddle.ovs.ovsdb.net.OvsdbTarget;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dials the databases of the hosts that want to be dialled. Guarded by its owner's lock. */
final class Dialers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dialers.class);

    private record Dialling(String target, OvsdbDialer dialer) {}

    private final DatabaseLink.Owner owner;
    private final TreeMap<String, Dialling> byHost = new TreeMap<>();

    Dialers(DatabaseLink.Owner owner) {
        this.owner = owner;
    }

    /** Dials this target for the host from now on; none where it is empty. The connection belongs to the loop. */
    void dial(String host, Optional<String> target, EventLoop loop) {
        Dialling before = byHost.get(host);
        if (before != null && target.equals(Optional.of(before.target()))) {
            return;
        }
        if (before != null) {
            byHost.remove(host);
            before.dialer().close();
        }
        target.ifPresent(t -> start(host, t, loop));
    }

    private void start(String host, String target, EventLoop loop) {
        try {
            OvsdbDialer dialer = new OvsdbDialer(
                    loop,
                    OvsdbTarget.parse(target),
                    OvsdbLimits.DEFAULT,
                    Backoff.DEFAULT,
                    new SplittableRandom(),
                    new LinkPerConnection(host));
            byHost.put(host, new Dialling(target, dialer));
            dialer.start();
        } catch (IllegalArgumentException e) {
            LOG.warn("host {}: cannot dial {}: {}", host, target, e.getMessage());
        }
    }

    @Override
    public void close() {
        byHost.values().forEach(d -> d.dialer().close());
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
