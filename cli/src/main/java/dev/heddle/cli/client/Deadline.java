package dev.heddle.cli.client;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** Closes a connection when its time is over, so that reading from it ends. Unix sockets know no timeouts of their own. */
final class Deadline implements AutoCloseable {
    private final Timer timer = new Timer("heddle-deadline", true);
    private volatile boolean passed;

    Deadline(Connection connection, Duration patience) {
        TimerTask end = new TimerTask() {
            @Override
            public void run() {
                passed = true;
                connection.close();
            }
        };
        timer.schedule(end, Math.max(1, patience.toMillis()));
    }

    boolean passed() {
        return passed;
    }

    /** The answer is there: the connection may stay. */
    @Override
    public void close() {
        timer.cancel();
    }
}
