package dev.heddle.cli.simulate;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.placement.replay.PlacementsCsv;
import dev.heddle.placement.replay.Plots;
import dev.heddle.placement.replay.Result;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a replay leaves in a directory. */
final class ReplayFiles {
    private ReplayFiles() {}

    static void write(Path directory, Result result, ObjectNode summary, String policy) {
        try {
            Files.createDirectories(directory);
            try (Writer out = Files.newBufferedWriter(directory.resolve("placements.csv"))) {
                PlacementsCsv.write(result, out);
            }
            String json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(summary);
            Files.writeString(directory.resolve("summary.json"), json + "\n");
            for (Map.Entry<String, String> plot : Plots.of(result, policy).entrySet()) {
                Files.writeString(directory.resolve(plot.getKey()), plot.getValue());
            }
        } catch (IOException e) {
            throw new CommandException(Exit.BAD_INPUT, directory + ": cannot be written: " + e);
        }
    }
}
