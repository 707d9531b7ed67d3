package dev.heddle.simulator.whole;

import dev.heddle.ovs.Loop;
import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import dev.heddle.ovs.ovsdb.net.OvsdbConnection;
import dev.heddle.ovs.ovsdb.net.OvsdbHandler;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Drives the controller's session of one OVSDB connection over a {@link Wire}, as the socket's driver does. */
final class DatabaseDriver implements OvsdbConnection, Wire.End {
    private final SimulatedLoop loop;
    private final SocketAddress local;
    private final SocketAddress remote;
    private final OvsdbHandler handler;
    private final OvsdbSession session;
    private @Nullable Wire wire;
    private boolean flushing;
    private boolean ended;
    private long timerAt = Long.MAX_VALUE;

    DatabaseDriver(SimulatedLoop loop, SocketAddress local, SocketAddress remote, OvsdbHandler handler) {
        this.loop = loop;
        this.local = local;
        this.remote = remote;
        this.handler = handler;
        this.session = new OvsdbSession(OvsdbLimits.DEFAULT, loop.nanoTime());
    }

    /** The connection stands. */
    void start(Wire made) {
        wire = made;
        loop.run(() -> {
            handler.connected(this, session);
            flush();
        });
    }

    @Override
    public void received(byte[] bytes) {
        loop.run(() -> {
            session.receive(ByteBuffer.wrap(bytes), loop.nanoTime());
            flush();
        });
    }

    @Override
    public void closed(String why) {
        loop.run(() -> {
            session.disconnected(why);
            flush();
        });
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public SocketAddress local() {
        return local;
    }

    @Override
    public SocketAddress remote() {
        return remote;
    }

    @Override
    public void run(Consumer<OvsdbSession> work) {
        if (!loop.inLoop()) {
            loop.execute(() -> run(work));
        } else if (session.isOpen()) {
            work.accept(session);
            flush();
        }
    }

    @Override
    public void close() {
        run(open -> open.disconnected("closed from our side"));
    }

    private void flush() {
        if (flushing || wire == null) {
            return;
        }
        flushing = true;
        boolean more = true;
        while (more) {
            OvsdbSession.Output output = session.drain();
            for (byte[] message : output.messages()) {
                wire.send(Wire.Way.TO_HOST, message);
            }
            for (OvsdbEvent event : output.events()) {
                handler.event(this, session, event);
            }
            more = !output.messages().isEmpty() || !output.events().isEmpty();
        }
        flushing = false;
        if (session.isOpen()) {
            schedule();
        } else if (!ended) {
            ended = true;
            wire.close(Wire.Way.TO_HOST);
        }
    }

    private void schedule() {
        OptionalLong deadline = session.nextDeadline();
        if (deadline.isPresent() && deadline.getAsLong() - timerAt < 0) {
            long at = deadline.getAsLong();
            timerAt = at;
            var _ = loop.schedule(() -> fired(at), at - loop.nanoTime());
        }
    }

    private void fired(long at) {
        if (at == timerAt && session.isOpen()) {
            timerAt = Long.MAX_VALUE;
            session.tick(loop.nanoTime());
            flush();
        }
    }
}
