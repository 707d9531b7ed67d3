package dev.heddle.simulator.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole controller holds its invariants under every seed. */
class SimulationTest {
    private static final int LEAST_STEPS = 200;

    @Test
    void threeHundredSeeds() {
        run(0, 300);
    }

    @Test
    @Tag("soak")
    void twentyThousandSeeds() {
        run(1000, 20_000);
    }

    /**
     * Others' hands between the controller's reading and its repair, on a host that is not declared, or in the place of a flow
     * that the controller withdraws: none of it is the controller's program in pieces.
     */
    @ParameterizedTest
    @ValueSource(longs = {3401, 11205, 11410, 13214})
    void whatOthersBreakIsNotTheControllers(long seed) {
        runWithoutForeignRows(seed);
    }

    /** A port that the database of its new host tells, and its switch does not yet, while another moves. */
    @Test
    void aMoveGoesOnOnceTheNewHostHasThePort() {
        runWithoutForeignRows(16949);
    }

    /** An interface that is plugged while vswitchd starts comes a moment after everything else is right. */
    @Test
    void allIsRightOnceNoInterfaceIsStillToCome() {
        runWithoutForeignRows(5429);
    }

    /** A host that is declared again, whose switch still holds a number that is another slice's by now. */
    @Test
    void whatAHostHeldBeforeItWasDeclaredAgainReachesNobody() {
        runWithoutForeignRows(6485);
    }

    /** Answers come twice, while a database tells changes of maps. */
    @Test
    void aChangeIsToldOnce() {
        runWithout(12144, Set.of(Act.LoseTunnelNumber.class));
    }

    /** The controller hears of a lost number only after all else is right. */
    @Test
    void allIsRightOnceNoNumberIsLost() {
        run(900, 1);
    }

    /** The controller hears of a lost number, and takes the tunnel's flows away, long after it was lost. */
    @Test
    void aHostWithALostNumberIsInTroubleUntilItIsBack() {
        run(17358, 1);
    }

    @Test
    void oneScheduleHappensInOneWay() {
        Schedule schedule = Chooser.schedule(7);
        assertThat(Simulation.run(schedule)).isEqualTo(Simulation.run(schedule));
    }

    private static void run(long first, long count) {
        long least = LongStream.range(first, first + count)
                .map(SimulationTest::run)
                .min()
                .orElseThrow();
        assertThat(least).isGreaterThanOrEqualTo(LEAST_STEPS);
    }

    /** What the seed was found by happened before others wrote into the databases. */
    private static void runWithoutForeignRows(long seed) {
        runWithout(seed, Set.of(Act.ForeignRow.class, Act.LoseTunnelNumber.class));
    }

    private static void runWithout(long seed, Set<Class<? extends Act>> kinds) {
        Schedule schedule = Chooser.schedule(seed);
        run(schedule.with(schedule.acts().stream()
                .filter(timed -> !kinds.contains(timed.act().getClass()))
                .toList()));
    }

    private static long run(long seed) {
        return run(Chooser.schedule(seed));
    }

    private static long run(Schedule schedule) {
        Outcome outcome = Simulation.run(schedule);
        if (outcome.failure().isPresent()) {
            throw new AssertionError(Main.report(schedule, outcome.failure().get()));
        }
        return outcome.steps();
    }
}
