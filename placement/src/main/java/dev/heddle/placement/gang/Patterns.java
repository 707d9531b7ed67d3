package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Cluster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which workers of a gang a host can take together. Hosts with the same free are looked at once. */
final class Patterns {
    private final Gang gang;
    private final Cluster cluster;
    private final boolean alone;
    private final int most;
    private final Need total;
    private final boolean bandwidth;
    private final Map<List<Object>, List<List<Integer>>> known = new HashMap<>();
    private int found;

    /** @param most give up when more are found in all */
    Patterns(Gang gang, Cluster cluster, Limits limits, int most) {
        this.gang = gang;
        this.cluster = cluster;
        this.alone = limits.apart() <= cluster.domains().levels();
        this.most = most;
        this.total = gang.most();
        this.bandwidth = total.bandwidth() > 0;
    }

    /** By kind, how many; at least one. Empty if there are too many to list. */
    Optional<List<List<Integer>>> of(int host) {
        List<Object> free = free(host);
        List<List<Integer>> patterns = known.get(free);
        if (patterns == null && found <= most) {
            patterns = new ArrayList<>();
            extend(host, new ArrayList<>(Collections.nCopies(gang.workers().size(), 0)), 0, patterns);
            known.put(free, patterns);
        }
        return patterns == null || found > most ? Optional.empty() : Optional.of(patterns);
    }

    /** Adds workers of this kind and later ones. */
    private void extend(int host, List<Integer> pattern, int fromKind, List<List<Integer>> patterns) {
        for (int kind = fromKind; kind < pattern.size() && found <= most; kind++) {
            List<Integer> more = new ArrayList<>(pattern);
            more.set(kind, more.get(kind) + 1);
            if (more.get(kind) <= gang.workers().get(kind).count()
                    && Seating.seat(cluster, host, needs(more)).isPresent()) {
                patterns.add(List.copyOf(more));
                found++;
                if (!alone) {
                    extend(host, more, kind, patterns);
                }
            }
        }
    }

    private List<Need> needs(List<Integer> pattern) {
        return IntStream.range(0, pattern.size())
                .boxed()
                .flatMap(kind -> Collections.nCopies(
                        pattern.get(kind), gang.workers().get(kind).need())
                        .stream())
                .toList();
    }

    /** What of the host's free decides; the same for hosts that take the same. */
    private List<Object> free(int host) {
        List<Object> free = new ArrayList<>();
        free.add(total.cpu() > 0 ? cluster.freeCpu(host) : 0);
        free.add(total.memory() > 0 ? cluster.freeMemory(host) : 0);
        free.add(total.storage() > 0 ? cluster.freeStorage(host) : 0);
        free.add(total.gpus() > 0 ? cluster.freeGpuCount(host) : 0);
        if (bandwidth) {
            free.add(cluster.machine(host).uplinks());
            free.add(cluster.machine(host).gpus());
            free.add(cluster.freeGpus(host));
            for (int uplink = 0; uplink < cluster.machine(host).uplinks().size(); uplink++) {
                free.add(cluster.freeBandwidth(host, uplink));
            }
        }
        return free;
    }
}
