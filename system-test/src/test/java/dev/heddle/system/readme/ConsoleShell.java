package dev.heddle.system.readme;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One bash that keeps its directory, its variables and {@code $?} from command to command, as a reader's does. */
final class ConsoleShell implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    /** Ends a command's output; no program prints it. */
    private static final String MARK = "\036end\036";

    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    ConsoleShell(Path directory, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "--norc", "--noprofile")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().remove("HEDDLE_SERVER");
        environment.forEach((name, value) -> {
            if (!value.isEmpty()) {
                builder.environment().put(name, value);
            }
        });
        process = builder.start();
        input = process.outputWriter();
        output = process.inputReader();
        input.write("status=0\n");
    }

    /** Runs a command; gives what it printed, on both streams. */
    String run(String command) throws IOException, InterruptedException {
        input.write("{ (exit $status)\n" + command + "\n} </dev/null\nstatus=$?; printf '%s\\n' '" + MARK + "'\n");
        input.flush();
        try {
            return CompletableFuture.supplyAsync(this::untilMark).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("still running after " + LIMIT + ": " + command, e);
        } catch (ExecutionException e) {
            throw new AssertionError(command, e);
        }
    }

    private String untilMark() {
        StringBuilder text = new StringBuilder();
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.endsWith(MARK)) {
                    String last = line.substring(0, line.length() - MARK.length());
                    return text + (last.isEmpty() ? "" : last + "\n");
                }
                text.append(line).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the shell ended: " + text);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroyForcibly();
    }
}
