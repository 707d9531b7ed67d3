package dev.heddle.placement.gang;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Share;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Whether workers fit on one host together, and what each would hold of it. Exact. */
public final class Seating {
    /** More workers than this on one host are not counted. */
    public static final int MOST = 4_096;

    private Seating() {}

    /** How many workers of this need fit on the host together, at most {@code limit}; none if it is not open. */
    public static int slots(Cluster cluster, int host, Need need, int limit) {
        Machine machine = cluster.machine(host);
        if (!machine.open()) {
            return 0;
        }
        long most = limit;
        most = fits(most, cluster.freeCpu(host), need.cpu());
        most = fits(most, cluster.freeMemory(host), need.memory());
        most = fits(most, cluster.freeStorage(host), need.storage());
        most = fits(most, cluster.freeGpuCount(host), need.gpus());
        if (need.bandwidth() > 0 && !need.onRails()) {
            most = machine.uplinks().isEmpty() ? 0 : fits(most, cluster.freeBandwidth(host, 0), need.bandwidth());
        }
        if (most > 0 && need.onRails()) {
            while (most > 0
                    && Rails.choose(cluster, host, Collections.nCopies((int) most, need), 0)
                            .isEmpty()) {
                most--;
            }
        }
        return (int) most;
    }

    private static long fits(long most, long free, long each) {
        return each == 0 ? most : Math.min(most, free / each);
    }

    /** What each worker holds if all of these are on the host, by their order; empty if they do not fit together. */
    public static Optional<List<Share>> seat(Cluster cluster, int host, List<Need> needs) {
        Machine machine = cluster.machine(host);
        long cpu = 0;
        long memory = 0;
        long storage = 0;
        int gpus = 0;
        long bandwidth = 0;
        for (Need need : needs) {
            cpu = Math.addExact(cpu, need.cpu());
            memory = Math.addExact(memory, need.memory());
            storage = Math.addExact(storage, need.storage());
            gpus = Math.addExact(gpus, need.gpus());
            bandwidth = Math.addExact(bandwidth, need.onRails() ? 0 : need.bandwidth());
        }
        if (!machine.open()
                || cpu > cluster.freeCpu(host)
                || memory > cluster.freeMemory(host)
                || storage > cluster.freeStorage(host)
                || gpus > cluster.freeGpuCount(host)
                || (bandwidth > 0 && (machine.uplinks().isEmpty() || bandwidth > cluster.freeBandwidth(host, 0)))) {
            return Optional.empty();
        }
        return devices(cluster, host, needs, bandwidth).map(devices -> shares(machine, needs, devices));
    }

    /** The GPUs of each: first of those that want certain ones, then the lowest of the others. */
    private static Optional<List<Gpus>> devices(Cluster cluster, int host, List<Need> needs, long otherBandwidth) {
        List<Need> railed = needs.stream().filter(need -> need.onRails()).toList();
        Optional<List<Gpus>> chosen = Rails.choose(cluster, host, railed, otherBandwidth);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        Gpus left = cluster.freeGpus(host);
        for (Gpus taken : chosen.get()) {
            left = left.minus(taken);
        }
        List<Gpus> all = new ArrayList<>();
        int next = 0;
        for (Need need : needs) {
            if (need.onRails()) {
                all.add(chosen.get().get(next++));
            } else {
                Gpus lowest = left.lowest(need.gpus());
                left = left.minus(lowest);
                all.add(lowest);
            }
        }
        return Optional.of(all);
    }

    private static List<Share> shares(Machine machine, List<Need> needs, List<Gpus> devices) {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < needs.size(); i++) {
            Need need = needs.get(i);
            TreeMap<Integer, Long> bandwidth = new TreeMap<>();
            if (need.onRails()) {
                devices.get(i).indices().forEach(gpu -> bandwidth.put(machine.railOf(gpu), need.bandwidth()));
            } else if (need.bandwidth() > 0) {
                bandwidth.put(0, need.bandwidth());
            }
            shares.add(new Share(need.cpu(), need.memory(), need.storage(), devices.get(i), bandwidth));
        }
        return shares;
    }
}
