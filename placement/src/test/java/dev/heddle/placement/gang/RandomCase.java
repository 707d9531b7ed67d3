package dev.heddle.placement.gang;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.cluster.Tiers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A random cluster of up to 64 hosts, partly taken, and a random gang. */
record RandomCase(Cluster cluster, Gang gang) {
    private static final List<String> LEVELS = List.of("site", "pod", "rack");
    private static final long GBPS = 1_000_000_000L;

    static RandomCase of(long seed) {
        return of(seed, new Random(seed));
    }

    /** @param order in which the hosts are given */
    static RandomCase of(long seed, Random order) {
        Random random = new Random(seed);
        List<String> levels = LEVELS.subList(random.nextInt(3), 3);
        boolean unit = random.nextInt(3) == 0;
        int kinds = unit ? 1 : 1 + random.nextInt(3);
        boolean oneAHost = unit || kinds == 3 || random.nextBoolean();
        // The oracle takes minutes to pack several kinds onto many hosts.
        List<Place> places = places(random, levels, oneAHost || kinds == 1 ? 64 : 12);
        List<Machine> machines = new ArrayList<>();
        int uplinks = List.of(1, 2, 4, 8).get(random.nextInt(4));
        for (int i = 0; i < places.size(); i++) {
            boolean open = random.nextInt(20) > 0;
            machines.add(
                    unit
                            ? new Machine(0, 0, 0, 1, List.of(), open)
                            : new Machine(64_000, 512, 1_000, 8, Collections.nCopies(uplinks, 100 * GBPS), open));
        }
        List<Place> shuffled = new ArrayList<>(places);
        Collections.shuffle(shuffled, order);
        Domains domains = Domains.of(levels, shuffled);
        List<Machine> sorted = new ArrayList<>(Collections.nCopies(places.size(), Machine.UNIT));
        for (int i = 0; i < places.size(); i++) {
            sorted.set(domains.numberOf(places.get(i).host()), machines.get(i));
        }
        Cluster cluster = new Cluster(domains, sorted, tiers(random, domains));
        fill(random, cluster, unit);
        return new RandomCase(cluster, gang(random, domains, unit ? 0 : kinds, oneAHost));
    }

    private static List<Place> places(Random random, List<String> levels, int mostHosts) {
        int hosts =
                Math.min(mostHosts, 2 + random.nextInt(List.of(15, 15, 31, 63).get(random.nextInt(4))));
        int most = 1 + random.nextInt(8);
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            List<String> path = new ArrayList<>();
            for (int level = 0; level < levels.size(); level++) {
                path.add("d" + random.nextInt(level == levels.size() - 1 ? most : 3));
            }
            places.add(new Place("h" + i, path));
        }
        return places;
    }

    private static Tiers tiers(Random random, Domains domains) {
        Map<Integer, List<Long>> shared = new TreeMap<>();
        for (int level = 0; level < domains.levels(); level++) {
            if (random.nextInt(3) == 0) {
                List<Long> bandwidth = new ArrayList<>();
                for (int domain = 0; domain < domains.domains(level); domain++) {
                    bandwidth.add(GBPS * 200 * (1 + random.nextInt(4)));
                }
                shared.put(level, bandwidth);
            }
        }
        return Tiers.of(shared);
    }

    private static void fill(Random random, Cluster cluster, boolean unit) {
        double load = random.nextDouble();
        for (int host = 0; host < cluster.domains().hosts(); host++) {
            if (random.nextDouble() > load) {
                continue;
            }
            if (unit) {
                cluster.take(new Seat(host, Share.ofGpus(cluster.freeGpus(host))));
                continue;
            }
            Machine machine = cluster.machine(host);
            TreeMap<Integer, Long> bandwidth = new TreeMap<>();
            for (int uplink = 0; uplink < machine.uplinks().size(); uplink++) {
                if (random.nextInt(4) == 0) {
                    bandwidth.put(uplink, GBPS * 25 * random.nextInt(5));
                }
            }
            int[] gpus = random.ints(random.nextInt(9), 0, 8).distinct().toArray();
            cluster.take(new Seat(
                    host,
                    new Share(
                            1_000L * random.nextInt(65),
                            random.nextInt(513),
                            random.nextInt(1_001),
                            Gpus.of(gpus),
                            bandwidth)));
        }
    }

    private static Gang gang(Random random, Domains domains, int kinds, boolean oneAHost) {
        boolean unit = kinds == 0;
        boolean gpuless = random.nextInt(6) == 0;
        boolean small = random.nextBoolean();
        List<Workers> workers = new ArrayList<>();
        for (int kind = 0; kind < Math.max(1, kinds); kind++) {
            boolean rails = random.nextBoolean();
            Need need = unit
                    ? Need.ofGpus(1)
                    : new Need(
                            gpuless ? 4_000L * (1 + random.nextInt(4)) : 1_000L * random.nextInt(17),
                            random.nextInt(64),
                            random.nextInt(64),
                            gpuless ? 0 : 1 + random.nextInt(small ? 3 : 8),
                            random.nextInt(3) > 0 ? 0 : 25 * GBPS * random.nextInt(5),
                            rails);
            workers.add(new Workers(1 + random.nextInt(random.nextBoolean() ? 4 : oneAHost ? 12 : 6), need));
        }
        Gang.Pattern pattern = Gang.Pattern.values()[random.nextInt(3)];
        return new Gang("g", workers, oneAHost, wish(random, domains), pattern);
    }

    private static Gang.Wish wish(Random random, Domains domains) {
        Optional<Gang.Pack> pack = random.nextInt(3) > 0
                ? Optional.empty()
                : Optional.of(new Gang.Pack(level(random, domains), random.nextBoolean()));
        Optional<Gang.Spread> spread = random.nextInt(4) > 0
                ? Optional.empty()
                : Optional.of(new Gang.Spread(level(random, domains), 1 + random.nextInt(3)));
        Optional<String> apart = random.nextInt(8) > 0 ? Optional.empty() : Optional.of(level(random, domains));
        Set<Integer> avoid = new HashSet<>();
        for (int i = random.nextInt(6) - 3; i > 0; i--) {
            avoid.add(random.nextInt(domains.hosts()));
        }
        return new Gang.Wish(pack, spread, apart, avoid);
    }

    private static String level(Random random, Domains domains) {
        return domains.level(random.nextInt(domains.levels() + 1));
    }
}
