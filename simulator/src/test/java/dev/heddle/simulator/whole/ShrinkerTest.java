package dev.heddle.simulator.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final Schedule WHOLE = Chooser.schedule(3);

    /** Of a schedule that fails for one act and what another declares, these are left. */
    @Test
    void leavesWhatIsNeeded() {
        Act needed = new Act.Unplug(1, 1, 1);
        Declared slice = new Declared.Slice(1, 2);
        Schedule failing = WHOLE.with(java.util.stream.Stream.concat(
                        WHOLE.acts().stream(),
                        java.util.stream.Stream.of(
                                new Schedule.Timed(Duration.ofHours(1), needed),
                                new Schedule.Timed(
                                        Duration.ofHours(1), new Act.Apply(List.of(new Declared.Tenant(1), slice)))))
                .toList());
        Schedule shrunken = Shrinker.shrink(failing, s -> has(s, needed) && declares(s, slice), 10_000);
        assertThat(shrunken.acts().stream().map(Schedule.Timed::act)).hasSize(2).contains(needed);
        assertThat(shrunken.toString()).contains("Apply[t1/s2]");
    }

    @Test
    void asksNoMoreOftenThanItMay() {
        int[] asked = {0};
        Schedule shrunken = Shrinker.shrink(WHOLE, s -> asked[0]++ == 0, 3);
        assertThat(asked[0]).isEqualTo(3);
        assertThat(shrunken.acts().size()).isLessThan(WHOLE.acts().size());
    }

    private static boolean has(Schedule schedule, Act act) {
        return schedule.acts().stream().anyMatch(t -> t.act().equals(act));
    }

    private static boolean declares(Schedule schedule, Declared object) {
        return schedule.acts().stream()
                .anyMatch(t -> t.act() instanceof Act.Apply(List<Declared> objects) && objects.contains(object));
    }
}
