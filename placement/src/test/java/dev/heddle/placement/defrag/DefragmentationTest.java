package dev.heddle.placement.defrag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.pool.Gpus;
import dev.heddle.model.testing.Property;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.defrag.Proposal.Move;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Gang.Pack;
import dev.heddle.placement.gang.Gang.Pattern;
import dev.heddle.placement.gang.Gang.Wish;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Proposals are judged by an evaluator of its own: it makes the moves and counts. */
class DefragmentationTest {
    private record Scene(Cluster cluster, List<Running> running) {
        Domains domains() {
            return cluster.domains();
        }
    }

    private static Gang gang(String name, int workers, Need need, boolean oneAHost, Wish wish) {
        return new Gang(name, List.of(new Workers(workers, need)), oneAHost, wish, Pattern.RING);
    }

    /** Up to eight hosts of 4 GPUs in racks of two or three, scattered gangs. */
    private static Scene scene(Random random) {
        int hosts = 3 + random.nextInt(6);
        int perRack = 2 + random.nextInt(2);
        Domains domains = Domains.of(
                List.of("pod", "rack"),
                IntStream.range(0, hosts)
                        .mapToObj(host -> new Domains.Place("h" + host, List.of("p" + host / 6, "r" + host / perRack)))
                        .toList());
        Cluster cluster = new Cluster(
                domains,
                IntStream.range(0, hosts)
                        .mapToObj(host -> new Machine(0, 64, 0, 4, List.of(10L, 10L), random.nextInt(8) > 0))
                        .toList());
        List<Running> running = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            boolean rails = random.nextInt(3) == 0;
            Need need = new Need(0, random.nextInt(3), 0, 1 + random.nextInt(2), rails ? 3 : 0, rails);
            Set<Integer> avoid = random.nextInt(4) == 0 ? Set.of(random.nextInt(hosts)) : Set.of();
            Wish wish = new Wish(
                    random.nextInt(4) == 0 ? Optional.of(new Pack("pod", true)) : Optional.empty(),
                    Optional.empty(),
                    random.nextInt(8) == 0 ? Optional.of("host") : Optional.empty(),
                    avoid);
            Gang gang = gang("g" + number, 1 + random.nextInt(3), need, random.nextBoolean(), wish);
            scatter(random, cluster, gang).ifPresent(running::add);
        }
        return new Scene(cluster, running);
    }

    /** On the first hosts of a random order that take a worker. */
    private static Optional<Running> scatter(Random random, Cluster cluster, Gang gang) {
        List<Seat> seats = new ArrayList<>();
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, cluster.domains().hosts()).boxed().toList());
        for (int rank = 0; rank < gang.size(); rank++) {
            Collections.shuffle(order, random);
            for (int host : order) {
                Need need = gang.workers().getFirst().need();
                Machine machine = cluster.machine(host);
                if (cluster.freeGpuCount(host) < need.gpus() || cluster.freeMemory(host) < need.memory()) {
                    continue;
                }
                Gpus gpus = cluster.freeGpus(host).lowest(need.gpus());
                TreeMap<Integer, Long> bandwidth = new TreeMap<>();
                if (need.rails()) {
                    gpus.indices().forEach(gpu -> bandwidth.put(machine.railOf(gpu), need.bandwidth()));
                }
                Seat seat = new Seat(host, new Share(0, need.memory(), 0, gpus, bandwidth));
                boolean room = bandwidth.keySet().stream()
                        .allMatch(uplink -> cluster.freeBandwidth(host, uplink) >= need.bandwidth());
                seats.add(seat);
                if (room && machine.open() && keepsWishes(cluster.domains(), gang, seats)) {
                    cluster.take(seat);
                    break;
                }
                seats.removeLast();
            }
        }
        if (seats.size() < gang.size()) {
            seats.forEach(cluster::give);
            return Optional.empty();
        }
        return Optional.of(new Running(gang, seats));
    }

    private static boolean keepsWishes(Domains domains, Gang gang, List<Seat> seats) {
        Set<Integer> hosts = new HashSet<>();
        seats.forEach(seat -> hosts.add(seat.host()));
        boolean apart = gang.oneAHost() || gang.wish().apart().isPresent();
        boolean onePod = gang.wish().pack().isEmpty()
                || hosts.stream()
                                .map(host -> domains.domainOf(0, host))
                                .distinct()
                                .count()
                        == 1;
        return (!apart || hosts.size() == seats.size())
                && onePod
                && Collections.disjoint(hosts, gang.wish().avoid());
    }

    private static int racks(Domains domains, List<Seat> seats) {
        return (int) seats.stream()
                .map(seat -> domains.domainOf(1, seat.host()))
                .distinct()
                .count();
    }

    /** Makes the moves, in a random order, each before its old seat is given up. */
    private static void make(Scene scene, Map<String, List<Seat>> seats, Proposal proposal, Random random) {
        List<Move> moves = new ArrayList<>(proposal.moves());
        Collections.shuffle(moves, random);
        for (Move move : moves) {
            assertThat(seats.get(move.gang()).get(move.rank())).isEqualTo(move.from());
            Machine machine = scene.cluster().machine(move.to().host());
            assertThat(machine.open()).isTrue();
            Share from = move.from().share();
            Share to = move.to().share();
            assertThat(List.of(to.cpu(), to.memory(), to.storage()))
                    .isEqualTo(List.of(from.cpu(), from.memory(), from.storage()));
            assertThat(to.gpus().count()).isEqualTo(from.gpus().count());
            Set<Integer> rails = new HashSet<>();
            to.gpus().indices().map(machine::railOf).forEach(rails::add);
            assertThat(to.bandwidth().keySet()).isEqualTo(from.bandwidth().isEmpty() ? Set.of() : rails);
            assertThat(Set.copyOf(to.bandwidth().values()))
                    .isEqualTo(Set.copyOf(from.bandwidth().values()));
            scene.cluster().take(move.to());
            seats.get(move.gang()).set(move.rank(), move.to());
        }
        moves.forEach(move -> scene.cluster().give(move.from()));
        assertThat(proposal.cost().workers()).isEqualTo(moves.size());
        assertThat(proposal.cost().gpus())
                .isEqualTo(moves.stream()
                        .mapToInt(move -> move.to().share().gpus().count())
                        .sum());
        assertThat(proposal.cost().memory())
                .isEqualTo(moves.stream()
                        .mapToLong(move -> move.to().share().memory())
                        .sum());
        for (Running running : scene.running()) {
            assertThat(keepsWishes(
                            scene.domains(),
                            running.gang(),
                            seats.get(running.gang().name())))
                    .isTrue();
        }
    }

    private static Map<String, List<Seat>> seats(Scene scene) {
        Map<String, List<Seat>> seats = new HashMap<>();
        scene.running().forEach(some -> seats.put(some.gang().name(), new ArrayList<>(some.seats())));
        return seats;
    }

    @Test
    void eachGatheringSavesTheRacksThatItSays() {
        AtomicInteger saved = new AtomicInteger();
        Property.named("racks saved").cases(500).check(random -> {
            Scene scene = scene(random);
            Map<String, List<Seat>> seats = seats(scene);
            for (Proposal proposal : Defragmentation.gather(scene.cluster(), scene.running())) {
                int before = allRacks(scene, seats);
                make(scene, seats, proposal, random);
                int after = allRacks(scene, seats);
                assertThat(before - after).isEqualTo(proposal.racks()).isPositive();
                saved.addAndGet(before - after);
            }
        });
        assertThat(saved.get()).isGreaterThan(100);
    }

    private static int allRacks(Scene scene, Map<String, List<Seat>> seats) {
        return seats.values().stream()
                .mapToInt(some -> racks(scene.domains(), some))
                .sum();
    }

    /** How many workers of one GPU each, alone on their hosts or not, fit into the fullest rack. */
    private static int room(Cluster cluster, boolean oneAHost) {
        int most = 0;
        for (int rack = 0; rack < cluster.domains().domains(1); rack++) {
            int fit = 0;
            for (int host = 0; host < cluster.domains().hosts(); host++) {
                if (cluster.domains().domainOf(1, host) == rack
                        && cluster.machine(host).open()) {
                    int free = cluster.freeGpus(host).count();
                    fit += oneAHost ? Math.min(1, free) : free;
                }
            }
            most = Math.max(most, fit);
        }
        return most;
    }

    @Test
    void aClearedRackTakesTheGangThatWaits() {
        AtomicInteger cleared = new AtomicInteger();
        Property.named("room made").cases(500).check(random -> {
            Scene scene = scene(random);
            Gang waiting = gang("waiting", 2 + random.nextInt(9), Need.ofGpus(1), random.nextInt(3) == 0, Wish.NONE);
            boolean fits = room(scene.cluster(), waiting.oneAHost()) >= waiting.size();
            Optional<Proposal> proposal = Defragmentation.clear(scene.cluster(), scene.running(), waiting);
            if (fits) {
                assertThat(proposal).isEmpty();
            }
            if (proposal.isPresent()) {
                Map<String, List<Seat>> seats = seats(scene);
                int before = allRacks(scene, seats);
                make(scene, seats, proposal.get(), random);
                assertThat(room(scene.cluster(), waiting.oneAHost())).isGreaterThanOrEqualTo(waiting.size());
                assertThat(proposal.get().admitted()).isEqualTo(waiting.size());
                assertThat(before - allRacks(scene, seats))
                        .isEqualTo(proposal.get().racks())
                        .isZero();
                cleared.incrementAndGet();
            }
        });
        assertThat(cleared.get()).isGreaterThan(20);
    }

    @Test
    void clearsTheRackThatCostsLeast() {
        Cluster cluster = racks(6, 2, 4);
        Running large = seat(cluster, "large", new int[] {0}, "0-3");
        Running small = seat(cluster, "small", new int[] {2}, "0");
        Running other = seat(cluster, "other", new int[] {4}, "0-1");
        Gang waiting = gang("waiting", 2, Need.ofGpus(4), true, Wish.NONE);
        assertThat(Defragmentation.clear(cluster, List.of(large, small, other), waiting))
                .map(Proposal::cost)
                .contains(new Proposal.Cost(1, 1, 0));
        assertThat(Defragmentation.clear(cluster, List.of(large, small, other), waiting).stream()
                        .flatMap(proposal -> proposal.moves().stream())
                        .map(Move::gang))
                .containsExactly("small");
    }

    @Test
    void leavesWhereItIsWhatNeedNotMove() {
        Cluster cluster = racks(6, 2, 4);
        Running one = seat(cluster, "one", new int[] {0}, "0");
        List<Seat> seats = List.of(new Seat(1, Share.ofGpus(Gpus.of(0))), new Seat(1, Share.ofGpus(Gpus.of(1))));
        seats.forEach(cluster::take);
        Running two = new Running(gang("two", 2, Need.ofGpus(1), false, Wish.NONE), seats);
        Running across = seat(cluster, "across", new int[] {2, 4, 5}, "0-3");
        Gang waiting = gang("waiting", 7, Need.ofGpus(1), false, Wish.NONE);
        assertThat(Defragmentation.clear(cluster, List.of(one, two, across), waiting).stream()
                        .flatMap(proposal -> proposal.moves().stream())
                        .map(move -> move.gang() + " " + move.rank()))
                .containsExactly("two 0", "two 1");
    }

    @Test
    void leavesTheRackWithTheFewestWorkers() {
        Cluster cluster = racks(8, 4, 1);
        Running split = seat(cluster, "split", new int[] {0, 1, 4}, "0");
        List<Proposal> proposals = Defragmentation.gather(cluster, List.of(split));
        assertThat(proposals).hasSize(1);
        assertThat(proposals.getFirst().moves())
                .extracting(move -> move.rank() + " " + move.from().host())
                .containsExactly("2 4");
    }

    /** Racks of one pod. */
    private static Cluster racks(int hosts, int hostsInRack, int gpus) {
        Domains domains = Domains.of(
                List.of("pod", "rack"),
                IntStream.range(0, hosts)
                        .mapToObj(host -> new Domains.Place("h" + host, List.of("p", "r" + host / hostsInRack)))
                        .toList());
        return new Cluster(domains, Collections.nCopies(hosts, Machine.ofGpus(gpus)));
    }

    private static Running seat(Cluster cluster, String name, int[] hosts, String gpus) {
        Gpus each = Gpus.parse(gpus);
        List<Seat> seats = IntStream.of(hosts)
                .mapToObj(host -> new Seat(host, Share.ofGpus(each)))
                .toList();
        seats.forEach(cluster::take);
        return new Running(gang(name, hosts.length, Need.ofGpus(each.count()), true, Wish.NONE), seats);
    }
}
