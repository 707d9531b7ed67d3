package dev.heddle.lab.os;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The processes of a lab, found by a mark in their environment rather than by files that a crash leaves stale: a
 * number that the system gave to another process has another environment.
 */
public final class MarkedProcesses {
    /** The variable that holds the mark. */
    public static final String VARIABLE = "HEDDLE_LAB";

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Path PROC = Path.of("/proc");

    private MarkedProcesses() {}

    /** The process with that very mark. */
    public static OptionalLong find(String mark) {
        return matching(mark::equals).stream().mapToLong(ProcessHandle::pid).findFirst();
    }

    /** Starts a program in a session of its own, its output appended to {@code log}; gives its pid. */
    public static long start(String mark, File log, List<String> command) {
        List<String> line = new ArrayList<>(List.of("setsid"));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .redirectErrorStream(true);
        builder.environment().put(VARIABLE, mark);
        try {
            return builder.start().pid();
        } catch (IOException e) {
            throw new LabException(LabException.Reason.FAILED, "cannot start " + command.getFirst() + ": " + e);
        }
    }

    /** Ends the process with that mark and waits for its end; SIGTERM, then SIGKILL after 5 s. */
    public static void terminate(String mark) {
        end(matching(mark::equals), false);
    }

    /** As {@link #terminate}, with SIGKILL at once. */
    public static void kill(String mark) {
        end(matching(mark::equals), true);
    }

    /** Ends every process whose mark begins so. */
    public static void terminateAll(String markPrefix) {
        end(matching(mark -> mark.startsWith(markPrefix)), false);
    }

    private static void end(List<ProcessHandle> processes, boolean force) {
        for (ProcessHandle process : processes) {
            var _ = force ? process.destroyForcibly() : process.destroy();
        }
        awaitEnd(processes);
        List<ProcessHandle> left =
                processes.stream().filter(MarkedProcesses::alive).toList();
        left.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(left);
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        Await.quietly(GRACE, () -> processes.stream().noneMatch(MarkedProcesses::alive));
    }

    /** A zombie that nobody has waited for yet has no environment left and counts as ended. */
    private static boolean alive(ProcessHandle process) {
        return process.isAlive()
                && !mark(PROC.resolve(Long.toString(process.pid()))).isEmpty();
    }

    private static List<ProcessHandle> matching(Predicate<String> wanted) {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                // The handle first: it remembers the start time, so that a signal never reaches a later process.
                var handle = ProcessHandle.of(Long.parseLong(entry.getFileName().toString()));
                String mark = mark(entry);
                if (handle.isPresent() && !mark.isEmpty() && wanted.test(mark)) {
                    found.add(handle.get());
                }
            }
        } catch (IOException e) {
            throw new LabException(LabException.Reason.FAILED, "cannot read /proc: " + e);
        }
        return found;
    }

    private static String mark(Path process) {
        try {
            String start = VARIABLE + "=";
            for (String entry : new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.UTF_8)
                    .split("\0", -1)) {
                if (entry.startsWith(start)) {
                    return entry.substring(start.length());
                }
            }
            return "";
        } catch (IOException gone) {
            return "";
        }
    }
}
