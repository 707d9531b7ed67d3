package dev.heddle.bench.placement;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import dev.heddle.placement.flowmodel.SharedCourse;
import dev.heddle.placement.policy.Policies;
import dev.heddle.placement.replay.Course;
import dev.heddle.placement.replay.FixedCourse;
import dev.heddle.placement.replay.NameOrder;
import dev.heddle.placement.replay.Replay;
import dev.heddle.placement.replay.Result;
import dev.heddle.placement.replay.Schedule;
import dev.heddle.placement.replay.input.InputException;
import dev.heddle.placement.replay.input.Job;
import dev.heddle.placement.replay.input.JobLog;
import dev.heddle.placement.replay.input.TopologyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Replays on demand. What was replayed once is kept in a file and read from there the next time. */
final class Results {
    private static final int KEYS = Setting.COLUMNS.split(",").length;

    private final List<Place> places;
    private final List<Job> jobs;
    private final Path file;
    private final Map<String, Figures> known = new HashMap<>();

    Results(Path topology, Path log, Path file) throws IOException, InputException {
        this.places = TopologyFile.read(topology.toString(), Files.readString(topology));
        this.jobs = JobLog.read(log.toString(), Files.readString(log));
        this.file = file;
        if (!Files.exists(file)) {
            Files.writeString(file, Setting.COLUMNS + "," + Figures.COLUMNS + "\n");
        }
        List<String> rows = Files.readAllLines(file);
        for (String row : rows.subList(1, rows.size())) {
            List<String> cells = List.of(row.split(","));
            known.put(String.join(",", cells.subList(0, KEYS)), Figures.parse(cells.subList(KEYS, cells.size())));
        }
    }

    Figures of(Setting setting) {
        Figures figures = known.get(setting.key());
        if (figures == null) {
            figures = replay(setting);
            known.put(setting.key(), figures);
            String row = setting.key() + "," + figures.text() + "\n";
            System.err.print(row);
            try {
                Files.writeString(file, row, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return figures;
    }

    private Figures replay(Setting setting) {
        Domains domains = Domains.of(TopologyFile.LEVELS, places, NameOrder.of(setting.seed()));
        Schedule schedule = Schedule.of(jobs, setting.window(), setting.unit(), domains.hosts());
        Course course = setting.fabric().equals(Setting.NONE)
                ? new FixedCourse()
                : new SharedCourse(domains, setting.model(), setting.unit().perHost());
        long before = System.nanoTime();
        Result result = Replay.run(
                domains,
                schedule,
                Policies.of(setting.policy(), setting.seconds()),
                course,
                System::nanoTime,
                view -> {});
        return Figures.of(result, (System.nanoTime() - before) / 1e9);
    }
}
