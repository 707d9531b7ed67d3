package dev.heddle.lab;

import dev.heddle.lab.os.LabException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The files of a lab: its state, each host's database and sockets, logs, the controller's data. */
public record LabDirectory(Path root) {
    private static final JsonMapper JSON = new JsonMapper();

    public LabDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /** What {@code lab up} completed here; empty where there is none, or a crash left half of one. */
    public Optional<LabState> load() {
        Path file = root.resolve("lab.json");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), LabState.class));
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }

    void save(LabState state) {
        replace(root.resolve("lab.json"), JSON.writeValueAsBytes(state));
    }

    /** Opens the file whose lock lets one {@code up} or {@code down} work on a lab at a time. */
    FileChannel openLock() {
        try {
            Files.createDirectories(root);
            return FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new LabException(LabException.Reason.FAILED, "cannot use the directory " + root + ": " + e);
        }
    }

    /** OVS_RUNDIR of a host. */
    public Path rundir(String host) {
        return root.resolve(host);
    }

    /** The controller's data. */
    public Path data() {
        return root.resolve("data");
    }

    public Path log(String program) {
        return root.resolve(program + ".log");
    }

    /** What the agent has plugged. */
    public Path workloads() {
        return root.resolve("workloads.json");
    }

    /** Writes a file whole or not at all, as seen by readers. */
    public static void replace(Path file, byte[] content) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LabException(LabException.Reason.FAILED, "cannot write " + file + ": " + e);
        }
    }

    void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new LabException(LabException.Reason.FAILED, "cannot make " + directory + ": " + e);
        }
    }

    /** Removes what the lab wrote, and the directory itself if nothing else is in it. */
    void clear() {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : entries.filter(LabDirectory::ours).toList()) {
                delete(entry);
            }
        } catch (IOException e) {
            throw new LabException(LabException.Reason.FAILED, "cannot clear " + root + ": " + e);
        }
        try {
            Files.delete(root);
        } catch (IOException others) {
            // Something that is not the lab's lies there; it stays.
        }
    }

    private static boolean ours(Path entry) {
        String name = entry.getFileName().toString();
        return List.of("lab.json", "lab.json.new", "workloads.json", "workloads.json.new", "lock", "data", "agent.log")
                        .contains(name)
                || name.matches("h[0-9]+|controller\\.log");
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        }
    }
}
