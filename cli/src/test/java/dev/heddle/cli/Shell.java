package dev.heddle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs command lines and compares what comes of them with transcripts:
 *
 * <pre>
 * $ heddle get ports < FILE     a command, perhaps with standard input from a file
 * NAME  TENANT…                 its standard output, line by line
 * ! nothing found               its standard error
 * ? 6                           its exit status, 0 where none is told
 * </pre>
 *
 * {@code …} stands for any text in a line, a line of it alone for any number of lines. {@code DIR} is the shell's directory.
 */
final class Shell {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final List<String> WITHOUT_SERVER =
            List.of("help", "completion", "__complete", "serve", "solve", "simulate", "-h", "--help", "lab", "switch");

    private final Path directory;
    private final List<String> server;

    /** What came of a command. */
    record Ran(int exit, String out, String err) {}

    /** @param server told to each command that can take it; null for none */
    Shell(Path directory, String server) {
        this.directory = directory;
        this.server = server == null ? List.of() : List.of("--server", server);
    }

    /** Writes a file into the shell's directory. */
    Shell file(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails the test where a command does not do what the transcript tells. */
    void check(String transcript) {
        List<List<String>> steps = new ArrayList<>();
        for (String line :
                transcript.replace("DIR", directory.toString()).lines().toList()) {
            if (line.startsWith("$ ")) {
                steps.add(new ArrayList<>());
            }
            steps.getLast().add(line);
        }
        steps.forEach(step -> check(step.getFirst(), step.subList(1, step.size())));
    }

    private void check(String command, List<String> expected) {
        Ran ran = run(command);
        List<String> out = new ArrayList<>();
        List<String> err = new ArrayList<>();
        int exit = 0;
        for (String line : expected) {
            if (line.startsWith("? ")) {
                exit = Integer.parseInt(line.substring(2));
            } else if (line.startsWith("! ")) {
                err.add(line.substring(2));
            } else {
                out.add(line);
            }
        }
        String all = command + "\nexit " + ran.exit + "\n--- out\n" + ran.out + "--- err\n" + ran.err;
        assertThat(ran.exit).as(all).isEqualTo(exit);
        assertThat(ran.out).as(all).matches(pattern(out));
        assertThat(ran.err).as(all).matches(pattern(err));
    }

    private static Pattern pattern(List<String> lines) {
        StringBuilder out = new StringBuilder();
        for (String line : lines) {
            if (line.equals("…")) {
                out.append("(?:.*\n)*");
                continue;
            }
            List<String> parts = new ArrayList<>();
            for (String part : line.split("…", -1)) {
                parts.add(Pattern.quote(part));
            }
            out.append(String.join(".*", parts)).append('\n');
        }
        return Pattern.compile(out.toString());
    }

    /** Runs it in this process. */
    Ran run(String command) {
        String[] halves = command.replaceFirst("^\\$ heddle ", "")
                .replace("DIR", directory.toString())
                .split(" < ", 2);
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(halves[0]);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        if (!WITHOUT_SERVER.contains(words.getFirst()) && !words.contains("--dump")) {
            words.addAll(1, server);
        }
        try {
            byte[] input = halves.length == 1 ? new byte[0] : Files.readAllBytes(Path.of(halves[1]));
            return run(words, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ran run(List<String> words, byte[] input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream realIn = System.in;
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        try {
            System.setIn(new ByteArrayInputStream(input));
            System.setOut(new PrintStream(out, true, UTF_8));
            System.setErr(new PrintStream(err, true, UTF_8));
            String[] arguments = words.toArray(String[]::new);
            int exit = Main.commandLine(arguments).execute(arguments);
            System.out.flush();
            System.err.flush();
            return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8));
        } finally {
            System.setIn(realIn);
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    /** Starts it as a process; an empty value takes the variable away. */
    static Process start(Map<String, String> environment, String... words) throws IOException {
        List<String> command = new ArrayList<>(Serving.java(Main.class));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("HEDDLE_SERVER");
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        return builder.start();
    }

    /** Runs it as a process to its end. */
    static Ran process(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        Process process = start(environment, words);
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Ran(process.waitFor(), out, err);
    }
}
