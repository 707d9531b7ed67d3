package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Drop counters are read when they may have changed, and soon enough; otherwise their sum alone. */
class SwitchSessionDropsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Counts are at most so old. */
    private static final long AGE = 5 * SECOND;

    /** Reasons that the sample flows count, as code and text. */
    private static final Map<Integer, String> REASONS = new TreeMap<>(Map.of(1, "mac", 5, "nd"));

    private final ModelSwitch model = new ModelSwitch();
    private final SwitchSession session = new SwitchSession(new SharedDifferences(), new ScriptedGuard());
    private final PortMap ports = ModelSwitch.ports(Map.of("a", 4, "b", 5), OptionalInt.of(99));
    private long now = 1;
    private long revision;

    private void step(SwitchInput input) {
        model.take(session.step(input, now));
    }

    private void answer() {
        while (!model.answers.isEmpty()) {
            step(model.answers.poll());
        }
    }

    private void pass(long nanos) {
        long end = now + nanos;
        answer();
        while (session.wakeAt().orElseThrow() <= end) {
            now = Math.max(now, session.wakeAt().orElseThrow());
            step(new SwitchInput.Tick());
            answer();
        }
        now = end;
    }

    private static Flow drop(String port, int reason, int owner) {
        Match match = Match.builder()
                .inPort(new PortRef.Iface(port))
                .eq(Field.REG0, reason)
                .build();
        return new Flow(ModelSwitch.DROP_TABLE, 100, match, SamplePrograms.cookie(owner), List.of());
    }

    /** The port's drop flows, of an owner each. */
    private static Fragment drops(String port, int owner) {
        return new Fragment(
                "drops/" + port,
                REASONS.keySet().stream().map(r -> drop(port, r, owner)).toList(),
                List.of());
    }

    private Flow held(String port, int reason) {
        Flow numbered = drop(port, reason, 0).resolve(ports);
        return model.flows.get(numbered.key());
    }

    private void want(Fragment... fragments) {
        step(new SwitchInput.Wanted(new Program("h1", ++revision, List.of(fragments))));
        answer();
    }

    private void connect() {
        step(new SwitchInput.Connected(ModelSwitch.described(ports)));
        answer();
    }

    private long counted(String port, String reason) {
        return session.drops().getOrDefault(port, Map.of()).getOrDefault(reason, 0L);
    }

    @BeforeEach
    void joinAndRead() {
        step(new SwitchInput.Ports(ports));
        want(drops("a", 1), drops("b", 1));
        connect();
        pass(AGE);
        assertThat(model.dropReads).isEqualTo(1);
    }

    /** How often the counters were read meanwhile. */
    private int readsWithin(long nanos) {
        int before = model.dropReads;
        pass(nanos);
        return model.dropReads - before;
    }

    @Test
    void inQuietTimesTheSumAloneIsReadEveryPeriod() {
        int sums = model.dropSums;
        assertThat(readsWithin(10 * AGE)).isZero();
        assertThat(model.dropSums - sums).isBetween(10, 13);
    }

    @Test
    void aDropAfterQuietPeriodsIsCountedOnce() {
        pass(3 * AGE);
        model.drop(held("b", 5), 2);
        assertThat(readsWithin(AGE)).isEqualTo(1);
        assertThat(session.drops())
                .isEqualTo(Map.of("a", Map.of("mac", 0L, "nd", 0L), "b", Map.of("mac", 0L, "nd", 2L)));
        assertThat(readsWithin(3 * AGE)).isZero();
    }

    @Test
    void aProgramThatLeavesTheDropFlowsAloneCostsNoReading() {
        want(drops("a", 1), drops("b", 1), SamplePrograms.slice(3, 1, 2));
        assertThat(session.clean()).isTrue();
        want(drops("a", 1), drops("b", 1), SamplePrograms.slice(3, 1, 2));
        assertThat(readsWithin(2 * AGE)).isZero();
    }

    @Test
    void aDropFlowThatIsPutAnewIsReadThoughTheSumIsAsBefore() {
        model.drop(held("a", 1), 7);
        pass(AGE);
        want(drops("a", 2), drops("b", 1));
        model.drop(held("b", 1), 7);
        assertThat(readsWithin(AGE)).isEqualTo(1);
        assertThat(counted("a", "mac")).isEqualTo(7);
        assertThat(counted("b", "mac")).isEqualTo(7);
    }

    @Test
    void aDropFlowThatIsPutBackIsReadThoughTheSumIsAsBefore() {
        model.drop(held("a", 1), 7);
        pass(AGE);
        model.delete(held("a", 1));
        step(new SwitchInput.Edited());
        answer();
        model.drop(held("b", 1), 7);
        assertThat(readsWithin(AGE)).isEqualTo(1);
        assertThat(counted("a", "mac")).isEqualTo(7);
        assertThat(counted("b", "mac")).isEqualTo(7);
    }

    @Test
    void afterAnEditByOthersTheCountersAreReadOnce() {
        step(new SwitchInput.Edited());
        answer();
        assertThat(readsWithin(3 * AGE)).isEqualTo(1);
    }

    @Test
    void afterAReconnectTheCountersAreReadOnce() {
        step(new SwitchInput.Disconnected());
        connect();
        assertThat(readsWithin(3 * AGE)).isEqualTo(1);
    }

    @Test
    void aPortThatIsUnpluggedIsForgottenWithinThePeriodThoughItHasNoFlow() {
        want(drops("a", 1));
        pass(AGE);
        assertThat(session.drops()).containsOnlyKeys("a", "b");
        PortMap left = ModelSwitch.ports(Map.of("a", 4), OptionalInt.of(99));
        step(new SwitchInput.Ports(left));
        answer();
        pass(AGE);
        assertThat(session.drops()).containsOnlyKeys("a");
    }

    @Test
    void aSumThatDoubtOvertookIsNotBelieved() {
        while (session.wakeAt().orElseThrow() <= now + AGE && model.answers.isEmpty()) {
            now = session.wakeAt().orElseThrow();
            step(new SwitchInput.Tick());
        }
        SwitchInput sum = model.answers.remove();
        assertThat(sum).isInstanceOf(SwitchInput.DropSum.class);
        step(new SwitchInput.Wanted(new Program("h1", ++revision, List.of(drops("a", 2), drops("b", 1)))));
        step(model.answers.remove());
        assertThat(session.clean()).isTrue();
        assertThat(session.step(sum, now)).containsExactly(new SwitchOutput.ReadDrops());
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** Between two readings either a flow begins anew or it drops packets: whoever does both loses what came between. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverHappensAllIsCountedAtTheEndOfEachPeriod(long seed) {
        Random random = new Random(seed);
        Map<String, Long> truth = new TreeMap<>();
        Map<String, Integer> owners = new HashMap<>(Map.of("a", 1, "b", 1));
        for (int i = 0; i < 60; i++) {
            List<String> still = new ArrayList<>(List.of("a", "b"));
            if (random.nextInt(3) == 0) {
                String anew = still.remove(random.nextInt(2));
                if (random.nextBoolean()) {
                    owners.merge(anew, 1, Integer::sum);
                    want(drops("a", owners.get("a")), drops("b", owners.get("b")));
                } else {
                    REASONS.keySet().forEach(r -> model.delete(held(anew, r)));
                    step(new SwitchInput.Edited());
                }
                pass(random.nextInt(3) * SECOND / 4);
            }
            for (String port : still) {
                REASONS.forEach((code, text) -> {
                    if (random.nextInt(3) == 0) {
                        int packets = 1 + random.nextInt(2);
                        model.drop(held(port, code), packets);
                        truth.merge(port + " " + text, (long) packets, Long::sum);
                    }
                });
            }
            pass(AGE);
            Map<String, Long> found = new TreeMap<>();
            session.drops().forEach((port, counts) -> counts.forEach((r, n) -> found.put(port + " " + r, n)));
            found.values().removeIf(n -> n == 0);
            assertThat(found).as("seed %d, period %d", seed, i).isEqualTo(truth);
        }
        assertThat(model.dropSums).isPositive();
    }
}
