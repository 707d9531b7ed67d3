package dev.heddle.controller.reconcile;

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
            process = new ProcessBuilder("ovs-ofctl", "monitor", target, "watch:!initial")
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines that tell of an added, changed or deleted flow. */
    List<String> events() {
        try {
            return Files.readAllLines(out).stream()
                    .filter(line -> line.contains("event="))
                    .toList();
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
