package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.state.Isolation;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.flow.Program;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A session whose guard objects to what the test names. */
class ScreeningTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final PortMap PORTS = ModelSwitch.ports(new TreeMap<>(Map.of("a", 4, "b", 5)), OptionalInt.of(99));

    private final ScriptedGuard guard = new ScriptedGuard();
    private final ModelSwitch model = new ModelSwitch();
    private final SwitchSession session = new SwitchSession(new SharedDifferences(), guard);
    private long now = 1;

    private final Fragment a = SamplePrograms.port("a", 50, 3);
    private final Fragment b = SamplePrograms.port("b", 60, 3);
    private final Fragment slice = SamplePrograms.slice(3, 1);

    private void step(SwitchInput input) {
        model.take(session.step(input, now));
        while (!model.answers.isEmpty()) {
            model.take(session.step(model.answers.poll(), now));
        }
    }

    private void pass(long nanos) {
        long end = now + nanos;
        while (session.wakeAt().isPresent() && session.wakeAt().getAsLong() <= end) {
            now = Math.max(now, session.wakeAt().getAsLong());
            step(new SwitchInput.Tick());
        }
        now = end;
    }

    private void join(Program program) {
        step(new SwitchInput.Ports(PORTS));
        step(new SwitchInput.Wanted(program));
        step(new SwitchInput.Connected(ModelSwitch.described(PORTS)));
    }

    private static Program program(long revision, Fragment... fragments) {
        return new Program("h1", revision, List.of(fragments));
    }

    /** The fragment's first flow as the switch is to hold it. */
    private static Flow flow(Fragment fragment) {
        return java.util.Objects.requireNonNull(fragment.flows().getFirst().resolve(PORTS));
    }

    private boolean holds(Fragment fragment) {
        return fragment.flows().stream().map(f -> f.resolve(PORTS)).allMatch(model.flows::containsValue);
    }

    private boolean holdsNoneOf(Fragment fragment) {
        return fragment.flows().stream().map(f -> f.resolve(PORTS)).noneMatch(model.flows::containsValue);
    }

    @Test
    void anUnsafeObjectIsLeftOutWholeAndMarkedAndTheRestGoesOut() {
        guard.unsafe.put(flow(a), 50L);
        join(program(1, a, b, slice));
        assertThat(holdsNoneOf(a)).isTrue();
        assertThat(holds(b)).isTrue();
        assertThat(holds(slice)).isTrue();
        assertThat(session.objectErrors()).isEqualTo(Map.of(50L, "leaks"));
        assertThat(session.realised()).isEqualTo(1);
    }

    @Test
    void whatBecomesUnsafeIsTakenAway() {
        join(program(1, a, b, slice));
        assertThat(holds(a)).isTrue();
        Fragment worse = SamplePrograms.port("a", 50, 9);
        guard.unsafe.put(flow(worse), 50L);
        step(new SwitchInput.Wanted(program(2, worse, b, slice)));
        assertThat(holdsNoneOf(a)).isTrue();
        assertThat(holdsNoneOf(worse)).isTrue();
        assertThat(holds(b)).isTrue();
        assertThat(session.objectErrors()).containsOnlyKeys(50L);
    }

    @Test
    void anObjectWhoseFlowsChangeIsTriedAgain() {
        guard.unsafe.put(flow(a), 50L);
        join(program(1, a, b));
        Fragment better = SamplePrograms.port("a", 50, 4);
        step(new SwitchInput.Wanted(program(2, better, b)));
        assertThat(holds(better)).isTrue();
        assertThat(session.objectErrors()).isEmpty();
    }

    @Test
    void anObjectIsTriedAgainWhenPortsChange() {
        guard.unsafe.put(flow(b), 60L);
        join(program(1, a, b));
        assertThat(holdsNoneOf(b)).isTrue();
        guard.unsafe.clear();
        PortMap more = ModelSwitch.ports(new TreeMap<>(Map.of("a", 4, "b", 5, "c", 6)), OptionalInt.of(99));
        step(new SwitchInput.Described(ModelSwitch.described(more)));
        step(new SwitchInput.Ports(more));
        assertThat(holds(b)).isTrue();
        assertThat(session.objectErrors()).isEmpty();
    }

    @Test
    void whereNoObjectIsToBlameNothingIsSentAndItIsSaid() {
        join(program(1, b));
        int sent = model.messages;
        guard.unsafe.put(flow(a), 0L);
        step(new SwitchInput.Wanted(program(2, a, b, slice)));
        pass(20 * SECOND);
        assertThat(model.messages).isEqualTo(sent);
        assertThat(holds(b)).isTrue();
        assertThat(session.realised()).isEqualTo(1);
        assertThat(session.problems())
                .singleElement()
                .asString()
                .startsWith("Unsafe: ")
                .contains("leaks");
        step(new SwitchInput.Wanted(program(3, b, slice)));
        assertThat(holds(slice)).isTrue();
        assertThat(session.problems()).isEmpty();
        assertThat(session.realised()).isEqualTo(3);
    }

    @Test
    void aBarredProgramIsLookedAtOnceAsLongAsNothingChanges() {
        join(program(1, b));
        guard.unsafe.put(flow(a), 0L);
        step(new SwitchInput.Wanted(program(2, a, b)));
        int looks = guard.looks;
        for (int i = 0; i < 50; i++) {
            step(new SwitchInput.Tick());
        }
        assertThat(guard.looks).isEqualTo(looks);
    }

    @Test
    void aFreshSwitchGetsNothingOfABarredProgram() {
        guard.unsafe.put(flow(a), 0L);
        join(program(1, a, b));
        pass(5 * SECOND);
        assertThat(model.flows).isEmpty();
        assertThat(session.clean()).isFalse();
        assertThat(model.reads).isLessThan(20);
    }

    @Test
    void theSwitchIsReadEveryMinuteThoughNobodyChangedIt() {
        join(program(1, a, b));
        pass(60 * SECOND);
        int reads = model.reads;
        int seen = guard.read.size();
        pass(600 * SECOND);
        assertThat(model.reads - reads).isBetween(9, 11);
        assertThat(guard.read.size() - seen).isBetween(9, 11);
        assertThat(session.clean()).isTrue();
    }

    @Test
    void whoWantsToKnowIsAnsweredByAReadingThatDelaysNoRepair() {
        join(program(1, a, b));
        pass(10 * SECOND);
        int reads = model.reads;
        for (int i = 0; i < 20; i++) {
            step(new SwitchInput.Audit());
        }
        assertThat(model.reads).isEqualTo(reads + 20);
        model.flows.clear();
        step(new SwitchInput.Edited());
        assertThat(holds(a)).isTrue();
    }

    @Test
    void anAuditLeavesTheSwitchRealised() {
        join(program(1, a, b));
        assertThat(session.step(new SwitchInput.Audit(), now)).hasAtLeastOneElementOfType(SwitchOutput.Read.class);
        assertThat(session.clean()).isTrue();
    }

    @Test
    void whatTheSwitchDoesNotTakeForSecondsIsNotProven() {
        join(program(1, a, b));
        guard.behind = true;
        step(new SwitchInput.Tick());
        now += 4 * SECOND;
        step(new SwitchInput.Tick());
        assertThat(session.isolation(now).verdict()).isEqualTo(Isolation.Verdict.PROVED);
        now += 2 * SECOND;
        step(new SwitchInput.Tick());
        assertThat(session.isolation(now).reason()).isEqualTo("Syncing");
        guard.behind = false;
        step(new SwitchInput.Tick());
        assertThat(session.isolation(now).verdict()).isEqualTo(Isolation.Verdict.PROVED);
    }
}
