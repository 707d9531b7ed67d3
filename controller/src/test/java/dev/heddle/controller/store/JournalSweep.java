package dev.heddle.controller.store;

import dev.heddle.controller.state.Journal;
import dev.heddle.controller.state.JournalRefused;
import dev.heddle.controller.state.Meter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/**
 * A process that does one {@link JournalRun} for each n, so that the n-th call of a system call on the journal's thread is
 * the one that strace lets fail. strace counts per thread, and each run has a journal thread of its own: it first makes as
 * many calls on another file as are missing to the failing one. After each run the oracle looks at a copy of the
 * directory, taken when the journal failed or was closed.
 */
final class JournalSweep {
    private JournalSweep() {}

    /** A kind of call that can be made on a file. */
    private interface Call {
        void on(FileChannel file) throws IOException;
    }

    /** @param args directory, system call, last n, step, and which call of each thread fails: more than any run makes */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Call call = switch (args[1]) {
            case "pwrite64" -> file -> file.write(ByteBuffer.allocate(1), 0);
            case "fdatasync" -> file -> file.force(false);
            case "fsync" -> file -> file.force(true);
            default -> throw new IllegalArgumentException(args[1]);
        };
        int failing = Integer.parseInt(args[4]);
        int failed = 0;
        int full = 0;
        int runs = 0;
        for (int n = 1; n <= Integer.parseInt(args[2]); n += Integer.parseInt(args[3])) {
            List<String> transcript = run(directory.resolve(Integer.toString(n)), call, failing - n);
            JournalRun.check(args[1] + " " + n, transcript, directory.resolve(n + "-after"));
            failed += transcript.contains("failed") || transcript.contains("refused") ? 1 : 0;
            full += transcript.stream().anyMatch(line -> line.startsWith("full")) ? 1 : 0;
            runs++;
        }
        System.out.println("runs " + runs + " failed " + failed + " full " + full);
    }

    private static List<String> run(Path directory, Call call, int before) throws Exception {
        Path after = directory.resolveSibling(directory.getFileName() + "-after");
        List<String> transcript = Collections.synchronizedList(new ArrayList<>());
        Recorder recorder = new Recorder() {
            @Override
            public void failed(Throwable cause) {
                copy(directory, after);
                transcript.add("failed");
            }
        };
        ThreadFactory threads = work -> Thread.ofPlatform().unstarted(() -> {
            repeat(call, before, directory.resolveSibling("scratch"));
            work.run();
        });
        InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1000));
        try (Journal journal = new SqliteJournal(directory, () -> "test-cluster", clock, Meter.NONE, threads)) {
            JournalRun.write(journal, recorder, transcript::add);
        } catch (JournalRefused e) {
            transcript.add("refused");
        } catch (java.util.concurrent.CompletionException e) {
            if (!transcript.contains("failed")) {
                throw e;
            }
        }
        if (!transcript.contains("failed")) {
            copy(directory, after);
        }
        return transcript;
    }

    private static void repeat(Call call, int times, Path scratch) {
        try (FileChannel file = FileChannel.open(scratch, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < times; i++) {
                call.on(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.filter(f -> !f.endsWith("lock")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
