package dev.heddle.placement.gang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.placement.gang.Outcome.NoRoom;
import dev.heddle.placement.gang.Outcome.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On small cases, against an exact solver. */
class OptimumTest {
    private static final int CASES = 1_000;
    private static final Budget BUDGET = Budget.DEFAULT;

    /** Leaves much unproven. */
    private static final Budget TINY = new Budget(0.000_3);

    @Test
    void whatIsClaimedIsSo() {
        int placed = 0;
        int claimed = 0;
        List<Double> gaps = new ArrayList<>();
        for (long seed = 0; seed < CASES; seed++) {
            RandomCase random = RandomCase.of(seed);
            Placer placer = new Placer(random.cluster());
            Outcome greedy = placer.place(random.gang(), Budget.NONE);
            Outcome outcome = placer.place(random.gang(), BUDGET);
            try (Milp milp = new Milp(random.gang(), random.cluster())) {
                Optional<List<Long>> best = milp.best();
                String what = "seed " + seed + ": " + random.gang();
                check(random, greedy, outcome, best, what);
                check(random, greedy, placer.place(random.gang(), TINY), best, what);
            }
            if (outcome instanceof Placed some) {
                placed++;
                claimed += some.optimal() ? 1 : 0;
                if (!some.optimal()) {
                    gaps.add(some.gap());
                }
            }
        }
        gaps.sort(null);
        System.out.printf(
                "%d of %d placements proven optimal, median gap of the rest %s%n",
                claimed, placed, gaps.isEmpty() ? "none" : gaps.get(gaps.size() / 2));
        assertThat(placed).isGreaterThan(CASES / 2);
        assertThat(claimed).isGreaterThanOrEqualTo(placed * 9 / 10);
    }

    private static void check(
            RandomCase random, Outcome greedy, Outcome outcome, Optional<List<Long>> best, String what) {
        switch (outcome) {
            case Placed placed -> {
                Judge judge = new Judge(random.gang(), random.cluster());
                assertThat(judge.faults(placed.seats())).as(what).isEmpty();
                assertThat(placed.score().terms()).as(what).isEqualTo(judge.terms(placed.seats()));
                Score optimum = new Score(best.orElseThrow());
                assertThat(placed.bound()).as(what).isLessThanOrEqualTo(optimum);
                assertThat(optimum).as(what).isLessThanOrEqualTo(placed.score());
                if (placed.optimal()) {
                    assertThat(placed.score()).as(what).isEqualTo(optimum);
                }
                if (greedy instanceof Placed before) {
                    assertThat(placed.score()).as(what).isLessThanOrEqualTo(before.score());
                }
            }
            case NoRoom none -> {
                assertThat(greedy).as(what).isInstanceOf(NoRoom.class);
                if (none.proven()) {
                    assertThat(best).as(what).isEmpty();
                }
            }
        }
    }
}
