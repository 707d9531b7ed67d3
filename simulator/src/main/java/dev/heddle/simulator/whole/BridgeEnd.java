package dev.heddle.simulator.whole;

import dev.heddle.simulator.openflow.SimConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** The switch's end of its connection to the controller. */
final class BridgeEnd implements Wire.End {
    private final SimConnection connection;
    private final Runnable ended;
    private @Nullable Wire wire;
    private boolean over;

    /** @param ended told once when the connection is over, whoever ended it */
    BridgeEnd(SimConnection connection, Runnable ended) {
        this.connection = connection;
        this.ended = ended;
    }

    void start(Wire made) {
        wire = made;
        pump();
    }

    @Override
    public void received(byte[] bytes) {
        connection.receive(Unpooled.wrappedBuffer(bytes));
        pump();
    }

    @Override
    public void closed(String why) {
        connection.close(why);
        over();
    }

    /** Sends what the switch has to say. To be called after whatever changed it. */
    void pump() {
        if (wire == null || over) {
            return;
        }
        if (connection.hasOutput()) {
            ByteBuf bytes = connection.takeBytes();
            wire.send(Wire.Way.TO_CONTROLLER, ByteBufUtil.getBytes(bytes));
        }
        if (connection.closed() != null) {
            wire.close(Wire.Way.TO_CONTROLLER);
            over();
        }
    }

    /** The connection breaks. */
    void cut(String why) {
        if (wire != null && !over) {
            connection.close(why);
            wire.cut(why);
            over();
        }
    }

    int waiting() {
        return wire == null ? 0 : wire.waiting();
    }

    private void over() {
        if (!over) {
            over = true;
            ended.run();
        }
    }
}
