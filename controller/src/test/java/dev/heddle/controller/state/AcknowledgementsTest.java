package dev.heddle.controller.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.decide.Acknowledged;
import dev.heddle.model.testing.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
    private static final List<String> HOSTS = List.of("h0", "h1", "h2", "h3");

    private final Acknowledgements counted = new Acknowledgements();

    @Test
    void whoARevisionDoesNotConcernHoldsItAtOnce() {
        HOSTS.forEach(this::join);
        counted.concerned("h1", 7);
        counted.compiled(7);
        assertThat(counted.all().newest()).isEqualTo(7);
        assertThat(counted.all().behind()).containsOnly(Map.entry("h1", 1L));
        counted.realised("h1", 7);
        assertThat(counted.all().behind()).isEmpty();
        assertThat(counted.all().absent()).isEmpty();
    }

    @Test
    void whoHasAcknowledgedNothingHoldsNothing() {
        counted.declared("h1");
        counted.compiled(3);
        assertThat(counted.all().absent()).containsExactly("h1");
        counted.connected("h1");
        assertThat(counted.all().absent()).isEmpty();
        assertThat(counted.all().behind()).containsOnly(Map.entry("h1", 0L));
    }

    @Test
    void whoIsAwayIsAbsentUntilItAcknowledgesAgain() {
        join("h1");
        counted.away("h1");
        assertThat(counted.all().absent()).containsExactly("h1");
        counted.realised("h1", 1);
        assertThat(counted.all().absent()).isEmpty();
        assertThat(counted.all().behind()).isEmpty();
    }

    @Test
    void whoIsNotDeclaredDoesNotCount() {
        join("h1");
        counted.gone("h1");
        counted.realised("h1", 2);
        counted.concerned("h1", 2);
        assertThat(counted.all().behind()).isEmpty();
        assertThat(counted.all().absent()).isEmpty();
    }

    /** The oracle keeps every program that every host ever had, and which of them each host holds. */
    @Test
    void nobodyCountsAsHoldingWhatItDoesNotHold() {
        Property.named("acknowledged is held").cases(300).check(random -> {
            Acknowledgements acknowledgements = new Acknowledgements();
            Oracle oracle = new Oracle();
            HOSTS.forEach(acknowledgements::declared);
            for (int step = 0; step < 60; step++) {
                oracle.step(random, acknowledgements);
                oracle.check(acknowledgements.all());
            }
        });
    }

    private void join(String host) {
        counted.declared(host);
        counted.concerned(host, 1);
        counted.realised(host, 1);
    }

    private static final class Oracle {
        private final Map<String, List<Long>> changes = new HashMap<>();
        private final Map<String, Long> realised = new HashMap<>();
        private long revision;
        private long compiled;

        void step(RandomGenerator random, Acknowledgements told) {
            String host = HOSTS.get(random.nextInt(HOSTS.size()));
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    revision += 1 + random.nextInt(3);
                    for (String each : HOSTS) {
                        if (!changes.containsKey(each) || random.nextInt(3) == 0) {
                            changes.computeIfAbsent(each, h -> new ArrayList<>())
                                    .add(revision);
                            told.concerned(each, revision);
                        }
                    }
                    if (random.nextInt(4) > 0) {
                        compiled = revision;
                        told.compiled(compiled);
                    }
                }
                case 2 -> {
                    realised.remove(host);
                    told.away(host);
                }
                case 3 -> {
                    realised.putIfAbsent(host, 0L);
                    told.connected(host);
                }
                default -> {
                    List<Long> programs = changes.getOrDefault(host, List.of());
                    if (!programs.isEmpty()) {
                        long held = programs.get(random.nextInt(programs.size()));
                        realised.put(host, held);
                        told.realised(host, held);
                    }
                }
            }
        }

        void check(Acknowledged told) {
            assertThat(told.newest()).isEqualTo(compiled);
            for (String host : HOSTS) {
                assertThat(told.absent().contains(host)).isEqualTo(!realised.containsKey(host));
                long counts = told.absent().contains(host) ? 0 : told.behind().getOrDefault(host, told.newest());
                for (long r = 1; r <= compiled; r++) {
                    if (counts >= r) {
                        assertThat(program(host, realised.get(host)))
                                .as("%s, which counts as holding %d", host, r)
                                .isGreaterThanOrEqualTo(program(host, r));
                    }
                }
                if (realised.getOrDefault(host, 0L) > 0
                        && program(host, realised.get(host)) == program(host, revision)) {
                    assertThat(counts).as("%s, which is current", host).isGreaterThanOrEqualTo(compiled);
                }
            }
        }

        /** Which of the host's programs is that of the revision. */
        private long program(String host, long at) {
            return changes.getOrDefault(host, List.of()).stream()
                    .filter(r -> r <= at)
                    .count();
        }
    }
}
