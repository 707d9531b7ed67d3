package dev.heddle.simulator.whole;

import dev.heddle.ovs.Loop;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.net.OpenFlowConnection;
import dev.heddle.ovs.openflow.net.OpenFlowHandler;
import dev.heddle.ovs.openflow.session.OpenFlowSession;
import dev.heddle.ovs.openflow.session.SessionEvent;
import dev.heddle.ovs.openflow.session.SessionLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drives the controller's session of one OpenFlow connection over a {@link Wire}, as the socket's driver does. */
final class BridgeDriver implements OpenFlowConnection, Wire.End {
    private final SimulatedLoop loop;
    private final SocketAddress remote;
    private final OpenFlowHandler handler;
    private final OpenFlowSession session =
            new OpenFlowSession(SessionLimits.DEFAULT, UnpooledByteBufAllocator.DEFAULT);
    private @Nullable Wire wire;
    private boolean pumping;
    private boolean pumpingSoon;
    private boolean ended;
    private long timerAt = Long.MAX_VALUE;

    BridgeDriver(SimulatedLoop loop, SocketAddress remote, OpenFlowHandler handler) {
        this.loop = loop;
        this.remote = remote;
        this.handler = handler;
    }

    /** The connection stands. */
    void start(Wire made) {
        wire = made;
        loop.run(() -> {
            session.start(loop.nanoTime());
            pump();
        });
    }

    @Override
    public void received(byte[] bytes) {
        loop.run(() -> {
            session.receive(Unpooled.wrappedBuffer(bytes), loop.nanoTime());
            pump();
        });
    }

    @Override
    public void closed(String why) {
        loop.run(() -> close(why));
    }

    @Override
    public int send(OfMessage message) {
        int xid = session.send(message);
        pumpSoon();
        return xid;
    }

    @Override
    public int request(OfMessage message) {
        int xid = session.request(message);
        pumpSoon();
        return xid;
    }

    @Override
    public int bundle(List<? extends OfMessage> messages) {
        int id = session.bundle(messages);
        pumpSoon();
        return id;
    }

    @Override
    public void close(String reason) {
        session.close(reason);
        pump();
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public SocketAddress remoteAddress() {
        return remote;
    }

    private void pumpSoon() {
        if (!pumping && !pumpingSoon) {
            pumpingSoon = true;
            loop.execute(this::pump);
        }
    }

    private void pump() {
        pumpingSoon = false;
        if (pumping || wire == null) {
            return;
        }
        pumping = true;
        for (List<SessionEvent> events = session.takeEvents(); !events.isEmpty(); events = session.takeEvents()) {
            events.forEach(event -> handler.event(this, event));
        }
        pumping = false;
        ByteBuf output = session.takeOutput();
        if (output.isReadable()) {
            wire.send(Wire.Way.TO_HOST, ByteBufUtil.getBytes(output));
        }
        output.release();
        if (!session.isClosed()) {
            schedule();
        } else if (!ended) {
            ended = true;
            wire.close(Wire.Way.TO_HOST);
        }
    }

    private void schedule() {
        long at = session.nextDeadline();
        if (at - timerAt < 0) {
            timerAt = at;
            var _ = loop.schedule(() -> fired(at), at - loop.nanoTime());
        }
    }

    private void fired(long at) {
        if (at == timerAt && !session.isClosed()) {
            timerAt = Long.MAX_VALUE;
            session.tick(loop.nanoTime());
            pump();
        }
    }
}
