package dev.heddle.placement.why;

import dev.heddle.model.pool.Amounts;
import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Gang.Pack;
import dev.heddle.placement.gang.Gang.Pattern;
import dev.heddle.placement.gang.Gang.Spread;
import dev.heddle.placement.gang.Gang.Wish;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Random small questions: few hosts, small numbers, every kind of limit. */
final class Cases {
    private final Random random;
    /** What the case is about; the rest is nothing. */
    private final boolean manyResources;

    private final boolean rails;
    private final boolean wishes;

    private Cases(Random random) {
        this.random = random;
        this.manyResources = random.nextInt(3) == 0;
        this.rails = random.nextInt(4) == 0;
        this.wishes = random.nextBoolean();
    }

    static Question random(Random random) {
        return new Cases(random).question();
    }

    private Question question() {
        int hosts = 2 + random.nextInt(4);
        List<Domains.Place> places = IntStream.range(0, hosts)
                .mapToObj(host ->
                        new Domains.Place("h" + host, List.of("p" + random.nextInt(2), "r" + random.nextInt(2))))
                .toList();
        Domains domains = Domains.of(List.of("pod", "rack"), places);
        Cluster cluster = new Cluster(
                domains, IntStream.range(0, hosts).mapToObj(host -> machine()).toList());
        Gang gang = gang(hosts);
        List<Holder> holders = holders(cluster);
        Optional<Quota> quota = random.nextInt(3) == 0
                ? Optional.of(new Quota("team", Amounts.of(small(9), small(9), small(9), Long.MAX_VALUE, small(9))))
                : Optional.empty();
        return new Question(gang, cluster, holders, quota);
    }

    private int small(int most) {
        return random.nextInt(most + 1);
    }

    private Machine machine() {
        List<Long> uplinks = rails || manyResources
                ? IntStream.range(0, random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(2))
                        .mapToObj(uplink -> (long) small(4))
                        .toList()
                : List.of();
        return new Machine(
                manyResources ? 1 + small(3) : 0,
                manyResources ? 1 + small(2) : 0,
                manyResources ? 1 + small(3) : 0,
                wishes ? 3 : 1 + small(2),
                uplinks,
                random.nextInt(6) > 0);
    }

    private Gang gang(int hosts) {
        List<Workers> kinds = new ArrayList<>();
        int workers = 1 + random.nextInt(4);
        if (workers > 1 && random.nextBoolean()) {
            int first = 1 + random.nextInt(workers - 1);
            kinds.add(new Workers(first, need()));
            kinds.add(new Workers(workers - first, need()));
        } else {
            kinds.add(new Workers(workers, need()));
        }
        return new Gang("g", kinds, random.nextBoolean(), wish(hosts), Pattern.RING);
    }

    private Need need() {
        return new Need(
                manyResources ? small(2) : 0,
                manyResources ? small(1) : 0,
                manyResources ? small(1) : 0,
                small(wishes ? 1 : 3),
                rails || manyResources ? small(2) : 0,
                rails && random.nextInt(4) > 0);
    }

    private String level() {
        return random.nextBoolean() ? "pod" : "rack";
    }

    private Wish wish(int hosts) {
        Set<Integer> avoid = new HashSet<>();
        while (random.nextInt(wishes ? 2 : 4) == 0) {
            avoid.add(random.nextInt(hosts));
        }
        return new Wish(
                random.nextInt(3) == 0 ? Optional.of(new Pack(level(), random.nextInt(4) > 0)) : Optional.empty(),
                random.nextInt(wishes ? 2 : 4) == 0 ? Optional.of(new Spread(level(), 1 + small(1))) : Optional.empty(),
                random.nextInt(4) == 0 ? Optional.of(level()) : Optional.empty(),
                avoid);
    }

    private List<Holder> holders(Cluster cluster) {
        List<Holder> holders = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            List<Seat> seats = new ArrayList<>();
            for (int host = 0; host < cluster.domains().hosts(); host++) {
                if (random.nextInt(3) == 0) {
                    Seat seat = new Seat(host, some(cluster, host));
                    cluster.take(seat);
                    seats.add(seat);
                }
            }
            if (!seats.isEmpty()) {
                holders.add(new Holder("job-" + number, seats, OptionalDouble.empty(), random.nextBoolean()));
            }
        }
        return holders;
    }

    private Share some(Cluster cluster, int host) {
        TreeMap<Integer, Long> bandwidth = new TreeMap<>();
        for (int uplink = 0; uplink < cluster.machine(host).uplinks().size(); uplink++) {
            bandwidth.put(uplink, (long) small((int) cluster.freeBandwidth(host, uplink)));
        }
        Gpus free = cluster.freeGpus(host);
        return new Share(
                small((int) cluster.freeCpu(host)),
                small((int) cluster.freeMemory(host)),
                small((int) cluster.freeStorage(host)),
                Gpus.of(free.indices().filter(gpu -> random.nextBoolean()).toArray()),
                bandwidth);
    }
}
