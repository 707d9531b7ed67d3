package dev.heddle.placement.replay;

import static dev.heddle.placement.replay.Cases.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.policy.FirstFit;
import dev.heddle.placement.policy.Policy;
import dev.heddle.placement.replay.input.Job;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small replays against figures computed by hand. */
class ReplayTest {
    private static final Domains TWO_RACKS = Cases.racks(2, 2);
    private static final List<Job> JOBS = List.of(
            job(2, 0, 100, 3),
            job(3, 10, 50, 2),
            job(4, 20, 30, 1),
            job(5, 30, 10, 2),
            job(6, 40, 5, 1),
            job(7, 45, 9, 5));

    private static String csv(Result result) throws IOException {
        StringBuilder out = new StringBuilder();
        PlacementsCsv.write(result, out);
        return out.toString();
    }

    @Test
    void whatDoesNotFitIsSkippedAndEqualSizesKeepTheirOrder() throws IOException {
        assertThat(csv(Cases.day(TWO_RACKS, Unit.HOST, new FirstFit(), JOBS))).isEqualTo("""
                job,submit,start,end,worker,host,gpus
                2,0.000000,0.000000,100.000000,0,a0,
                2,0.000000,0.000000,100.000000,1,a1,
                2,0.000000,0.000000,100.000000,2,b0,
                3,10.000000,100.000000,150.000000,0,a0,
                3,10.000000,100.000000,150.000000,1,a1,
                4,20.000000,20.000000,50.000000,0,b1,
                5,30.000000,100.000000,110.000000,0,b0,
                5,30.000000,100.000000,110.000000,1,b1,
                6,40.000000,50.000000,55.000000,0,b1,
                7,45.000000,,,,,
                """);
    }

    @Test
    void summaryOfTheSame() {
        Summary summary = Summary.of(Cases.day(TWO_RACKS, Unit.HOST, new FirstFit(), JOBS));
        assertThat(summary.jobs()).isEqualTo(6);
        assertThat(summary.neverStarted()).isEqualTo(1);
        assertThat(summary.gangs()).isEqualTo(3);
        // Racks 2, 1, 1; fewest 2, 1, 1.
        assertThat(summary.racksOverBound()).isEqualTo(1);
        assertThat(summary.oneRackShare()).isEqualTo(2 / 3.0);
        // Delays 0, 90, 0, 70, 10.
        assertThat(summary.queueingDelay()).isEqualTo(new Summary.Delay(34, 90, 160 / 3.0));
        // 100, 140, 30, 80, 15.
        assertThat(summary.jct()).isEqualTo(new Summary.Jct(73, 140));
        // Busy host seconds 300 + 100 + 30 + 20 + 5, of 4 hosts over a day of the replay.
        assertThat(summary.utilisation()).isCloseTo(455 / (4 * 86_400.0), within(1e-9));
        // The mean gang has 2 workers: b1 alone is of no use from 0 to 20 and from 55 to 100, while the other three are
        // busy.
        assertThat(summary.fragmentation()).isCloseTo(65 / (4 * 86_400.0 - 455), within(1e-9));
    }

    @Test
    void gpusAreSharedAndTheLastWorkerTakesTheRest() throws IOException {
        List<Job> jobs = List.of(job(2, 0, 100, 3), job(3, 1, 100, 12), job(4, 2, 50, 4), job(5, 3, 50, 2));
        assertThat(csv(Cases.day(Cases.racks(1, 1), Unit.GPU, new FirstFit(), jobs)))
                .isEqualTo("""
                job,submit,start,end,worker,host,gpus
                2,0.000000,0.000000,100.000000,0,a0,0-2
                3,1.000000,1.000000,101.000000,0,b0,0-7
                3,1.000000,1.000000,101.000000,1,a0,3-6
                4,2.000000,100.000000,150.000000,0,a0,"0-2,7"
                5,3.000000,101.000000,151.000000,0,a0,3-4
                """);
    }

    @Test
    void atOneInstantEndsComeBeforeSubmissionsAndBothBeforeThePass() {
        // 2 ends when 4 and 5 are submitted; 3 has waited for it, and is asked first.
        List<Job> jobs = List.of(job(2, 0, 60, 2), job(3, 5, 10, 2), job(4, 60, 10, 1), job(5, 60, 10, 1));
        Result result = Cases.day(Cases.racks(3), Unit.HOST, new FirstFit(), jobs);
        assertThat(result.runs()).extracting(run -> run.start() / Cases.SECOND).containsExactly(0L, 60L, 60L, 70L);
    }

    @Test
    void jobsOfNoDurationComeAndGo() {
        List<Job> jobs = List.of(job(2, 0, 60, 1), job(3, 0, 0, 1), job(4, 0, 0, 1));
        Result result = Cases.day(Cases.racks(2), Unit.HOST, new FirstFit(), jobs);
        assertThat(result.runs()).extracting(Run::start).containsExactly(0L, 0L, 0L);
    }

    /** Waits until a time after each submission. */
    private record Patient(double seconds) implements Policy {
        @Override
        public String name() {
            return "patient";
        }

        @Override
        public Choice choose(Gang gang, Cluster cluster, double submitted, double now) {
            Choice choice = new FirstFit().choose(gang, cluster, submitted, now);
            boolean early = gang.size() > 1 && now < submitted + seconds;
            return early && choice instanceof Choice.Start ? new Choice.Wait(submitted + seconds) : choice;
        }
    }

    @Test
    void aGangThatWaitsIsAskedAgainAndNotOvertakenByItsEquals() {
        List<Job> jobs = List.of(job(2, 0, 60, 2), job(3, 1, 60, 1), job(4, 2, 60, 2));
        Result result = Cases.day(Cases.racks(8), Unit.HOST, new Patient(10.1), jobs);
        assertThat(result.runs()).extracting(Run::start).containsExactly(10_100_000L, 1_000_000L, 12_100_000L);
    }

    @Test
    void equalTimesKeepTheOrderOfTheLogAndOthersAreSorted() {
        List<Job> jobs = List.of(job(2, 50, 10, 1), job(3, 0, 10, 1), job(4, 50, 20, 1), job(5, 0, 20, 1));
        Result result = Cases.day(Cases.racks(1), Unit.HOST, new FirstFit(), jobs);
        assertThat(result.runs())
                .extracting(run -> run.submission().job().line())
                .containsExactly(3, 5, 2, 4);
        assertThat(result.runs()).extracting(run -> run.start() / Cases.SECOND).containsExactly(0L, 10L, 50L, 60L);
    }

    @Test
    void aPolicyThatBreaksItsContractIsTold() {
        assertThatThrownBy(() -> day(new Policy.Choice.NoRoom())).hasMessageContaining("though every host is free");
        assertThatThrownBy(() -> day(new Policy.Choice.Wait(0))).hasMessageContaining("which has passed");
        assertThatThrownBy(() -> day(new Policy.Choice.Start(List.of()))).hasMessageContaining("wrongly");
        assertThatThrownBy(() -> day(new Policy.Choice.Start(List.of(seat(0), seat(0)))))
                .hasMessageContaining("wrongly");
        assertThatThrownBy(() -> day(new Policy.Choice.Start(List.of(seat(0), new Seat(1, Share.ofGpus(Gpus.NONE))))))
                .hasMessageContaining("wrongly");
        assertThat(day(new Policy.Choice.Start(List.of(seat(0), seat(1))))
                        .runs()
                        .getFirst()
                        .started())
                .isTrue();
    }

    private static Seat seat(int host) {
        return new Seat(host, Share.ofGpus(Gpus.first(1)));
    }

    private static Result day(Policy.Choice choice) {
        Policy stubborn = new Policy() {
            @Override
            public String name() {
                return "stubborn";
            }

            @Override
            public Choice choose(Gang gang, Cluster cluster, double submitted, double now) {
                return choice;
            }
        };
        return Cases.day(Cases.racks(4), Unit.HOST, stubborn, List.of(job(2, 0, 10, 2)));
    }
}
