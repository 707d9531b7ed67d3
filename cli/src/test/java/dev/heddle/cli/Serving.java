package dev.heddle.cli;

import dev.heddle.controller.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code heddle serve} as a process of its own on free ports of the loopback, with its files in a directory. */
final class Serving implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("serving on \\[(127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final String server;

    private Serving(Process process, String server) {
        this.process = process;
        this.server = server;
    }

    /** Returns when it serves. */
    static Serving start(Path directory, String... more) throws IOException {
        List<String> command = new ArrayList<>(java(Main.class));
        command.addAll(List.of("--data", directory.resolve("data").toString()));
        command.addAll(List.of("--ovsdb-listen", "127.0.0.1:0", "--openflow-listen", "127.0.0.1:0"));
        command.addAll(List.of("--listen", "127.0.0.1:0", "--listen", "unix:" + directory.resolve("api.sock")));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("XDG_CONFIG_HOME", directory.toString());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        BufferedReader log = process.errorReader();
        StringBuilder read = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            read.append(line).append('\n');
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                Thread.ofVirtual().start(() -> log.lines().forEach(ignored -> {}));
                return new Serving(process, "http://" + ready.group(1));
            }
        }
        throw new AssertionError("it ended without serving: " + read);
    }

    /** What begins the command line of a program that shares the tests' class path. */
    static List<String> java(Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
    }

    String server() {
        return server;
    }

    /** Sends a signal, by name. */
    void signal(String name) throws IOException, InterruptedException {
        signal(process.pid(), name);
    }

    static void signal(long pid, String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("kill -" + name + " " + pid + " ended with " + status);
        }
    }

    /** SIGTERM; returns when it has ended. */
    @Override
    public void close() {
        process.toHandle().destroy();
        process.onExit().join();
    }
}
