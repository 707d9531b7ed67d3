package dev.heddle.lab.reach;

import dev.heddle.lab.os.Await;
import dev.heddle.lab.os.LabException;
import dev.heddle.lab.os.MarkedProcesses;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hears which echo requests a host hands to which of its workloads: a ping that is answered tells that someone has the
 * address, not who. Requests carry a nonce and the number of their probe in their data.
 */
final class Capture implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);
    private static final String FILTER = "icmp[icmptype] = icmp-echo or (ip6 and ip6[6] = 58 and ip6[40] = 128)";

    /** Octets kept of a packet. Of whole ones tcpdump's buffer holds eight, and the kernel drops the ninth of a burst. */
    private static final String LENGTH = "256";

    /** KiB that hold the packets of a burst. */
    private static final String BUFFER = "8192";

    private static final Pattern HEADER = Pattern.compile("^\\S+ (\\S+)\\s+Out .*");

    private final Process process;
    private final Thread reader;
    private volatile boolean listening;

    private Capture(Process process, String nonce, BiConsumer<String, Integer> heard) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(() -> read(nonce, heard));
        Thread _ = Thread.ofVirtual().start(this::awaitListening);
    }

    /**
     * Starts to listen in a host's namespace.
     *
     * @param nonce 8 hex digits that precede the probe's 8 in a request's data
     * @param heard called with the link and the probe's number, by a thread of the capture
     */
    static Capture start(String namespace, String nonce, BiConsumer<String, Integer> heard) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    "ip",
                    "netns",
                    "exec",
                    namespace,
                    "tcpdump",
                    "--immediate-mode",
                    "-s",
                    LENGTH,
                    "-B",
                    BUFFER,
                    "-i",
                    "any",
                    "-Q",
                    "out",
                    "-n",
                    "-l",
                    "-x",
                    FILTER);
            builder.environment().remove(MarkedProcesses.VARIABLE);
            Capture capture = new Capture(builder.start(), nonce, heard);
            boolean started = Await.quietly(START, () -> capture.listening || !capture.process.isAlive());
            if (!started || !capture.listening) {
                capture.close();
                throw new LabException(
                        LabException.Reason.FAILED, "cannot capture in " + namespace + ": apt-get install tcpdump");
            }
            return capture;
        } catch (IOException e) {
            throw new LabException(LabException.Reason.FAILED, "cannot start tcpdump: " + e);
        }
    }

    /** Ends listening; what tcpdump has printed before has been told when this returns. */
    @Override
    public void close() {
        process.destroy();
        try {
            boolean _ = process.waitFor(START.toMillis(), TimeUnit.MILLISECONDS);
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitListening() {
        try (BufferedReader lines = process.errorReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("listening on")) {
                    listening = true;
                }
            }
        } catch (IOException closed) {
            // The capture has ended.
        }
    }

    private void read(String nonce, BiConsumer<String, Integer> heard) {
        List<String> packet = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("\t")) {
                    tell(packet, nonce, heard);
                    packet.clear();
                }
                packet.add(line);
            }
        } catch (IOException closed) {
            // What was read counts.
        }
        tell(packet, nonce, heard);
    }

    private static void tell(List<String> packet, String nonce, BiConsumer<String, Integer> heard) {
        if (packet.isEmpty()) {
            return;
        }
        Matcher header = HEADER.matcher(packet.getFirst());
        StringBuilder hex = new StringBuilder();
        for (String line : packet.subList(1, packet.size())) {
            hex.append(line.substring(line.indexOf(':') + 1).replace(" ", ""));
        }
        int at = hex.indexOf(nonce);
        int end = at + nonce.length() + 8;
        if (header.matches() && at >= 0 && end <= hex.length()) {
            heard.accept(header.group(1), Integer.parseUnsignedInt(hex.substring(end - 8, end), 16));
        }
    }
}
