package dev.heddle.placement.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Domains.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ClusterTest {
    private static final Domains TWO_RACKS = Domains.of(
            List.of("pod", "rack"),
            List.of(
                    new Place("c", List.of("p1", "r2")),
                    new Place("b", List.of("p1", "r1")),
                    new Place("a", List.of("p1", "r1"))));

    private static Cluster cluster() {
        Machine machine = new Machine(8_000, 100, 100, 8, List.of(10L, 10L), true);
        return new Cluster(TWO_RACKS, List.of(machine, machine, machine));
    }

    @Test
    void hostsAndDomainsAreNumberedByPath() {
        assertThat(TWO_RACKS.host(0)).isEqualTo("a");
        assertThat(TWO_RACKS.numberOf("c")).isEqualTo(2);
        assertThat(TWO_RACKS.domains(1)).isEqualTo(2);
        assertThat(TWO_RACKS.path(1, 1)).isEqualTo("p1/r2");
        assertThat(TWO_RACKS.size(1, 0)).isEqualTo(2);
        assertThat(TWO_RACKS.parent(1, 1)).isZero();
        assertThat(TWO_RACKS.domainOf(1, 2)).isEqualTo(1);
    }

    @Test
    void racksOfOneNameInTwoPodsAreTwo() {
        Domains domains = Domains.of(
                List.of("pod", "rack"),
                List.of(new Place("a", List.of("p1", "r1")), new Place("b", List.of("p2", "r1"))));
        assertThat(domains.domains(1)).isEqualTo(2);
    }

    @Test
    void takesAndGivesBackExactly() {
        Cluster cluster = cluster();
        Seat seat = new Seat(1, new Share(1_000, 10, 10, Gpus.of(0, 3), new TreeMap<>(Map.of(1, 4L))));
        cluster.take(seat);
        assertThat(cluster.freeGpus(1)).isEqualTo(Gpus.of(1, 2, 4, 5, 6, 7));
        assertThat(cluster.freeGpuCount(1)).isEqualTo(6);
        assertThat(cluster.freeCpu(1)).isEqualTo(7_000);
        assertThat(cluster.freeBandwidth(1, 1)).isEqualTo(6);
        assertThat(cluster.isEmpty(1)).isFalse();
        assertThatThrownBy(() -> cluster.take(seat)).isInstanceOf(IllegalStateException.class);
        cluster.give(seat);
        assertThat(cluster.isEmpty(1)).isTrue();
        assertThatThrownBy(() -> cluster.give(seat)).isInstanceOf(IllegalStateException.class);
        assertThat(cluster.isEmpty(1)).isTrue();
    }

    @Test
    void aCopyGoesItsOwnWay() {
        Cluster cluster = cluster();
        Seat first = new Seat(0, Share.ofGpus(Gpus.of(0)));
        Seat second = new Seat(0, new Share(1, 1, 1, Gpus.of(1), new TreeMap<>(Map.of(0, 1L))));
        cluster.take(first);
        Cluster copy = cluster.copy();
        copy.take(second);
        cluster.give(first);
        assertThat(copy.freeGpus(0)).isEqualTo(Gpus.parse("2-7"));
        assertThat(cluster.isEmpty(0)).isTrue();
    }

    @Test
    void opensHostsInACopy() {
        Machine closed = new Machine(1, 2, 3, 4, List.of(5L), false);
        Cluster cluster = new Cluster(TWO_RACKS, List.of(closed, closed, closed));
        Cluster opened = cluster.opened(Set.of(1));
        assertThat(opened.machine(1)).isEqualTo(new Machine(1, 2, 3, 4, List.of(5L), true));
        assertThat(opened.machine(0)).isEqualTo(closed);
        assertThat(cluster.machine(1)).isEqualTo(closed);
    }
}
