package dev.heddle.system.flood;

import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Station;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A workload that forgets its neighbours and asks for one again, over and over, as long as a file is there. A neighbour counts as resolved when it is reached within the three tries that a kernel makes.
 */
public final class Resolver {
    private static final Duration END = Duration.ofSeconds(30);
    private static final String SCRIPT = """
            while [ -e "$1" ]; do
              for address in "$2" "$3"; do
                ip neigh flush dev eth0 >/dev/null 2>&1
                if ping -n -q -c 1 -W 4 "$address" >/dev/null 2>&1; then echo resolved; else echo lost; fi
              done
            done
            """;

    private final Process process;
    private final Thread reader;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger resolved = new AtomicInteger();

    private Resolver(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /**
     * Starts it in one port's workload, for the addresses of another.
     *
     * @param goOn the file whose end is the resolver's
     */
    public static Resolver start(LabFixture lab, Path goOn, Station from, Station to) {
        return new Resolver(lab.start(
                "lab", "exec", from.id(), "--", "sh", "-c", SCRIPT, "sh", goOn.toString(), to.ip4(), to.ip6()));
    }

    /** Whether it has resolved a neighbour yet. */
    public boolean running() {
        return resolved.get() > 0;
    }

    /** Waits for its end, after the file has gone. */
    public void awaitEnd() {
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("a resolver does not end");
            }
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int asked() {
        return asked.get();
    }

    public int resolved() {
        return resolved.get();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int _ = asked.incrementAndGet();
                if (line.equals("resolved")) {
                    int _ = resolved.incrementAndGet();
                }
            }
        } catch (IOException ended) {
            // What was read counts.
        }
    }
}
