package dev.heddle.placement.policy;

import static dev.heddle.placement.policy.Cases.rack;
import static dev.heddle.placement.policy.Cases.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import dev.heddle.placement.policy.Policy.Choice;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two racks of two hosts: a0 and a1, b0 and b1. */
class HeddlePolicyTest {
    private static final double NOW = 1_000_000;
    private final Cluster cluster = Cases.cluster(together(rack("p/a", 8, 8), rack("p/b", 8, 8)));
    private int named;

    private Gang gang(int workers) {
        return Gang.ofGpus("g" + named++, List.of(new Workers(workers, Need.ofGpus(8))));
    }

    /** A policy that has seen gangs end after 50 s in the mean, at any age. */
    private HeddlePolicy experienced(double patience) {
        HeddlePolicy policy = new HeddlePolicy(patience);
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            Gang gang = gang(1);
            policy.started(gang, List.of(), 0);
            policy.ended(gang, List.of(), -50 * Math.log(1 - random.nextDouble()));
        }
        return policy;
    }

    private Gang runs(HeddlePolicy policy, double since, String host) {
        Gang gang = gang(1);
        List<Seat> seats = List.of(seat(host));
        seats.forEach(cluster::take);
        policy.started(gang, seats, since);
        return gang;
    }

    private void ends(HeddlePolicy policy, Gang gang, double now, String host) {
        cluster.give(seat(host));
        policy.ended(gang, List.of(seat(host)), now);
    }

    private Seat seat(String host) {
        return new Seat(cluster.domains().numberOf(host), Share.ofGpus(Gpus.first(8)));
    }

    private List<String> hosts(Choice choice) {
        assertThat(choice).isInstanceOf(Choice.Start.class);
        return ((Choice.Start) choice)
                .seats().stream()
                        .map(seat -> cluster.domains().host(seat.host()))
                        .toList();
    }

    @Test
    void waitsWhereARackIsLikelySoonAndIsKeptTheRackWhenItComes() {
        HeddlePolicy policy = experienced(600);
        Gang onA = runs(policy, NOW, "p/a/0");
        runs(policy, NOW, "p/b/0");
        Gang gang = gang(2);
        assertThat(policy.choose(gang, cluster, NOW, NOW)).isEqualTo(new Choice.Wait(NOW + 60));
        ends(policy, onA, NOW + 5, "p/a/0");
        Gang earlier = gang(1);
        assertThat(hosts(policy.choose(earlier, cluster, NOW - 1, NOW + 5))).containsExactly("p/b/1");
        runs(policy, NOW + 5, "p/b/1");
        assertThat(policy.choose(gang(1), cluster, NOW - 1, NOW + 5)).isInstanceOf(Choice.NoRoom.class);
        assertThat(hosts(policy.choose(gang, cluster, NOW, NOW + 5))).containsExactly("p/a/0", "p/a/1");
    }

    @Test
    void nothingIsKeptForOneThatCouldNotStart() {
        HeddlePolicy policy = experienced(600);
        runs(policy, NOW, "p/b/0");
        runs(policy, NOW, "p/b/1");
        runs(policy, NOW, "p/a/1");
        Gang onA = runs(policy, NOW, "p/a/0");
        assertThat(policy.choose(gang(2), cluster, NOW, NOW)).isInstanceOf(Choice.NoRoom.class);
        ends(policy, onA, NOW + 5, "p/a/0");
        assertThat(hosts(policy.choose(gang(1), cluster, NOW - 1, NOW + 5))).containsExactly("p/a/0");
    }

    @Test
    void whatIsKeptIsGivenOutAgainWhenTheOneThatHopedForItHasStarted() {
        HeddlePolicy policy = experienced(600);
        Gang onA = runs(policy, NOW, "p/a/0");
        runs(policy, NOW, "p/b/0");
        Gang gang = gang(2);
        assertThat(policy.choose(gang, cluster, NOW, NOW)).isInstanceOf(Choice.Wait.class);
        ends(policy, onA, NOW + 5, "p/a/0");
        assertThat(hosts(policy.choose(gang(1), cluster, NOW - 1, NOW + 5))).containsExactly("p/b/1");
        runs(policy, NOW + 5, "p/b/1");
        policy.started(gang, List.of(), NOW + 5);
        assertThat(hosts(policy.choose(gang(2), cluster, NOW, NOW + 5))).containsExactly("p/a/0", "p/a/1");
    }

    @Test
    void doesNotWaitForWhatHasRunForLong() {
        HeddlePolicy policy = experienced(600);
        runs(policy, NOW - 100_000, "p/a/0");
        runs(policy, NOW - 100_000, "p/b/0");
        assertThat(hosts(policy.choose(gang(2), cluster, NOW, NOW))).containsExactlyInAnyOrder("p/a/1", "p/b/1");
    }

    @Test
    void waitsNoLongerThanItsPatienceHoweverOftenItIsAsked() {
        HeddlePolicy policy = experienced(100);
        runs(policy, NOW, "p/a/0");
        runs(policy, NOW, "p/b/0");
        Gang gang = gang(2);
        assertThat(policy.choose(gang, cluster, NOW, NOW)).isEqualTo(new Choice.Wait(NOW + 60));
        assertThat(policy.choose(gang, cluster, NOW, NOW + 30)).isEqualTo(new Choice.Wait(NOW + 90));
        assertThat(policy.choose(gang, cluster, NOW, NOW + 90)).isEqualTo(new Choice.Wait(NOW + 100));
        assertThat(hosts(policy.choose(gang, cluster, NOW, NOW + 100))).containsExactlyInAnyOrder("p/a/1", "p/b/1");
    }

    @Test
    void withoutPatienceAllStartAtOnce() {
        HeddlePolicy policy = experienced(0);
        runs(policy, NOW, "p/a/0");
        runs(policy, NOW, "p/b/0");
        assertThat(hosts(policy.choose(gang(2), cluster, NOW, NOW))).containsExactlyInAnyOrder("p/a/1", "p/b/1");
    }

    @Test
    void doesNotWaitForFewerRacksThanCouldHoldIt() {
        HeddlePolicy policy = experienced(600);
        runs(policy, NOW, "p/a/0");
        assertThat(hosts(policy.choose(gang(3), cluster, NOW, NOW))).hasSize(3);
    }
}
