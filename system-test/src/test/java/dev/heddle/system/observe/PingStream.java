package dev.heddle.system.observe;

import dev.heddle.system.fixture.Command;
import dev.heddle.system.fixture.Station;
import dev.heddle.system.fixture.Wait;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Echo requests that go on from one workload to an address until they are stopped; tells which were not answered. */
public final class PingStream implements AutoCloseable {
    private static final Pattern REPLY = Pattern.compile("icmp_seq=(\\d+) ttl=");
    private static final Pattern SENT = Pattern.compile("(\\d+) packets transmitted");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** ICMP's sequence number has 16 bits (RFC 792). */
    private static final int WRAP = 1 << 16;

    private final String name;
    private final Process process;
    private final Thread reader;
    private final BitSet answered = new BitSet();
    private int doubled;
    private int highest;
    private int sent;

    private PingStream(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = Thread.ofVirtual().unstarted(this::read);
    }

    /**
     * Starts; returns at the first answer.
     *
     * @param every time between two requests, at least 10 ms
     */
    public static PingStream start(Station from, Station to, Duration every) {
        List<String> command = List.of(
                "ip",
                "netns",
                "exec",
                from.namespace(),
                "ping",
                "-n",
                "-i",
                "%.3f".formatted(every.toMillis() / 1000.0),
                to.ip4());
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            PingStream stream = new PingStream(from.id() + " to " + to.id(), process);
            stream.reader.start();
            Wait.until(PATIENCE, () -> stream.answers() > 0, () -> stream.name + ": no answer");
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many were answered so far. */
    public synchronized int answers() {
        return answered.cardinality();
    }

    /**
     * What a stream did.
     *
     * @param lost requests without an answer although a later one was answered, or that the stream ended with
     * @param doubled answers to requests that were answered before
     */
    public record Result(String name, int sent, int lost, int doubled) {
        @Override
        public String toString() {
            return "%s: %d sent, %d lost, %d doubled".formatted(name, sent, lost, doubled);
        }
    }

    /** Ends the stream; the last request counts only if it was answered, since its answer may still be under way. */
    public Result stop() {
        int now = answers();
        boolean alive = Wait.quietly(Duration.ofSeconds(3), () -> answers() > now + 1);
        var _ = Command.output("kill", "-INT", Long.toString(process.pid()));
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            int counted = alive ? highest : sent;
            return new Result(name, sent, counted - answered.cardinality(), doubled);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                take(line);
            }
        } catch (IOException ended) {
            // Closed by us; what was counted stays.
        }
    }

    private synchronized void take(String line) {
        Matcher reply = REPLY.matcher(line);
        if (reply.find()) {
            int number = unwrap(Integer.parseInt(reply.group(1)));
            doubled += answered.get(number) ? 1 : 0;
            answered.set(number);
            highest = Math.max(highest, number);
        }
        Matcher summary = SENT.matcher(line);
        if (summary.find()) {
            sent = Integer.parseInt(summary.group(1));
        }
    }

    /** The full number that is nearest to the highest so far; the first request has number 1. */
    private int unwrap(int low) {
        int near = highest - Math.floorMod(highest, WRAP) + low;
        if (near < highest - WRAP / 2) {
            return near + WRAP;
        }
        return near > highest + WRAP / 2 && near >= WRAP ? near - WRAP : near;
    }
}
