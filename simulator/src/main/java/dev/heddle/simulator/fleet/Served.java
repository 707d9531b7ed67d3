package dev.heddle.simulator.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A controller in a process of its own, with its data in a directory of its own; both are gone after {@link #close}. */
final class Served implements AutoCloseable {
    private static final long STOP_SECONDS = 20;
    private static final long TICKS_PER_SECOND = 100;

    private final Process process;
    private final Path directory;
    private final InetSocketAddress api;
    private final InetSocketAddress ovsdb;

    private Served(Process process, Path directory, InetSocketAddress api, InetSocketAddress ovsdb) {
        this.process = process;
        this.directory = directory;
        this.api = api;
        this.ovsdb = ovsdb;
    }

    /**
     * Starts {@code heddle serve} at free ports of the loopback interface.
     *
     * @param home where the launcher is
     * @param heapMebibytes of its JVM, unless HEDDLE_SERVE_OPTS says otherwise
     */
    static Served start(Path home, int heapMebibytes) throws IOException {
        Path directory = Files.createTempDirectory("heddle-fleet");
        InetSocketAddress api = free();
        InetSocketAddress ovsdb = free();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                home.resolve("heddle").toString(),
                "serve",
                "--data",
                directory.resolve("data").toString(),
                "--listen",
                text(api),
                "--ovsdb-listen",
                text(ovsdb),
                "--openflow-listen",
                text(free())));
        builder.environment().putIfAbsent("HEDDLE_SERVE_OPTS", "-Xmx" + heapMebibytes + "m");
        builder.environment().put("XDG_CONFIG_HOME", directory.toString());
        Path log = directory.resolve("serve.log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Served served = new Served(builder.start(), directory, api, ovsdb);
        Runtime.getRuntime().addShutdownHook(new Thread(served::end, "fleet-end"));
        return served;
    }

    URI api() {
        return URI.create("http://" + text(api));
    }

    InetSocketAddress ovsdb() {
        return ovsdb;
    }

    /** Throws unless it runs, with what it said last. */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            List<String> log = Files.readAllLines(directory.resolve("serve.log"));
            throw new IOException("heddle serve ended with " + process.exitValue() + ": "
                    + String.join("\n", log.subList(Math.max(0, log.size() - 5), log.size())));
        }
    }

    /** Mebibytes of memory in use, and the most there ever were. */
    int residentMebibytes(boolean most) throws IOException {
        String key = most ? "VmHWM:" : "VmRSS:";
        for (String line : Files.readAllLines(proc("status"))) {
            if (line.startsWith(key)) {
                return Integer.parseInt(
                                line.substring(key.length()).replace("kB", "").strip())
                        >> 10;
            }
        }
        throw new IOException("no " + key + " of the controller");
    }

    /** Processor time used so far, by all of its threads. */
    Duration cpu() throws IOException {
        String stat = Files.readString(proc("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    /** For a run that is interrupted. */
    private void end() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("heddle simulate-fleet: " + e.getMessage());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(directory)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static InetSocketAddress free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
