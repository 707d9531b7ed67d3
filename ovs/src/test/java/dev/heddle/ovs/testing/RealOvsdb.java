package dev.heddle.ovs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One real ovsdb-server with any schema, in a directory of its own: standalone, or a cluster of one, which remembers transactions.
 * Needs no root. Not thread-safe. {@link #close} ends it and deletes the directory.
 */
public final class RealOvsdb implements AutoCloseable {
    private static final Path SERVER = Path.of("/usr/sbin/ovsdb-server");
    private static final Pattern PORT = Pattern.compile("listening on port ([0-9]+)");

    private final Path directory;
    private final List<String> arguments;
    private final Thread hook = new Thread(this::kill);
    private @Nullable Process process;

    private RealOvsdb(Path directory, List<String> arguments) {
        this.directory = directory;
        this.arguments = arguments;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @param arguments more of ovsdb-server's */
    public static RealOvsdb standalone(Path schema, String... arguments) {
        RealOvsdb out = create(arguments);
        out.run("ovsdb-tool", "create", out.database(), schema.toString());
        out.start();
        return out;
    }

    /** Whose servers remember the last transactions: monitor_cond_since can go on after one. */
    public static RealOvsdb clustered(Path schema, String... arguments) {
        RealOvsdb out = create(arguments);
        out.run(
                "ovsdb-tool",
                "create-cluster",
                out.database(),
                schema.toString(),
                "unix:" + out.directory.resolve("raft"));
        out.start();
        return out;
    }

    private static RealOvsdb create(String... arguments) {
        try {
            return new RealOvsdb(Files.createTempDirectory("heddle-db-"), List.of(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A unix socket at which it listens. */
    public Path socket() {
        return directory.resolve("db.sock");
    }

    /** The port that it chose last, where an argument is a remote with port 0. */
    public int port() {
        DummyOvs.await("a port", () -> PORT.matcher(read(log())).find());
        Matcher matcher = PORT.matcher(read(log()));
        int last = 0;
        while (matcher.find()) {
            last = Integer.parseInt(matcher.group(1));
        }
        return last;
    }

    /** A table as ovsdb-client prints it, in JSON. */
    public String dump(String database, String table, List<String> columns) {
        List<String> command = new ArrayList<>(
                List.of("ovsdb-client", "--timeout=30", "-f", "json", "dump", "unix:" + socket(), database, table));
        command.addAll(columns);
        return run(command.toArray(String[]::new));
    }

    public void start() {
        try {
            Files.deleteIfExists(socket());
            List<String> command = new ArrayList<>(List.of(SERVER.toString(), database()));
            command.add("--remote=punix:" + socket());
            command.addAll(arguments);
            command.addAll(List.of(
                    "--unixctl=" + directory.resolve("ctl"), "--log-file=" + log(), "-vconsole:off", "--no-chdir"));
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("out").toFile())
                    .start();
            process = started;
            DummyOvs.await("ovsdb-server to listen", () -> {
                if (!started.isAlive()) {
                    throw new IllegalStateException("ovsdb-server ended: " + read(directory.resolve("out")));
                }
                return DummyOvs.accepts(socket());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL, as a crash is. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
            process = null;
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String database() {
        return directory.resolve("data.db").toString();
    }

    private Path log() {
        return directory.resolve("log");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(String... command) {
        try {
            Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
            tool.getOutputStream().close();
            String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!tool.waitFor(30, TimeUnit.SECONDS) || tool.exitValue() != 0) {
                tool.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + ": " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
