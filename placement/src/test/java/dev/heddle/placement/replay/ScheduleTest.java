package dev.heddle.placement.replay;

import static dev.heddle.placement.replay.Cases.DAY;
import static dev.heddle.placement.replay.Cases.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.placement.policy.FirstFit;
import dev.heddle.placement.replay.input.Job;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final double HOUR = 3_600;
    private static final double A_DAY = 24 * HOUR;

    @Test
    void submitTimesAreScaledToTheLoadAndDurationsAreNot() {
        // 10 hosts for a day: 240 host hours; the jobs of the day ask for 12 * 10 + 12 = 132, at load 0.5 that is 1.1
        // days.
        List<Job> jobs = List.of(job(2, 6 * HOUR, 10 * HOUR, 12), job(3, 12 * HOUR, 12 * HOUR, 1));
        Schedule schedule = Schedule.of(jobs, new Window(DAY, 1, 0, 0.5), Unit.HOST, 10);
        assertThat(schedule.scale()).isCloseTo(1.1, within(1e-12));
        assertThat(schedule.length()).isEqualTo(Math.round(1.1 * A_DAY * 1e6));
        assertThat(schedule.submissions())
                .extracting(Submission::time)
                .containsExactly(23_760_000_000L, 47_520_000_000L);
        assertThat(schedule.submissions())
                .extracting(s -> s.job().duration())
                .containsExactly(36_000_000_000L, 43_200_000_000L);
    }

    @Test
    void aGpuIsTheUnitOfLoadWhereItIsTheUnit() {
        // 2 hosts of 8 GPUs for a day: 384 GPU hours; 8 * 24.
        List<Job> jobs = List.of(job(2, 0, 24 * HOUR, 8));
        assertThat(Schedule.of(jobs, new Window(DAY, 1, 0, 1), Unit.GPU, 2).scale())
                .isCloseTo(0.5, within(1e-12));
    }

    @Test
    void theWindowIncludesItsStartAndNotItsEnd() {
        List<Job> jobs = List.of(
                job(2, -A_DAY - 1, 60, 1),
                job(3, -A_DAY, 60, 1),
                job(4, -1, 60, 1),
                job(5, 0, 60, 1),
                job(6, 2 * A_DAY - 1, 60, 1),
                job(7, 2 * A_DAY, 60, 1));
        Schedule schedule = Schedule.of(jobs, new Window(DAY, 2, 1, 0.5), Unit.HOST, 1);
        assertThat(schedule.submissions()).extracting(s -> s.job().line()).containsExactly(3, 4, 5, 6);
        assertThat(schedule.submissions()).extracting(Submission::counts).containsExactly(false, false, true, true);
        // 2 * 60 of 2 days at half load.
        assertThat(schedule.scale()).isCloseTo(120 / A_DAY, within(1e-12));
    }

    @Test
    void aSlurmJobWithoutGpusHoldsWholeHosts() {
        Job job = new Job("7", 2, DAY.toEpochDay() * Window.DAY, 60_000_000, 0, 3);
        assertThat(Unit.HOST.units(job)).isEqualTo(3);
        assertThat(Unit.GPU.units(job)).isEqualTo(24);
        assertThat(Unit.GPU.gang(job).size()).isEqualTo(3);
    }

    @Test
    void whatCannotBePlayedIsToldWithTheReason() {
        List<Job> jobs = List.of(job(2, 0, 60, 1));
        assertThatThrownBy(() -> Schedule.of(jobs, new Window(DAY.plusDays(1), 1, 0, 0.5), Unit.HOST, 1))
                .hasMessage(
                        "no job was submitted in the 1 days from 2017-10-03 on: the log goes from 2017-10-02 to 2017-10-02");
        assertThatThrownBy(() -> Schedule.of(List.of(), new Window(DAY, 1, 0, 0.5), Unit.HOST, 1))
                .hasMessage("no job was submitted in the 1 days from 2017-10-02 on: the log is empty");
        assertThatThrownBy(() -> Schedule.of(jobs, new Window(DAY, 1, 0, 1e-300), Unit.HOST, 1))
                .hasMessage("at load 1.0E-300 the replay would take longer than can be counted");
    }

    @Test
    void aLogOfNoWorkIsPlayedAtOnce() {
        List<Job> jobs = List.of(job(2, 0, 0, 1), job(3, 50, 0, 2));
        Schedule schedule = Schedule.of(jobs, new Window(DAY, 1, 0, 0.5), Unit.HOST, 2);
        Result result = Replay.run(Cases.racks(2), schedule, new FirstFit(), () -> 0, view -> {});
        assertThat(result.runs()).extracting(Run::end).containsExactly(0L, 0L);
        assertThat(Summary.of(result).utilisation()).isZero();
        assertThat(Plots.of(result, "first-fit")).containsOnlyKeys("delay.svg", "racks.svg");
    }
}
