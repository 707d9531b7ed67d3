package dev.heddle.lab.workload;

import dev.heddle.lab.LabDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The agent's file of what it has made, for itself after a restart and for who waits for a workload. */
public final class Plugged {
    private static final JsonMapper JSON = new JsonMapper();

    private Plugged() {}

    /** The workloads that exist and are plugged, sorted by name; none where there is no file. */
    public static List<Workload> read(LabDirectory directory) {
        Path file = directory.workloads();
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return JSON.readValue(file.toFile(), new TypeReference<List<Workload>>() {});
        } catch (JacksonException damaged) {
            return List.of();
        }
    }

    static void write(LabDirectory directory, List<Workload> workloads) {
        LabDirectory.replace(directory.workloads(), JSON.writeValueAsBytes(workloads));
    }
}
