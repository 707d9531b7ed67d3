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

class EqualStartsTest {
    /** Where a worker is a host and nobody waits for a better place, places decide nothing about starts. */
    @Test
    void withoutPatienceAllPoliciesStartEveryJobAtTheSameTime() {
        Random random = new Random(11);
        int waited = 0;
        for (int i = 0; i < 40; i++) {
            Domains domains =
                    Cases.racks(random.ints(1 + random.nextInt(6), 1, 7).toArray());
            List<Job> jobs = new ArrayList<>();
            for (int line = 2; line < 80; line++) {
                int gpus = 1 + random.nextInt(1 + random.nextInt(domains.hosts()));
                jobs.add(Cases.job(line, random.nextInt(600), 1 + random.nextInt(60), gpus));
            }
            List<Long> expected = List.of();
            for (String name : Policies.NAMES) {
                Result result = Cases.day(domains, Unit.HOST, Policies.of(name, OptionalDouble.of(0)), jobs);
                List<Long> starts = result.runs().stream().map(Run::start).toList();
                if (expected.isEmpty()) {
                    expected = starts;
                    waited += (int) result.runs().stream()
                            .filter(run -> run.delay() > 0)
                            .count();
                }
                assertThat(starts).as("case %d, %s", i, name).isEqualTo(expected);
            }
        }
        assertThat(waited).isGreaterThan(1_000);
    }
}
