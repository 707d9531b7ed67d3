package dev.heddle.placement.gang;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which GPUs of a host workers get that want the uplinks on their GPUs' rails. A worker takes its bandwidth once on each rail
 * on which it has a GPU. Exact: searches all choices, but tries one of rails that are alike, and no dead end twice.
 */
final class Rails {
    private final int[] gpus;
    private final long[] bandwidth;
    private final List<Need> needs;
    /** By worker and rail: how many of its GPUs. */
    private final int[][] chosen;

    private final Set<List<Object>> deadEnds = new HashSet<>();

    private Rails(int[] gpus, long[] bandwidth, List<Need> needs) {
        this.gpus = gpus;
        this.bandwidth = bandwidth;
        this.needs = needs;
        this.chosen = new int[needs.size()][gpus.length];
    }

    /**
     * The GPUs of each worker, by their order; empty if they do not fit together.
     *
     * @param otherBandwidth what others of the gang take of the default uplink
     */
    static Optional<List<Gpus>> choose(Cluster cluster, int host, List<Need> needs, long otherBandwidth) {
        if (needs.isEmpty()) {
            return Optional.of(List.of());
        }
        Machine machine = cluster.machine(host);
        int rails = machine.uplinks().size();
        if (rails == 0) {
            return Optional.empty();
        }
        int[] gpus = new int[rails];
        cluster.freeGpus(host).indices().forEach(gpu -> gpus[machine.railOf(gpu)]++);
        long[] bandwidth = new long[rails];
        for (int rail = 0; rail < rails; rail++) {
            bandwidth[rail] = cluster.freeBandwidth(host, rail) - (rail == 0 ? otherBandwidth : 0);
        }
        Rails search = new Rails(gpus, bandwidth, needs);
        return search.place(0) ? Optional.of(search.devices(cluster.freeGpus(host), machine)) : Optional.empty();
    }

    private boolean place(int worker) {
        if (worker == needs.size()) {
            return true;
        }
        List<Object> state = List.of(worker, alike());
        if (deadEnds.contains(state)) {
            return false;
        }
        if (spread(worker, 0, needs.get(worker).gpus(), Integer.MAX_VALUE)) {
            return true;
        }
        deadEnds.add(state);
        return false;
    }

    /** What the rails have left; the same for states that differ only by the order of rails. */
    private List<String> alike() {
        String[] rails = new String[gpus.length];
        for (int rail = 0; rail < rails.length; rail++) {
            rails[rail] = gpus[rail] + " " + bandwidth[rail];
        }
        Arrays.sort(rails);
        return List.of(rails);
    }

    /** Takes {@code wanted} more GPUs for the worker from this rail on: as many of one rail as possible first. */
    private boolean spread(int worker, int rail, int wanted, int mostOfAlike) {
        if (wanted == 0) {
            return place(worker + 1);
        }
        if (rail == gpus.length) {
            return false;
        }
        long rate = needs.get(worker).bandwidth();
        int freeHere = gpus[rail];
        long bandwidthHere = bandwidth[rail];
        boolean sameAsLast = rail > 0
                && freeHere == gpus[rail - 1] + chosen[worker][rail - 1]
                && bandwidthHere == bandwidth[rail - 1] + (chosen[worker][rail - 1] > 0 ? rate : 0);
        int most = Math.min(wanted, bandwidthHere >= rate ? freeHere : 0);
        most = sameAsLast ? Math.min(most, mostOfAlike) : most;
        for (int take = most; take >= 0; take--) {
            chosen[worker][rail] = take;
            gpus[rail] = freeHere - take;
            bandwidth[rail] = bandwidthHere - (take > 0 ? rate : 0);
            if (spread(worker, rail + 1, wanted - take, take)) {
                return true;
            }
        }
        chosen[worker][rail] = 0;
        gpus[rail] = freeHere;
        bandwidth[rail] = bandwidthHere;
        return false;
    }

    private List<Gpus> devices(Gpus free, Machine machine) {
        List<Gpus> all = new ArrayList<>();
        Gpus left = free;
        for (int[] wanted : chosen) {
            int[] open = wanted.clone();
            Gpus mine = Gpus.of(left.indices()
                    .filter(gpu -> open[machine.railOf(gpu)]-- > 0)
                    .toArray());
            left = left.minus(mine);
            all.add(mine);
        }
        return all;
    }
}
