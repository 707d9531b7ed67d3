package dev.heddle.placement.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.policy.FirstFit;
import dev.heddle.placement.replay.input.Job;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Four hosts in two racks, one job after another on whole hosts. */
class ExplainingTest {
    private static final Domains DOMAINS = Domains.of(
            List.of("rack"),
            IntStream.range(0, 4)
                    .mapToObj(host -> new Domains.Place("g" + host, List.of("r" + host / 2)))
                    .toList());

    private static Job job(int line, int second, int duration, int gpus) {
        return new Job(Integer.toString(line), line, second * 1_000_000L, duration * 1_000_000L, gpus, 0);
    }

    /** Job 5 is to be explained. */
    private static List<String> explain(Job... jobs) {
        Window window = new Window(LocalDate.EPOCH, 1, 0, 0.5);
        Schedule schedule = Schedule.of(List.of(jobs), window, Unit.HOST, DOMAINS.hosts());
        Schedule unscaled = new Schedule(
                window,
                schedule.unit(),
                schedule.submissions().stream()
                        .map(job -> new Submission(
                                job.number(),
                                job.job(),
                                job.gang(),
                                job.units(),
                                job.job().submitted(),
                                true))
                        .toList(),
                1,
                schedule.length());
        Submission asked = unscaled.submissions().stream()
                .filter(job -> job.job().id().equals("5"))
                .findFirst()
                .orElseThrow();
        Explaining explaining = new Explaining(asked);
        Replay.run(DOMAINS, unscaled, new FirstFit(), () -> 0, explaining);
        return explaining.lines();
    }

    @Test
    void saysWhatAJobWaitsForAndWhenItStarts() {
        assertThat(explain(job(2, 0, 100, 1), job(3, 0, 50, 2), job(5, 10, 10, 3)))
                .containsExactly(
                        "at 10.000000 s job 5 waits:",
                        "  in the way, each on its own:",
                        "    GPUs: room for 1 of 3 workers; 2 GPUs too few are free",
                        "      held by job 3 (2 GPUs, until 50 s), job 2 (1 GPU, until 100 s)",
                        "  any of these admits it:",
                        "    have free: 1 GPU more on each of g[0-1]",
                        "    end job 3 (it ends at 50 s)",
                        "    take 1 instead of 3 workers",
                        "at 50.000000 s job 5 starts on 3 hosts in 2 racks, 40.000000 s after its submission");
    }

    @Test
    void asksAgainWhenTheJobHasBecomeTheFirstOfItsSize() {
        assertThat(explain(job(2, 0, 100, 4), job(3, 1, 50, 3), job(5, 2, 10, 3)))
                .contains(
                        "at 2.000000 s job 5 waits:",
                        "  and it comes after job 3 of the same size",
                        "at 100.000000 s job 5 waits:",
                        "at 150.000000 s job 5 starts on 3 hosts in 2 racks, 148.000000 s after its submission");
    }

    @Test
    void saysThatAJobCanNeverStart() {
        assertThat(explain(job(5, 0, 10, 5)))
                .contains("    GPUs: room for 4 of 5 workers, even if nobody held anything");
    }
}
