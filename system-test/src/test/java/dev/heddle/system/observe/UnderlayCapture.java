package dev.heddle.system.observe;

import dev.heddle.system.fixture.Wait;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the tunnel addresses of VXLAN packets on all links of a host, by tcpdump. */
public final class UnderlayCapture implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern OUTER = Pattern.compile("IP (\\S+)\\.\\d+ > (\\S+)\\.4789: VXLAN");
    private static final Pattern INNER = Pattern.compile("^IP (\\S+) > (\\S+): ICMP echo");

    private final String address;
    private final Process process;
    private final List<String> lines = new ArrayList<>();

    private UnderlayCapture(String address, Process process) {
        this.address = address;
        this.process = process;
    }

    /** A tunnel that a packet took: outer source and destination. */
    public record Tunnel(String source, String destination) implements Comparable<Tunnel> {
        @Override
        public int compareTo(Tunnel other) {
            return toString().compareTo(other.toString());
        }
    }

    /**
     * Starts; returns when it captures.
     *
     * @param address the IPv4 address of the workload whose packets count
     */
    public static UnderlayCapture start(String namespace, String address) {
        ProcessBuilder builder = new ProcessBuilder(
                        "ip", "netns", "exec", namespace, "tcpdump", "-i", "any", "-n", "-l", "-t", "udp port 4789")
                .redirectErrorStream(true);
        try {
            UnderlayCapture capture = new UnderlayCapture(address, builder.start());
            var _ = Thread.ofVirtual().start(capture::read);
            Wait.until(
                    PATIENCE,
                    () -> capture.lines().stream().anyMatch(line -> line.startsWith("listening on")),
                    () -> "no capture: " + capture.lines());
            return capture;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tunnels that echo requests and replies between the workload and the peer took, once both were seen. */
    public Set<Tunnel> awaitBothWays(String peer) {
        Wait.until(
                PATIENCE,
                () -> !tunnels(address, peer).isEmpty()
                        && !tunnels(peer, address).isEmpty(),
                () -> "not seen on the underlay: " + lines());
        Set<Tunnel> all = new TreeSet<>(tunnels(address, peer));
        all.addAll(tunnels(peer, address));
        return all;
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** tcpdump prints the inner packet on the line after the outer one. */
    private Set<Tunnel> tunnels(String from, String to) {
        Set<Tunnel> found = new TreeSet<>();
        List<String> seen = lines();
        for (int i = 1; i < seen.size(); i++) {
            Matcher inner = INNER.matcher(seen.get(i));
            Matcher outer = OUTER.matcher(seen.get(i - 1));
            if (inner.find()
                    && outer.find()
                    && inner.group(1).equals(from)
                    && inner.group(2).equals(to)) {
                found.add(new Tunnel(outer.group(1), outer.group(2)));
            }
        }
        return found;
    }

    private List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line.strip());
                }
            }
        } catch (IOException ended) {
            // Closed by us; what was heard stays.
        }
    }
}
