package dev.heddle.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kills a writing process at its system calls, and lets calls fail, with strace. After each, what was acknowledged is
 * stored, whole batches only, and the journal opens without a complaint.
 */
final class JournalFaultTest {
    private static final List<String> CALLS = List.of("fsync", "fdatasync", "pwrite64", "rename");

    @TempDir
    private static Path directory;

    private static Map<String, Integer> counts = Map.of();
    private static int runs;

    @Test
    void killed_at_spread_calls() throws Exception {
        killAt(Map.of("fsync", 3, "fdatasync", 2, "pwrite64", 4, "rename", 1));
    }

    @Test
    @Tag("soak")
    void killed_at_every_call() throws Exception {
        killAt(counts);
    }

    /** {@code when=N} is a single failure, {@code N+} a device that is gone: what is stored is as after a power loss. */
    @ParameterizedTest
    @CsvSource({"fsync, EIO, +", "fdatasync, EIO, ''", "pwrite64, EIO, ''", "pwrite64, ENOSPC, ''"})
    void a_failing_call_of_ten(String call, String error, String on) throws Exception {
        int count = counts.get(call);
        sweep(call, error, on, count, count / 10);
    }

    @ParameterizedTest
    @Tag("soak")
    @CsvSource({
        "fsync, EIO, ''",
        "fsync, EIO, +",
        "fsync, ENOSPC, ''",
        "fdatasync, EIO, ''",
        "fdatasync, EIO, +",
        "fdatasync, ENOSPC, ''",
        "pwrite64, EIO, ''",
        "pwrite64, EIO, +",
        "pwrite64, ENOSPC, ''",
        "pwrite64, ENOSPC, +"
    })
    void every_failing_call(String call, String error, String on) throws Exception {
        sweep(call, error, on, counts.get(call), 1);
    }

    private void sweep(String call, String error, String on, int count, int step) throws Exception {
        int failing = count + 20;
        String when = failing + on;
        List<String> output = child(
                call,
                "inject=" + call + ":error=" + error + ":when=" + when,
                JournalSweep.class,
                fresh().toString(),
                call,
                Integer.toString(count),
                Integer.toString(step),
                Integer.toString(failing));
        assertThat(output).as("%s %s %s", call, error, when).isNotEmpty();
        String summary = output.getLast();
        assertThat(summary).matches("runs \\d+ failed \\d+ full \\d+");
        String[] words = summary.split(" ");
        int troubled = Integer.parseInt(words[3]) + Integer.parseInt(words[5]);
        assertThat(troubled).as("%s %s: %s", call, error, summary).isGreaterThan(Integer.parseInt(words[1]) / 2);
    }

    private void killAt(Map<String, Integer> kills) throws Exception {
        for (String call : CALLS) {
            int count = counts.get(call);
            int times = Math.min(count, kills.get(call));
            for (int i = 0; i < times; i++) {
                int n = 1 + (int) ((long) i * count / times) + (count / times) / 2;
                Path data = fresh();
                List<String> transcript =
                        child(call, "inject=" + call + ":signal=KILL:when=" + n, JournalWriter.class, data.toString());
                assertThat(transcript).as("%s %d", call, n).doesNotContain("done");
                JournalRun.check("killed at " + call + " " + n, transcript, data);
            }
        }
    }

    /** How often the journal's thread makes each call in a run that nothing disturbs. */
    @BeforeAll
    static void countCalls() throws Exception {
        Path trace = directory.resolve("trace");
        Path data = fresh();
        List<String> transcript = child(
                String.join(",", CALLS), "trace=" + String.join(",", CALLS), JournalWriter.class, data.toString());
        assertThat(transcript).endsWith("done");
        JournalRun.check("undisturbed", transcript, data);
        counts = new LinkedHashMap<>();
        for (String line : Files.readAllLines(trace)) {
            CALLS.stream()
                    .filter(call -> line.contains(" " + call + "("))
                    .forEach(call -> counts.merge(call, 1, Integer::sum));
        }
        assertThat(counts).containsOnlyKeys(CALLS);
    }

    private static Path fresh() {
        return directory.resolve("data" + runs++);
    }

    /** The lines that a child under strace wrote. */
    private static List<String> child(String calls, String expression, Class<?> main, String... args) throws Exception {
        if (args.length > 1) {
            Files.createDirectories(Path.of(args[0]));
        }
        boolean killed = expression.contains("KILL");
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o"));
        command.add(directory.resolve("trace").toString());
        if (!killed) {
            command.add("--seccomp-bpf"); // quicker, but strace 6.1 loses signals with it
        }
        command.addAll(List.of("-e", "trace=" + calls, "-e", expression));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-Xshare:auto"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(args));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("the child ends").isTrue();
        assertThat(process.exitValue()).as(() -> text(err)).isEqualTo(killed ? 137 : 0);
        return Files.readAllLines(out);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
