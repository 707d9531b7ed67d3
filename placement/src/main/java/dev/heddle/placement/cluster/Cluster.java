package dev.heddle.placement.cluster;

import dev.heddle.model.pool.Gpus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** What is free on each host now. Exact: what is taken is there, what is given back was taken. Owned by one thread. */
public final class Cluster {
    private final Domains domains;
    private final List<Machine> machines;
    private final long[] cpu;
    private final long[] memory;
    private final long[] storage;
    private final List<Gpus> gpus;
    private final int[] gpuCount;
    private final long[][] bandwidth;
    private final Tiers tiers;
    /** By level of a shared tier and domain: the bandwidth taken of the hosts' uplinks in it. */
    private final SortedMap<Integer, long[]> takenInside = new TreeMap<>();

    private final List<IntConsumer> watchers = new ArrayList<>();

    /**
     * All free.
     *
     * @param machines by the host's number
     */
    public Cluster(Domains domains, List<Machine> machines) {
        this(domains, machines, Tiers.NONE);
    }

    /**
     * All free.
     *
     * @param machines by the host's number
     */
    public Cluster(Domains domains, List<Machine> machines, Tiers tiers) {
        if (domains.hosts() != machines.size()) {
            throw new IllegalArgumentException(machines.size() + " machines for " + domains.hosts() + " hosts");
        }
        this.domains = domains;
        this.machines = List.copyOf(machines);
        this.cpu = machines.stream().mapToLong(Machine::cpu).toArray();
        this.memory = machines.stream().mapToLong(Machine::memory).toArray();
        this.storage = machines.stream().mapToLong(Machine::storage).toArray();
        this.gpus = new ArrayList<>(
                machines.stream().map(machine -> Gpus.first(machine.gpus())).toList());
        this.gpuCount = machines.stream().mapToInt(Machine::gpus).toArray();
        this.bandwidth = machines.stream()
                .map(machine ->
                        machine.uplinks().stream().mapToLong(Long::longValue).toArray())
                .toArray(long[][]::new);
        this.tiers = tiers;
        tiers.bandwidth().forEach((level, shared) -> {
            if (shared.size() != domains.domains(level)) {
                throw new IllegalArgumentException(shared.size() + " tiers for the domains of " + domains.level(level));
            }
            takenInside.put(level, new long[shared.size()]);
        });
    }

    private Cluster(Cluster other, List<Machine> machines) {
        this.domains = other.domains;
        this.machines = List.copyOf(machines);
        this.cpu = other.cpu.clone();
        this.memory = other.memory.clone();
        this.storage = other.storage.clone();
        this.gpus = new ArrayList<>(other.gpus);
        this.gpuCount = other.gpuCount.clone();
        this.bandwidth = Arrays.stream(other.bandwidth).map(long[]::clone).toArray(long[][]::new);
        this.tiers = other.tiers;
        other.takenInside.forEach((level, taken) -> takenInside.put(level, taken.clone()));
    }

    /** The same, to be changed on its own. */
    public Cluster copy() {
        return new Cluster(this, machines);
    }

    /** A copy in which these hosts take new workers. */
    public Cluster opened(Set<Integer> hosts) {
        List<Machine> changed = new ArrayList<>(machines);
        hosts.forEach(host -> changed.set(host, machines.get(host).opened()));
        return new Cluster(this, changed);
    }

    public Domains domains() {
        return domains;
    }

    public Machine machine(int host) {
        return machines.get(host);
    }

    public long freeCpu(int host) {
        return cpu[host];
    }

    public long freeMemory(int host) {
        return memory[host];
    }

    public long freeStorage(int host) {
        return storage[host];
    }

    public Gpus freeGpus(int host) {
        return gpus.get(host);
    }

    public int freeGpuCount(int host) {
        return gpuCount[host];
    }

    /** Bit/s that the uplink has left. */
    public long freeBandwidth(int host, int uplink) {
        return bandwidth[host][uplink];
    }

    public Tiers tiers() {
        return tiers;
    }

    /** Bit/s taken of the uplinks of the domain's hosts: what may leave it at most. Of levels with a shared tier only. */
    public long takenInside(int level, int domain) {
        return Objects.requireNonNull(takenInside.get(level), "not shared")[domain];
    }

    /** Calls the watcher with a host's number after each change of what is free on it. */
    public void watch(IntConsumer watcher) {
        watchers.add(watcher);
    }

    /** Nothing of the host is taken. */
    public boolean isEmpty(int host) {
        Machine machine = machines.get(host);
        boolean empty = gpuCount[host] == machine.gpus()
                && cpu[host] == machine.cpu()
                && memory[host] == machine.memory()
                && storage[host] == machine.storage();
        for (int uplink = 0; empty && uplink < bandwidth[host].length; uplink++) {
            empty = bandwidth[host][uplink] == machine.uplinks().get(uplink);
        }
        return empty;
    }

    /** @throws IllegalStateException if the host has not all of it free; nothing is then taken */
    public void take(Seat seat) {
        if (!has(seat)) {
            throw new IllegalStateException(seat + " is not free");
        }
        add(seat, -1);
        gpus.set(seat.host(), freeGpus(seat.host()).minus(seat.share().gpus()));
        watchers.forEach(watcher -> watcher.accept(seat.host()));
    }

    /** @throws IllegalStateException if the host would have more than it has; nothing is then given back */
    public void give(Seat seat) {
        Machine machine = machines.get(seat.host());
        Share share = seat.share();
        int host = seat.host();
        boolean held = cpu[host] + share.cpu() <= machine.cpu()
                && memory[host] + share.memory() <= machine.memory()
                && storage[host] + share.storage() <= machine.storage()
                && !freeGpus(host).meets(share.gpus())
                && Gpus.first(machine.gpus()).holdsAll(share.gpus());
        for (Map.Entry<Integer, Long> each : share.bandwidth().entrySet()) {
            held = held
                    && bandwidth[host][each.getKey()] + each.getValue()
                            <= machine.uplinks().get(each.getKey());
        }
        if (!held) {
            throw new IllegalStateException(seat + " was not taken");
        }
        add(seat, 1);
        gpus.set(host, freeGpus(host).plus(share.gpus()));
        watchers.forEach(watcher -> watcher.accept(host));
    }

    private boolean has(Seat seat) {
        Share share = seat.share();
        int host = seat.host();
        boolean has = share.cpu() <= cpu[host]
                && share.memory() <= memory[host]
                && share.storage() <= storage[host]
                && freeGpus(host).holdsAll(share.gpus());
        for (Map.Entry<Integer, Long> each : share.bandwidth().entrySet()) {
            has = has && each.getValue() <= bandwidth[host][each.getKey()];
        }
        return has;
    }

    private void add(Seat seat, int sign) {
        Share share = seat.share();
        int host = seat.host();
        cpu[host] += sign * share.cpu();
        memory[host] += sign * share.memory();
        storage[host] += sign * share.storage();
        gpuCount[host] += sign * share.gpus().count();
        share.bandwidth().forEach((uplink, amount) -> {
            bandwidth[host][uplink] += sign * amount;
            takenInside.forEach((level, taken) -> taken[domains.domainOf(level, host)] -= sign * amount);
        });
    }
}
