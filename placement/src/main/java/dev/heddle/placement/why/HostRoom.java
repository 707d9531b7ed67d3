package dev.heddle.placement.why;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/** One host's part of the model: how many workers of each kind it may have, and what they come to by {@link Counter}. */
final class HostRoom {
    private final CpModel model;
    private final Cluster cluster;
    private final int host;
    private final Machine machine;
    private final Lever lever;
    private final Gang gang;
    /** What holders hold here that might give it back. */
    private final List<Share> held;

    private final boolean byRail;
    /** By kind of worker; the constant 0 where none fits. */
    final List<IntVar> workers = new ArrayList<>();

    final Map<Counter, LinearExprBuilder> load = new LinkedHashMap<>();
    private final LinearExprBuilder all = LinearExpr.newBuilder();
    private int most;

    HostRoom(CpModel model, Cluster cluster, int host, Lever lever, List<Share> held, Gang gang) {
        this.model = model;
        this.cluster = cluster;
        this.host = host;
        this.machine = cluster.machine(host);
        this.lever = lever;
        this.held = held;
        this.gang = gang;
        this.byRail = gang.workers().stream().anyMatch(kind -> kind.need().onRails());
        for (Workers kind : gang.workers()) {
            add(kind.need(), most(kind.need(), gang.oneAHost() ? 1 : kind.count(), this::potential));
        }
        if (gang.oneAHost() && most > 1) {
            model.addLessOrEqual(all, 1);
            most = 1;
        }
    }

    /** More workers than this do not fit, whatever the lever does. */
    int most() {
        return most;
    }

    LinearExpr all() {
        return all.build();
    }

    /** Says of a holder what follows from the loads: no more workers than fit while it keeps its share. A help to the solver. */
    void without(Share share, BoolVar released) {
        long kept = 0;
        for (Workers kind : gang.workers()) {
            kept += most(kind.need(), most, counter -> potential(counter) - counter.of(share, machine));
        }
        if (kept < most) {
            model.addLessOrEqual(
                    all, LinearExpr.newBuilder().addTerm(released, most - kept).add(kept));
        }
    }

    private long potential(Counter counter) {
        if (lever.frees(counter.resource())) {
            return counter.capacity(machine);
        }
        long more = held.stream().mapToLong(share -> counter.of(share, machine)).sum();
        return counter.free(cluster, host) + more;
    }

    private int most(Need need, int limit, ToLongFunction<Counter> potential) {
        long fits = limit;
        fits = most(fits, need.cpu(), potential, new Counter(Limit.CPU, Counter.ANY));
        fits = most(fits, need.memory(), potential, new Counter(Limit.MEMORY, Counter.ANY));
        fits = most(fits, need.storage(), potential, new Counter(Limit.STORAGE, Counter.ANY));
        fits = most(fits, need.gpus(), potential, new Counter(Limit.GPU, Counter.ANY));
        if (!need.onRails()) {
            fits = most(fits, need.bandwidth(), potential, new Counter(Limit.BANDWIDTH, 0));
        } else if (machine.uplinks().isEmpty()) {
            fits = 0;
        }
        return (int) fits;
    }

    private static long most(long limit, long each, ToLongFunction<Counter> potential, Counter counter) {
        return each == 0 || limit == 0 ? limit : Math.min(limit, potential.applyAsLong(counter) / each);
    }

    private void add(Need need, int count) {
        IntVar here = model.newIntVar(0, count, "");
        workers.add(here);
        most += count;
        if (count == 0) {
            return;
        }
        all.add(here);
        load(Limit.CPU, here, need.cpu());
        load(Limit.MEMORY, here, need.memory());
        load(Limit.STORAGE, here, need.storage());
        if (need.onRails() && need.gpus() == machine.gpus()) {
            addOnAllRails(need, here);
            return;
        }
        if (need.onRails()) {
            addOnRails(need, here, count);
            return;
        }
        load(Limit.BANDWIDTH, here, need.bandwidth());
        if (byRail) {
            addOnAnyRail(need, here, count);
        } else {
            load(Limit.GPU, here, need.gpus());
        }
    }

    private void load(Limit resource, IntVar here, long each) {
        if (each > 0) {
            int part = resource == Limit.BANDWIDTH ? 0 : Counter.ANY;
            on(new Counter(resource, part)).addTerm(here, each);
        }
    }

    private LinearExprBuilder on(Counter counter) {
        return load.computeIfAbsent(counter, any -> LinearExpr.newBuilder());
    }

    private int rails() {
        return Math.max(1, machine.uplinks().size());
    }

    /** GPUs of workers that do not mind the rail, where others do. */
    private void addOnAnyRail(Need need, IntVar here, int count) {
        LinearExprBuilder gpus = LinearExpr.newBuilder();
        for (int rail = 0; need.gpus() > 0 && rail < rails(); rail++) {
            IntVar some = model.newIntVar(0, (long) need.gpus() * count, "");
            gpus.add(some);
            on(new Counter(Limit.GPU, rail)).add(some);
        }
        if (need.gpus() > 0) {
            model.addEquality(gpus, LinearExpr.term(here, need.gpus()));
        }
    }

    /** A worker that takes all GPUs has no choice of rails. */
    private void addOnAllRails(Need need, IntVar here) {
        for (int rail = 0; rail < rails(); rail++) {
            Counter gpus = new Counter(Limit.GPU, rail);
            if (gpus.capacity(machine) > 0) {
                on(gpus).addTerm(here, gpus.capacity(machine));
                on(new Counter(Limit.BANDWIDTH, rail)).addTerm(here, need.bandwidth());
            }
        }
    }

    /** Each worker on its own: its bandwidth counts once on each rail on which it has a GPU. */
    private void addOnRails(Need need, IntVar here, int count) {
        LinearExprBuilder there = LinearExpr.newBuilder();
        BoolVar last = null;
        for (int worker = 0; worker < count; worker++) {
            BoolVar used = model.newBoolVar("");
            there.add(used);
            if (last != null) {
                model.addImplication(used, last);
            }
            last = used;
            LinearExprBuilder gpus = LinearExpr.newBuilder();
            for (int rail = 0; rail < rails(); rail++) {
                IntVar some = model.newIntVar(0, need.gpus(), "");
                BoolVar any = model.newBoolVar("");
                model.addLessOrEqual(some, LinearExpr.term(any, need.gpus()));
                gpus.add(some);
                on(new Counter(Limit.GPU, rail)).add(some);
                on(new Counter(Limit.BANDWIDTH, rail)).addTerm(any, need.bandwidth());
            }
            model.addEquality(gpus, LinearExpr.term(used, need.gpus()));
        }
        model.addEquality(there, here);
    }

    /**
     * The load is within what is free, and what becomes free.
     *
     * @param more what may become free of a counter, at most so much
     */
    void bound(BiFunction<Counter, Long, Optional<LinearExpr>> more) {
        load.forEach((counter, sum) -> {
            long free = counter.free(cluster, host);
            LinearExprBuilder rest = LinearExpr.newBuilder().add(sum);
            more.apply(counter, counter.capacity(machine) - free).ifPresent(freed -> rest.addTerm(freed, -1));
            model.addLessOrEqual(rest, free);
        });
    }

    /** What has to become free for the workers that the solver has put here. */
    Optional<Seat> freed(CpSolver solver) {
        long cpu = 0;
        long memory = 0;
        long storage = 0;
        Gpus gpus = Gpus.NONE;
        TreeMap<Integer, Long> bandwidth = new TreeMap<>();
        for (Map.Entry<Counter, LinearExprBuilder> each : load.entrySet()) {
            Counter counter = each.getKey();
            long over = solver.value(each.getValue()) - counter.free(cluster, host);
            if (over <= 0) {
                continue;
            }
            switch (counter.resource()) {
                case CPU -> cpu = over;
                case MEMORY -> memory = over;
                case STORAGE -> storage = over;
                case GPU -> {
                    Gpus taken = Gpus.first(machine.gpus()).minus(cluster.freeGpus(host));
                    gpus = gpus.plus(counter.counted(taken, machine).lowest((int) over));
                }
                case BANDWIDTH -> bandwidth.put(counter.index(), over);
                default -> throw new IllegalStateException(counter + " is not counted");
            }
        }
        Share share = new Share(cpu, memory, storage, gpus, bandwidth);
        return share.equals(Share.ofGpus(Gpus.NONE)) ? Optional.empty() : Optional.of(new Seat(host, share));
    }
}
