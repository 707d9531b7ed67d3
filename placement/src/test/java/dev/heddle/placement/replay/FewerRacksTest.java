package dev.heddle.placement.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.policy.Policies;
import dev.heddle.placement.replay.input.Job;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FewerRacksTest {
    private static final int[] SIZES = {1, 1, 1, 1, 1, 1, 1, 2, 4, 8};

    /**
     * On busy days made up: many single workers in bursts, some gangs, run times with heavy tails. Who gets room first in a jam is
     * chance and moves the mean delay of a single day by a tenth either way, so that of all jobs is compared over all days.
     */
    @Test
    void gangsLieInFewerRacksThanUnderKueueWithinTheBoundsOfDelay() {
        int[] racks = new int[20];
        Arrays.fill(racks, 8);
        Domains domains = Cases.racks(racks);
        double ratios = 0;
        double delay = 0;
        double delayUnderKueue = 0;
        int days = 24;
        for (int seed = 0; seed < days; seed++) {
            List<Job> jobs = day(new Random(seed));
            Summary kueue = play(domains, "kueue-bestfit", jobs);
            Summary ours = play(domains, "heddle", jobs);
            assertThat(ours.racksOverBound()).as("day %d", seed).isLessThan(0.85 * kueue.racksOverBound());
            assertThat(ours.queueingDelay().gangMean())
                    .as("day %d", seed)
                    .isLessThan(1.35 * kueue.queueingDelay().gangMean() + 120);
            ratios += ours.racksOverBound() / kueue.racksOverBound();
            delay += ours.queueingDelay().mean();
            delayUnderKueue += kueue.queueingDelay().mean();
        }
        assertThat(ratios / days).isLessThan(0.75);
        assertThat(delay).isLessThan(delayUnderKueue);
    }

    private static Summary play(Domains domains, String name, List<Job> jobs) {
        return Summary.of(Cases.day(domains, Unit.HOST, Policies.of(name, OptionalDouble.empty()), jobs));
    }

    private static List<Job> day(Random random) {
        List<Job> jobs = new ArrayList<>();
        double burst = 0;
        for (int line = 2; line < 3_000; line++) {
            if (random.nextInt(20) == 0) {
                burst = random.nextInt(86_400);
            }
            double submitted = Math.min(86_399, burst + random.nextInt(600));
            double duration = 60 * Math.exp(1.7 * random.nextGaussian() + 2.2);
            jobs.add(Cases.job(line, submitted, Math.min(duration, 50_000), SIZES[random.nextInt(SIZES.length)]));
        }
        return jobs;
    }
}
