package dev.heddle.placement.gang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.cluster.Tiers;
import dev.heddle.placement.gang.Outcome.NoRoom;
import dev.heddle.placement.gang.Outcome.Placed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacerTest {
    private static final Budget SMALL = new Budget(0.02);

    @Test
    void whatIsPlacedKeepsToAllThatWasAsked() {
        int placed = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            RandomCase random = RandomCase.of(seed);
            Outcome outcome = new Placer(random.cluster()).place(random.gang(), Budget.NONE);
            if (outcome instanceof Placed(var seats, var score, var bound)) {
                placed++;
                Judge judge = new Judge(random.gang(), random.cluster());
                assertThat(judge.faults(seats))
                        .as("seed %d: %s: %s", seed, random.gang(), seats)
                        .isEmpty();
                assertThat(score.terms()).as("seed %d", seed).isEqualTo(judge.terms(seats));
                assertThat(bound).isLessThanOrEqualTo(score);
            }
        }
        assertThat(placed).isGreaterThan(1_000);
    }

    @Test
    void theOrderOfTheInputDoesNotMatterNorTheRun() {
        for (long seed = 0; seed < 300; seed++) {
            RandomCase one = RandomCase.of(seed, new Random(1));
            RandomCase other = RandomCase.of(seed, new Random(2));
            Budget budget = seed % 3 == 0 ? SMALL : Budget.NONE;
            assertThat(new Placer(one.cluster()).place(one.gang(), budget).toString())
                    .isEqualTo(new Placer(other.cluster())
                            .place(other.gang(), budget)
                            .toString());
        }
    }

    /** One placer sees a cluster change; another is made for each gang. */
    @Test
    void whatIsKeptOfTheClusterIsAsIfLookedAtAnew() {
        Random random = new Random(1);
        Cluster cluster = large(400, random);
        Placer kept = new Placer(cluster);
        List<List<Seat>> running = new ArrayList<>();
        for (int round = 0; round < 300; round++) {
            Gang gang = wholeHosts(1 + random.nextInt(20), random.nextInt(8));
            Outcome outcome = kept.place(gang, Budget.NONE);
            assertThat(outcome).isEqualTo(new Placer(cluster.copy()).place(gang, Budget.NONE));
            if (outcome instanceof Placed placed) {
                placed.seats().forEach(cluster::take);
                running.add(placed.seats());
            }
            if (outcome instanceof NoRoom || random.nextInt(3) == 0) {
                running.remove(random.nextInt(running.size())).forEach(cluster::give);
            }
        }
    }

    @Test
    void largeOnesAreNeverWorseThanTheGreedyOnes() {
        int better = 0;
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            Cluster cluster = large(847, random);
            Gang gang = wholeHosts(2 + random.nextInt(60), random.nextInt(8));
            Placer placer = new Placer(cluster);
            if (placer.place(gang, Budget.NONE) instanceof Placed greedy) {
                Placed improved = (Placed) placer.place(gang, SMALL);
                assertThat(new Judge(gang, cluster).faults(improved.seats())).isEmpty();
                assertThat(improved.score()).isLessThanOrEqualTo(greedy.score());
                assertThat(improved.bound()).isLessThanOrEqualTo(improved.score());
                assertThat(greedy.bound()).isLessThanOrEqualTo(improved.bound());
                better += improved.score().compareTo(greedy.score()) < 0 ? 1 : 0;
            }
        }
        assertThat(better).isPositive();
    }

    /** Two pods of two racks of two hosts; a gang of two, apart by racks, may cross either pod's uplinks. */
    @Test
    void ofEqualPlacementsTheOneThatLeavesTiersMostIsTaken() {
        Domains domains = Domains.of(List.of("pod", "rack"), places(2, 2, 2));
        Machine machine = new Machine(0, 0, 0, 8, List.of(100L), true);
        Cluster cluster = new Cluster(
                domains,
                List.of(machine, machine, machine, machine, machine, machine, machine, machine),
                Tiers.of(Map.of(1, List.of(100L, 100L, 200L, 200L))));
        Gang gang = new Gang(
                "g",
                List.of(new Workers(2, new Need(0, 0, 0, 8, 50, false))),
                true,
                new Gang.Wish(Optional.empty(), Optional.empty(), Optional.of("rack"), Set.of()),
                Gang.Pattern.RING);
        Placed placed = (Placed) new Placer(cluster).place(gang, SMALL);
        assertThat(placed.score().terms()).containsExactly(2L, 1L, 128L, 384L, 250L);
        assertThat(placed.optimal()).isTrue();
        assertThat(placed.seats()).extracting(Seat::host).containsExactly(4, 6);
    }

    /** Rack r0 has a full host besides two free ones, r1 two free ones: only in r1 do all hosts take two workers. */
    @Test
    void aFullHostCountsForTheSkewOfItsRackOnly() {
        Cluster cluster = new Cluster(
                Domains.of(
                        List.of("rack"),
                        List.of(
                                new Place("a", List.of("r0")),
                                new Place("b", List.of("r0")),
                                new Place("c", List.of("r0")),
                                new Place("d", List.of("r1")),
                                new Place("e", List.of("r1")))),
                Collections.nCopies(5, Machine.ofGpus(8)));
        cluster.take(new Seat(0, Share.ofGpus(Gpus.first(8))));
        Gang gang = new Gang(
                "g",
                List.of(new Workers(4, Need.ofGpus(4))),
                false,
                new Gang.Wish(
                        Optional.of(new Gang.Pack("rack", true)),
                        Optional.of(new Gang.Spread("host", 1)),
                        Optional.empty(),
                        Set.of()),
                Gang.Pattern.RING);
        for (Budget budget : List.of(Budget.NONE, SMALL)) {
            Placed placed = (Placed) new Placer(cluster).place(gang, budget);
            assertThat(placed.seats()).extracting(Seat::host).containsExactly(3, 3, 4, 4);
        }
    }

    @Test
    void aLevelThatIsNotThereIsRefused() {
        Cluster cluster = large(10, new Random(1));
        Gang gang = new Gang(
                "g",
                List.of(new Workers(1, Need.ofGpus(1))),
                true,
                new Gang.Wish(Optional.of(new Gang.Pack("row", false)), Optional.empty(), Optional.empty(), Set.of()),
                Gang.Pattern.RING);
        assertThatThrownBy(() -> new Placer(cluster).place(gang, Budget.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no level is named row");
    }

    @Test
    void aGangLargerThanTheDataCentreHasNoRoom() {
        Cluster cluster = large(10, new Random(1));
        assertThat(new Placer(cluster).place(wholeHosts(11, 0), Budget.DEFAULT)).isEqualTo(new NoRoom(true));
    }

    private static Gang wholeHosts(int hosts, int gpusOfTheLast) {
        List<Workers> workers = new ArrayList<>(List.of(new Workers(hosts, Need.ofGpus(8))));
        if (gpusOfTheLast > 0) {
            workers.add(new Workers(1, Need.ofGpus(gpusOfTheLast)));
        }
        return Gang.ofGpus("g", workers);
    }

    private static List<Place> places(int pods, int racks, int hosts) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < pods * racks * hosts; i++) {
            places.add(new Place("h%04d".formatted(i), List.of("p" + i / hosts / racks, "r%04d".formatted(i / hosts))));
        }
        return places;
    }

    /** Racks of eight hosts, ten racks a pod; partly taken. */
    private static Cluster large(int hosts, Random random) {
        List<Place> places = places(hosts / 80 + 1, 10, 8).subList(0, hosts);
        Cluster cluster = new Cluster(
                Domains.of(List.of("pod", "rack"), places),
                places.stream().map(place -> Machine.ofGpus(8)).toList());
        double load = random.nextDouble();
        for (int host = 0; host < hosts; host++) {
            if (random.nextDouble() < load) {
                cluster.take(new Seat(host, Share.ofGpus(Gpus.first(random.nextInt(9)))));
            }
        }
        return cluster;
    }
}
