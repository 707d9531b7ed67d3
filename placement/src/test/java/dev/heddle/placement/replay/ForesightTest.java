package dev.heddle.placement.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.testing.Property;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.policy.Policies;
import dev.heddle.placement.replay.input.Job;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No policy sees how long jobs take, or what is submitted later: both are changed, and nothing before changes. */
class ForesightTest {
    private static final int NOW = 5_000;

    private static List<Job> randomJobs(Random random) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            jobs.add(Cases.job(i + 2, random.nextInt(2 * NOW), random.nextInt(3_000), 1 + random.nextInt(10)));
        }
        return jobs;
    }

    private static Map<String, Run> replay(Domains domains, Unit unit, String policy, List<Job> jobs) {
        Map<String, Run> out = new HashMap<>();
        Result result = Cases.day(domains, unit, Policies.of(policy, OptionalDouble.empty()), jobs);
        result.runs().forEach(run -> out.put(run.submission().job().id(), run));
        return out;
    }

    /** The same until {@link #NOW}: what has not ended by then takes another time, what comes after it is another job. */
    private static List<Job> changed(List<Job> jobs, Map<String, Run> runs, Random random) {
        List<Job> out = new ArrayList<>();
        for (Job job : jobs) {
            Run run = runs.get(job.id());
            long now = NOW * Cases.SECOND;
            if (run.submission().time() > now) {
                out.add(Cases.job(
                        job.line(), NOW + 1 + random.nextInt(NOW), random.nextInt(3_000), 1 + random.nextInt(10)));
            } else if (run.end() > now) {
                long before = Math.max(0, now - run.start());
                long duration = before + (1 + random.nextInt(4_000)) * Cases.SECOND;
                out.add(new Job(job.id(), job.line(), job.submitted(), duration, job.gpus(), job.hosts()));
            } else {
                out.add(job);
            }
        }
        return out;
    }

    @Test
    void whatIsNotYetKnownChangesNothing() {
        Property.named("no foresight").cases(30).check(random -> {
            Domains domains = Cases.racks(4, 3, 3, 2);
            List<Job> jobs = randomJobs(random);
            Unit unit = random.nextBoolean() ? Unit.HOST : Unit.GPU;
            for (String policy : Policies.NAMES) {
                Map<String, Run> first = replay(domains, unit, policy, jobs);
                Map<String, Run> second = replay(domains, unit, policy, changed(jobs, first, random));
                int compared = 0;
                for (Job job : jobs) {
                    Run run = first.get(job.id());
                    if (run.submission().time() > NOW * Cases.SECOND) {
                        continue;
                    }
                    Run other = second.get(job.id());
                    if (run.start() <= NOW * Cases.SECOND) {
                        compared++;
                        assertThat(other.start())
                                .as("%s: job %s", policy, job.id())
                                .isEqualTo(run.start());
                        assertThat(other.seats())
                                .as("%s: job %s", policy, job.id())
                                .isEqualTo(run.seats());
                    } else {
                        assertThat(other.start())
                                .as("%s: job %s", policy, job.id())
                                .isGreaterThan(NOW * Cases.SECOND);
                    }
                }
                assertThat(compared).as(policy).isPositive();
            }
        });
    }
}
