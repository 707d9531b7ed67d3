package dev.heddle.placement.policy;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The seats of one gang while they are chosen: counts what is free less what the gang has taken so far; the cluster stays. */
final class Draft {
    private final Gang gang;
    private final Cluster cluster;
    private final List<Seat> seats = new ArrayList<>();
    private final Map<Integer, Rest> touched = new HashMap<>();

    Draft(Gang gang, Cluster cluster) {
        this.gang = gang;
        this.cluster = cluster;
    }

    /** How many more workers of that need the host takes; at most one where no two may share a host. */
    int room(int host, Need need) {
        if (!usable(host)) {
            return 0;
        }
        boolean untouched = touched.isEmpty() || !touched.containsKey(host);
        int room = untouched && need.bandwidth() == 0
                ? untouched(host, need)
                : copy(host).count(need, gang.size());
        return gang.oneAHost() ? Math.min(1, room) : room;
    }

    /** As {@link #room(int, Need)}, were {@code first} seated there before; 0 also if that does not fit. */
    int roomAfter(int host, Need first, Need need) {
        if (gang.oneAHost() || !usable(host)) {
            return 0;
        }
        Rest rest = copy(host);
        return rest.cut(first).isPresent() ? rest.count(need, gang.size()) : 0;
    }

    /** @throws IllegalArgumentException if there is no room */
    void seat(int host, Need need) {
        if (room(host, need) == 0) {
            throw new IllegalArgumentException("no room for " + need + " on " + host);
        }
        Share share = touched.computeIfAbsent(host, each -> new Rest(cluster, each))
                .cut(need)
                .orElseThrow();
        seats.add(new Seat(host, share));
    }

    /** In the order in which they were taken. */
    List<Seat> seats() {
        return seats;
    }

    private boolean usable(int host) {
        return cluster.machine(host).open()
                && (gang.wish().avoid().isEmpty() || !gang.wish().avoid().contains(host))
                && (!gang.oneAHost() || touched.isEmpty() || !touched.containsKey(host));
    }

    private int untouched(int host, Need need) {
        long room = Math.min(
                Math.min(fits(cluster.freeCpu(host), need.cpu()), fits(cluster.freeMemory(host), need.memory())),
                Math.min(
                        fits(cluster.freeStorage(host), need.storage()),
                        fits(cluster.freeGpuCount(host), need.gpus())));
        return room == Long.MAX_VALUE
                ? gang.size()
                : (int) Math.min(room, Integer.MAX_VALUE / cluster.domains().hosts());
    }

    private static long fits(long free, long need) {
        return need == 0 ? Long.MAX_VALUE : free / need;
    }

    private Rest copy(int host) {
        Rest rest = touched.get(host);
        return rest == null ? new Rest(cluster, host) : new Rest(rest);
    }

    /** What one host has left. */
    private static final class Rest {
        private final Machine machine;
        private final long[] bandwidth;
        private long cpu;
        private long memory;
        private long storage;
        private Gpus gpus;

        Rest(Cluster cluster, int host) {
            machine = cluster.machine(host);
            cpu = cluster.freeCpu(host);
            memory = cluster.freeMemory(host);
            storage = cluster.freeStorage(host);
            gpus = cluster.freeGpus(host);
            bandwidth = new long[machine.uplinks().size()];
            for (int uplink = 0; uplink < bandwidth.length; uplink++) {
                bandwidth[uplink] = cluster.freeBandwidth(host, uplink);
            }
        }

        Rest(Rest other) {
            machine = other.machine;
            cpu = other.cpu;
            memory = other.memory;
            storage = other.storage;
            gpus = other.gpus;
            bandwidth = other.bandwidth.clone();
        }

        /** How many more it takes, counted no further than {@code most}; then they are taken. */
        int count(Need need, int most) {
            int count = 0;
            while (count < most && cut(need).isPresent()) {
                count++;
            }
            return count;
        }

        /** The share of one worker, taken from what is left: the lowest GPUs whose rails have the bandwidth. */
        Optional<Share> cut(Need need) {
            if (need.cpu() > cpu || need.memory() > memory || need.storage() > storage) {
                return Optional.empty();
            }
            Gpus able = need.rails() ? onRails(need.bandwidth()) : gpus;
            if (able.count() < need.gpus()) {
                return Optional.empty();
            }
            Gpus taken = able.lowest(need.gpus());
            SortedMap<Integer, Long> lines = new TreeMap<>();
            if (need.bandwidth() > 0 && need.rails()) {
                taken.indices().forEach(gpu -> lines.put(machine.railOf(gpu), need.bandwidth()));
            } else if (need.bandwidth() > 0) {
                lines.put(0, need.bandwidth());
                if (bandwidth.length == 0 || bandwidth[0] < need.bandwidth()) {
                    return Optional.empty();
                }
            }
            lines.forEach((uplink, amount) -> bandwidth[uplink] -= amount);
            cpu -= need.cpu();
            memory -= need.memory();
            storage -= need.storage();
            gpus = gpus.minus(taken);
            return Optional.of(new Share(need.cpu(), need.memory(), need.storage(), taken, lines));
        }

        private Gpus onRails(long amount) {
            return Gpus.of(gpus.indices()
                    .filter(gpu -> amount == 0 || (bandwidth.length > 0 && bandwidth[machine.railOf(gpu)] >= amount))
                    .toArray());
        }
    }
}
