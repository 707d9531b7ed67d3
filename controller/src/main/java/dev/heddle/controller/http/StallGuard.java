package dev.heddle.controller.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Cuts readers that take nothing: a write that blocks for longer than the patience is interrupted. */
final class StallGuard implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Set<Guarded> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("http-stall-guard").factory());
    private final Duration patience;

    StallGuard(Duration patience) {
        this.patience = patience;
        long period = Math.max(1, patience.toMillis() / 4);
        var _ = timer.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    /** Guards what the calling thread writes, until closed. */
    Guarded over(OutputStream out) {
        Guarded guarded = new Guarded(out);
        open.add(guarded);
        return guarded;
    }

    private void look() {
        long now = System.nanoTime();
        open.forEach(g -> g.cutIfStalled(now, patience.toNanos()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** A stream whose writes are timed. Written by one thread. */
    final class Guarded extends FilterOutputStream {
        private final Thread writer = Thread.currentThread();
        private @Nullable Long writingSince;

        private Guarded(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            begin();
            out.write(bytes, offset, length);
            end();
        }

        @Override
        public void flush() throws IOException {
            begin();
            out.flush();
            end();
        }

        private synchronized void begin() {
            writingSince = System.nanoTime();
        }

        private synchronized void end() {
            writingSince = null;
        }

        private synchronized void cutIfStalled(long now, long patience) {
            if (writingSince != null && now - writingSince > patience) {
                writer.interrupt();
            }
        }

        /** Ends the guarding; the stream below stays open. */
        @Override
        public void close() {
            open.remove(this);
            end();
        }
    }
}
