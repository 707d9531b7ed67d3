package dev.heddle.placement.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.policy.Policies;
import dev.heddle.placement.replay.input.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlindTest {
    /** Until a time, nothing may depend on what is submitted later or on how long what still runs then will run. */
    @Test
    void policiesSeeNeitherDurationsNorLaterSubmissions() {
        for (String name : Policies.NAMES) {
            Random random = new Random(17);
            int started = 0;
            for (int i = 0; i < 20; i++) {
                Domains domains =
                        Cases.racks(random.ints(2 + random.nextInt(5), 2, 7).toArray());
                List<Job> jobs = new ArrayList<>();
                for (int line = 2; line < 150; line++) {
                    jobs.add(job(random, line, random.nextInt(3_000), domains.hosts()));
                }
                double until = 500 + random.nextInt(2_500);
                List<Run> before = play(domains, name, jobs);
                List<Job> others = new ArrayList<>();
                for (Run run : before) {
                    others.add(otherAfter(until, run, random, domains.hosts()));
                }
                List<String> expected = startedUntil(until, before);
                started += expected.size();
                assertThat(startedUntil(until, play(domains, name, others)))
                        .as("case %d, %s", i, name)
                        .isEqualTo(expected);
            }
            assertThat(started).isGreaterThan(500);
        }
    }

    private static Job job(Random random, int line, double submitted, int hosts) {
        int gpus = 1 + random.nextInt(1 + random.nextInt(hosts));
        return Cases.job(line, submitted, Math.exp(7 * random.nextDouble()), gpus);
    }

    private static List<Run> play(Domains domains, String name, List<Job> jobs) {
        return Cases.day(domains, Unit.HOST, Policies.of(name, OptionalDouble.empty()), jobs)
                .runs();
    }

    private static Job otherAfter(double until, Run run, Random random, int hosts) {
        Job job = run.submission().job();
        double submitted = run.submission().time() / 1e6;
        if (submitted > until) {
            return job(random, job.line(), until + 1 + random.nextInt(1_000), hosts);
        }
        double start = run.start() / 1e6;
        boolean ended = run.end() / 1e6 <= until;
        double duration =
                ended ? job.duration() / 1e6 : Math.max(0, until - start) + 1 + Math.exp(8 * random.nextDouble());
        return Cases.job(job.line(), submitted, duration, job.gpus());
    }

    private static List<String> startedUntil(double until, List<Run> runs) {
        return runs.stream()
                .filter(run -> run.start() / 1e6 <= until)
                .map(run -> run.submission().job().line() + " " + run.start() + " " + run.seats())
                .sorted()
                .toList();
    }
}
