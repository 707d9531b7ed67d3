package dev.heddle.placement.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Small data centres for the policies, written as {@code host -> free GPUs of 8}; a host is {@code pod/rack/name}. */
final class Cases {
    static final int GPUS = 8;

    private Cases() {}

    /** Hosts {@code PATH/0}, {@code PATH/1} … with those free GPUs. */
    static Map<String, Integer> rack(String path, int... free) {
        Map<String, Integer> hosts = new TreeMap<>();
        for (int i = 0; i < free.length; i++) {
            hosts.put(path + "/" + i, free[i]);
        }
        return hosts;
    }

    @SafeVarargs
    static Map<String, Integer> together(Map<String, Integer>... racks) {
        Map<String, Integer> hosts = new TreeMap<>();
        for (Map<String, Integer> rack : racks) {
            hosts.putAll(rack);
        }
        return hosts;
    }

    /** One to three pods of one to five racks of one to six hosts; each host free, full or in between. */
    static Map<String, Integer> random(Random random) {
        Map<String, Integer> hosts = new TreeMap<>();
        int pods = 1 + random.nextInt(3);
        double full = random.nextDouble();
        for (int pod = 0; pod < pods; pod++) {
            int racks = 1 + random.nextInt(5);
            for (int rack = 0; rack < racks; rack++) {
                int count = 1 + random.nextInt(6);
                for (int host = 0; host < count; host++) {
                    int free = random.nextDouble() < full ? 0 : random.nextBoolean() ? GPUS : random.nextInt(GPUS + 1);
                    hosts.put("p" + pod + "/r" + rack + "/" + host, free);
                }
            }
        }
        return hosts;
    }

    static Cluster cluster(Map<String, Integer> hosts) {
        List<Place> places = new ArrayList<>();
        for (String path : hosts.keySet()) {
            String[] parts = path.split("/");
            places.add(new Place(path, List.of(parts[0], parts[1])));
        }
        Domains domains = Domains.of(List.of("pod", "rack"), places);
        Cluster cluster = new Cluster(
                domains, places.stream().map(place -> Machine.ofGpus(GPUS)).toList());
        hosts.forEach((path, free) -> {
            int host = domains.numberOf(path);
            cluster.take(new Seat(host, Share.ofGpus(cluster.freeGpus(host).lowest(GPUS - free))));
        });
        return cluster;
    }

    static Gang gang(int workers, int gpus) {
        return Gang.ofGpus("g", List.of(new Workers(workers, Need.ofGpus(gpus))));
    }

    /** {@code workers} of 8 GPUs and one of {@code last}. */
    static Gang gangWithLast(int workers, int last) {
        return Gang.ofGpus("g", List.of(new Workers(workers, Need.ofGpus(GPUS)), new Workers(1, Need.ofGpus(last))));
    }

    /** The hosts by rank, {@code []} if there is no room; fails if the seats are not free or not what the gang asks for. */
    static List<String> placed(Policy policy, Gang gang, Map<String, Integer> hosts) {
        Cluster cluster = cluster(hosts);
        return switch (policy.choose(gang, cluster, 0, 0)) {
            case Policy.Choice.Start start -> {
                List<Integer> asked = new ArrayList<>();
                gang.workers().forEach(workers -> {
                    for (int i = 0; i < workers.count(); i++) {
                        asked.add(workers.need().gpus());
                    }
                });
                assertThat(start.seats())
                        .extracting(seat -> seat.share().gpus().count())
                        .isEqualTo(asked);
                start.seats().forEach(cluster::take);
                List<String> names = start.seats().stream()
                        .map(seat -> cluster.domains().host(seat.host()))
                        .toList();
                if (gang.oneAHost()) {
                    assertThat(names).doesNotHaveDuplicates();
                }
                yield names;
            }
            case Policy.Choice.NoRoom none -> List.of();
            case Policy.Choice.Wait wait -> throw new AssertionError("waits: " + wait);
        };
    }

    /** How many workers of {@code gpus} each host takes. */
    static Map<String, Integer> slots(Map<String, Integer> hosts, int gpus, boolean oneAHost) {
        Map<String, Integer> slots = new HashMap<>();
        hosts.forEach((host, free) -> slots.put(host, oneAHost ? Math.min(1, free / gpus) : free / gpus));
        return slots;
    }
}
