package dev.heddle.simulator.whole;

import dev.heddle.simulator.ovsdb.DatabaseSession;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The database's end of its connection to the controller. */
final class DatabaseEnd implements Wire.End {
    private final Timeline time;
    private final DatabaseSession session;
    private final Runnable ended;
    private @Nullable Wire wire;
    private boolean over;

    /** @param ended told once when the connection is over, whoever ended it */
    DatabaseEnd(Timeline time, DatabaseSession session, Runnable ended) {
        this.time = time;
        this.session = session;
        this.ended = ended;
    }

    void start(Wire made) {
        wire = made;
        pump();
    }

    @Override
    public void received(byte[] bytes) {
        session.receive(ByteBuffer.wrap(bytes), time.nanoTime());
        pump();
    }

    @Override
    public void closed(String why) {
        session.close();
        over();
    }

    /** Sends what the database has to say. To be called after whatever changed it. */
    void pump() {
        if (wire == null || over) {
            return;
        }
        if (session.hasOutput()) {
            for (byte[] message : session.drain()) {
                wire.send(Wire.Way.TO_CONTROLLER, message);
            }
        }
        if (!session.isOpen()) {
            wire.close(Wire.Way.TO_CONTROLLER);
            over();
        }
    }

    /** The connection breaks. */
    void cut(String why) {
        if (wire != null && !over) {
            session.close();
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
