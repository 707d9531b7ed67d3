package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.Intent;
import dev.heddle.system.fixture.Intent.Port;
import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Station;
import dev.heddle.system.reach.Pings;
import dev.heddle.system.reach.RandomIntent;
import dev.heddle.system.reach.Reach;
import dev.heddle.system.reach.Reach.Probe;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What random manifests declare is what real pings measure, in both directions: all that shall, nothing else. */
@Tag("lab")
final class ReachabilityTest {
    private static final int HOSTS = 3;

    @Test
    void oneUplink() {
        measure(1, LongStream.of(1));
    }

    @Test
    void twoUplinks() {
        measure(2, LongStream.of(2, 3));
    }

    @Test
    @Tag("soak")
    void fiftyIntents() {
        measure(1, LongStream.rangeClosed(101, 125));
        measure(2, LongStream.rangeClosed(126, 150));
    }

    /** The seeds, or the one that {@code -Dheddle.seed} asks for. */
    private static void measure(int uplinks, LongStream seeds) {
        Long only = Long.getLong("heddle.seed");
        try (LabFixture lab = LabFixture.up(HOSTS, uplinks)) {
            (only == null ? seeds : LongStream.of(only)).forEach(seed -> measure(lab, uplinks, seed));
        }
    }

    private static void measure(LabFixture lab, int uplinks, long seed) {
        Random random = new Random(seed);
        Intent first = RandomIntent.of(random, HOSTS, uplinks);
        lab.apply(first.yaml());
        check(lab, first, "seed " + seed + ", first intent", random);

        Intent later = RandomIntent.later(random, first, HOSTS, uplinks);
        Set<String> kept = later.ports().stream().map(Port::id).collect(Collectors.toSet());
        String gone = first.portsYaml(port -> !kept.contains(port.id()));
        if (!gone.isEmpty()) {
            lab.delete(gone);
        }
        lab.apply(later.yaml());
        check(lab, later, "seed " + seed + ", changed intent", random);

        lab.delete(later.yaml());
    }

    private static void check(LabFixture lab, Intent intent, String what, Random random) {
        List<Probe> probes = Reach.probes(Station.of(lab, intent).values());
        List<String> differences = Pings.differences(probes, random);
        long owed = probes.stream().filter(probe -> !probe.heard().isEmpty()).count();
        System.out.printf(
                "%s: %d ports, %d probes, %d of them answered; %d differences%n",
                what, intent.ports().size(), probes.size(), owed, differences.size());
        assertThat(differences)
                .as("%s%n%s%n%s", what, intent.yaml(), lab.controllerLog())
                .isEmpty();
    }
}
