package dev.heddle.placement.replay;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import dev.heddle.placement.policy.Policy;
import dev.heddle.placement.replay.input.Job;
import dev.heddle.placement.replay.input.TopologyFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Small replays. */
final class Cases {
    static final LocalDate DAY = LocalDate.of(2017, 10, 2);
    static final long SECOND = 1_000_000;

    private Cases() {}

    /** One pod; racks a, b… of so many hosts, each named as its rack and a number: a0, a1… */
    static Domains racks(int... sizes) {
        List<Place> places = new ArrayList<>();
        for (int rack = 0; rack < sizes.length; rack++) {
            String name = Character.toString('a' + rack);
            for (int host = 0; host < sizes[rack]; host++) {
                places.add(new Place(name + host, List.of("c", "p", name)));
            }
        }
        return Domains.of(TopologyFile.LEVELS, places);
    }

    /** Submitted so many seconds after the start of {@link #DAY}; on line {@code line}. */
    static Job job(int line, double submitted, double duration, int gpus) {
        long at = DAY.toEpochDay() * Window.DAY + Math.round(submitted * SECOND);
        return new Job(Integer.toString(line), line, at, Math.round(duration * SECOND), gpus, 0);
    }

    /** The load at which the clock of the log and of the replay are the same. */
    static double loadOfScaleOne(List<Job> jobs, Unit unit, int hosts, int days) {
        double work = jobs.stream()
                .filter(job -> job.submitted() >= DAY.toEpochDay() * Window.DAY)
                .mapToDouble(job -> (double) job.duration() * unit.units(job))
                .sum();
        return work / ((double) hosts * unit.perHost() * days * Window.DAY);
    }

    /** Replays the jobs of one day, unscaled. */
    static Result day(Domains domains, Unit unit, Policy policy, List<Job> jobs) {
        Window window = new Window(DAY, 1, 0, loadOfScaleOne(jobs, unit, domains.hosts(), 1));
        return Replay.run(domains, Schedule.of(jobs, window, unit, domains.hosts()), policy, () -> 0, view -> {});
    }
}
