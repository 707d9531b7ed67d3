package dev.heddle.controller.reconcile;

import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An independent observer of a bridge's flows: {@code ovs-ofctl monitor} with its output in a file. */
final class FlowWatch implements AutoCloseable {
    private final Process process;
    private final Path out;

    FlowWatch(Path directory, String target) {
        out = directory.resolve("watch");
        try {
            ProcessBuilder builder = new ProcessBuilder("ovs-ofctl", "monitor", target, "watch:!initial")
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().put("OVS_RUNDIR", directory.toString());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DummyOvs.await("ovs-ofctl to watch", () -> lines().stream().anyMatch(l -> l.contains("FLOW_MONITOR")));
    }

    /** Lines that tell of an added, changed or deleted flow. */
    List<String> events() {
        return lines().stream().filter(line -> line.contains("event=")).toList();
    }

    /** Until a flow was added, changed or deleted: proof that the watch still watches. */
    void awaitEvent() {
        try {
            DummyOvs.await("ovs-ofctl to see a change", () -> !events().isEmpty());
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "; it runs: " + process.isAlive() + "; " + lines(), e);
        }
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
