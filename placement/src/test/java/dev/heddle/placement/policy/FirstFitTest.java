package dev.heddle.placement.policy;

import static dev.heddle.placement.policy.Cases.gang;
import static dev.heddle.placement.policy.Cases.gangWithLast;
import static dev.heddle.placement.policy.Cases.placed;
import static dev.heddle.placement.policy.Cases.rack;
import static dev.heddle.placement.policy.Cases.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Gang.Wish;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FirstFitTest {
    private static final FirstFit FIRST = new FirstFit();

    @Test
    void theFirstHostsWhateverTheirRack() {
        Map<String, Integer> hosts = together(rack("p0/r0", 0, 8), rack("p0/r1", 4, 8, 8), rack("p1/r0", 8, 8, 8));
        assertThat(placed(FIRST, gang(3, 8), hosts)).containsExactly("p0/r0/1", "p0/r1/1", "p0/r1/2");
        assertThat(placed(FIRST, gangWithLast(2, 4), hosts)).containsExactly("p0/r0/1", "p0/r1/1", "p0/r1/0");
        assertThat(placed(FIRST, gang(7, 8), hosts)).isEmpty();
        assertThat(placed(FIRST, gang(7, 4), hosts)).hasSize(7);
    }

    @Test
    void takesEveryResourceAndTheUplinksOfTheRails() {
        Machine machine = new Machine(4_000, 100, 10, 4, List.of(10L, 10L), true);
        Machine closed = new Machine(4_000, 100, 10, 4, List.of(10L, 10L), false);
        Domains domains = Domains.of(
                List.of("rack"),
                List.of(new Place("a", List.of("r")), new Place("b", List.of("r")), new Place("c", List.of("r"))));
        Cluster cluster = new Cluster(domains, List.of(closed, machine, machine));
        Need need = new Need(1_500, 30, 1, 1, 6, true);
        Wish avoidNone = Wish.NONE;
        // Two by cpu; GPUs 0 and 1 share rail 0, which has 6 of 10 once: the second worker gets GPU 2.
        assertThat(FIRST.choose(gangOf(3, need, avoidNone), cluster, 0, 0))
                .isEqualTo(new Policy.Choice.Start(List.of(seat(1, 0, 0), seat(1, 2, 1), seat(2, 0, 0))));
        assertThat(FIRST.choose(gangOf(5, need, avoidNone), cluster, 0, 0)).isEqualTo(new Policy.Choice.NoRoom());
        Wish avoid = new Wish(Optional.empty(), Optional.empty(), Optional.empty(), Set.of(1));
        assertThat(FIRST.choose(gangOf(1, need, avoid), cluster, 0, 0))
                .isEqualTo(new Policy.Choice.Start(List.of(seat(2, 0, 0))));
        // On the default uplink one of 6 fits beside nothing else of 6.
        Need plain = new Need(0, 0, 0, 0, 6, false);
        assertThat(FIRST.choose(gangOf(3, plain, avoidNone), cluster, 0, 0)).isEqualTo(new Policy.Choice.NoRoom());
        assertThat(FIRST.choose(gangOf(2, plain, avoidNone), cluster, 0, 0)).isInstanceOf(Policy.Choice.Start.class);
    }

    private static Gang gangOf(int workers, Need need, Wish wish) {
        return new Gang("g", List.of(new Workers(workers, need)), false, wish, Gang.Pattern.RING);
    }

    private static Seat seat(int host, int gpu, int uplink) {
        return new Seat(host, new Share(1_500, 30, 1, Gpus.of(gpu), new TreeMap<>(Map.of(uplink, 6L))));
    }
}
