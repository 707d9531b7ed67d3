package dev.heddle.cli.local;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the machine's own tools what it has. */
public final class LocalHost {
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    /** With this status nvidia-smi tells that there is no GPU. */
    private static final int NO_DEVICES = 6;

    private record Ran(int status, String out) {}

    private LocalHost() {}

    /**
     * The line that tells this machine's capacity to its Open vSwitch.
     *
     * @throws CommandException "no", where a tool is missing or fails
     */
    public static String command() {
        try {
            return new LocalCapacity(cores(), LocalCapacity.memory(Files.readString(MEMINFO)), storage(), gpus())
                    .command();
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException(Exit.NO, "this machine does not tell what it has: " + e.getMessage());
        }
    }

    private static long cores() throws IOException {
        return LocalCapacity.cores(good("lscpu", installed("lscpu", "--parse=CPU")));
    }

    /** df fails where it may not look at one of the file systems, and tells of the others. */
    private static long storage() throws IOException {
        return LocalCapacity.storage(installed("df", "--local", "--block-size=1", "--output=source,fstype,size").out);
    }

    private static List<String> gpus() throws IOException {
        Optional<Ran> ran = run("nvidia-smi", "--query-gpu=name", "--format=csv,noheader");
        if (ran.isEmpty() || ran.get().status == NO_DEVICES) {
            return List.of();
        }
        return LocalCapacity.gpus(good("nvidia-smi", ran.get()));
    }

    private static String good(String program, Ran ran) throws IOException {
        if (ran.status != 0) {
            throw new IOException(program + " ended with " + ran.status + ": " + ran.out.strip());
        }
        return ran.out;
    }

    private static Ran installed(String... command) throws IOException {
        return run(command).orElseThrow(() -> new IOException(command[0] + " is not installed"));
    }

    /** Empty where there is no such program. */
    private static Optional<Ran> run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process;
        try {
            process = builder.start();
        } catch (IOException absent) {
            return Optional.empty();
        }
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Optional.of(new Ran(process.onExit().join().exitValue(), printed));
    }
}
