package dev.heddle.lab.os;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs a program to its end, without the caller's own mark: a helper of a marked process is not that process. The
 * programs that the lab runs bound their own time.
 */
public final class Shell {
    private static final ExecutorService STREAMS = Executors.newVirtualThreadPerTaskExecutor();

    private Shell() {}

    /** What a program left. */
    public record Result(int status, String output, String error) {
        public boolean ok() {
            return status == 0;
        }
    }

    /**
     * Runs a program and gives its standard output.
     *
     * @throws LabException if it fails, with its words
     */
    public static String run(String... command) {
        return checked(List.of(command), "");
    }

    /** As {@link #run}, with standard input. */
    public static String feed(String input, String... command) {
        return checked(List.of(command), input);
    }

    /** Runs a program that may fail. */
    public static Result attempt(String... command) {
        return execute(List.of(command), "");
    }

    /** As {@link #attempt}, with standard input. */
    public static Result attemptFeed(String input, String... command) {
        return execute(List.of(command), input);
    }

    private static String checked(List<String> command, String input) {
        Result result = execute(command, input);
        if (!result.ok()) {
            throw new LabException(
                    LabException.Reason.FAILED,
                    String.join(" ", command) + ": exit " + result.status() + ": "
                            + result.error().strip());
        }
        return result.output();
    }

    private static Result execute(List<String> command, String input) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().remove(MarkedProcesses.VARIABLE);
            Process process = builder.start();
            CompletableFuture<String> error = CompletableFuture.supplyAsync(() -> read(process.errorReader()), STREAMS);
            CompletableFuture<Void> fed =
                    CompletableFuture.runAsync(() -> write(process.getOutputStream(), input), STREAMS);
            String output = read(process.inputReader());
            int status = process.waitFor();
            fed.join();
            return new Result(status, output, error.join());
        } catch (IOException e) {
            return new Result(127, "", e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException(LabException.Reason.FAILED, command.getFirst() + ": interrupted");
        }
    }

    private static String read(java.io.Reader reader) {
        try (reader) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[8192];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                text.append(buffer, 0, n);
            }
            return text.toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static void write(OutputStream out, String input) {
        try (out) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException closedEarly) {
            // The program ended without reading all of its input; its exit status tells why.
        }
    }
}
