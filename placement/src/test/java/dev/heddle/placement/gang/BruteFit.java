package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Machine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether workers fit on a host, by trying every set of GPUs. */
final class BruteFit {
    private final Machine machine;
    private final long[] bandwidth;
    private final List<Need> onRails = new ArrayList<>();
    private final Set<String> tried = new HashSet<>();

    private BruteFit(Cluster cluster, int host) {
        this.machine = cluster.machine(host);
        this.bandwidth = new long[machine.uplinks().size()];
        for (int i = 0; i < bandwidth.length; i++) {
            bandwidth[i] = cluster.freeBandwidth(host, i);
        }
    }

    static boolean fits(Cluster cluster, int host, List<Need> needs) {
        BruteFit fit = new BruteFit(cluster, host);
        long gpus = needs.stream().mapToLong(Need::gpus).sum();
        boolean fits = fit.machine.open()
                && needs.stream().mapToLong(Need::cpu).sum() <= cluster.freeCpu(host)
                && needs.stream().mapToLong(Need::memory).sum() <= cluster.freeMemory(host)
                && needs.stream().mapToLong(Need::storage).sum() <= cluster.freeStorage(host)
                && gpus <= cluster.freeGpus(host).count();
        if (!fits) {
            return false;
        }
        for (Need need : needs) {
            if (need.bandwidth() > 0 && need.rails() && need.gpus() > 0) {
                fit.onRails.add(need);
            } else if (need.bandwidth() > 0) {
                if (fit.bandwidth.length == 0) {
                    return false;
                }
                fit.bandwidth[0] -= need.bandwidth();
            }
        }
        int free = cluster.freeGpus(host).indices().map(gpu -> 1 << gpu).sum();
        return (fit.bandwidth.length == 0 ? fit.onRails.isEmpty() : fit.bandwidth[0] >= 0) && fit.seat(0, free);
    }

    private boolean seat(int worker, int free) {
        if (worker == onRails.size()) {
            return true;
        }
        if (!tried.add(worker + " " + free + " " + java.util.Arrays.toString(bandwidth))) {
            return false;
        }
        Need need = onRails.get(worker);
        for (int some = free; some > 0; some = (some - 1) & free) {
            if (Integer.bitCount(some) == need.gpus() && take(some, -need.bandwidth())) {
                if (seat(worker + 1, free & ~some)) {
                    return true;
                }
                take(some, need.bandwidth());
            }
        }
        return false;
    }

    /** Changes the uplinks of these GPUs, unless one had too little. */
    private boolean take(int some, long change) {
        Set<Integer> uplinks = new HashSet<>();
        for (int gpu = 0; gpu < machine.gpus(); gpu++) {
            if ((some >> gpu & 1) == 1) {
                uplinks.add(gpu / (machine.gpus() / machine.uplinks().size()));
            }
        }
        if (uplinks.stream().anyMatch(uplink -> bandwidth[uplink] + change < 0)) {
            return false;
        }
        uplinks.forEach(uplink -> bandwidth[uplink] += change);
        return true;
    }
}
