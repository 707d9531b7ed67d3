package dev.heddle.simulator.whole;

import dev.heddle.controller.state.HostStatus;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Snapshot;
import dev.heddle.simulator.whole.Broken.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole controller and its hosts on one thread and virtual time: lets a schedule happen, looks after every event whether
 * what must hold holds, ends the faults and looks whether all comes right again. One schedule, one simulation; what happens
 * depends on the schedule alone.
 */
final class Simulation {
    /** After the last fault all is right again within this time. */
    static final Duration SETTLES_WITHIN = Duration.ofSeconds(60);

    /** No host says for longer than this that it is realised while it is not. */
    private static final Duration CLAIMS_WITHIN = Duration.ofSeconds(15);

    /** How long a switch is watched that must be left alone. */
    private static final Duration QUIET = Duration.ofSeconds(8);

    private static final long LOOK_NANOS = 200_000_000;
    private static final int MOST_PLANNED = 20_000;
    private static final int MOST_QUEUED = 4_000;

    private final Schedule schedule;
    private final Timeline time = new Timeline();
    private final SplittableRandom random;
    private final FaultyJournal.Disk disk = new FaultyJournal.Disk(time);
    private final List<SimulatedHost> hosts = new ArrayList<>();
    private final Promises promises = new Promises();
    private final Bindings bindings = new Bindings(time);
    private final Watch watch = new Watch(time);
    private final Membership membership = new Membership();
    private @Nullable Life life;
    private @Nullable Snapshot newest;
    private @Nullable Snapshot checked;
    private @Nullable Throwable fatal;
    private long downNanos;
    private int acts;

    private Simulation(Schedule schedule) {
        this.schedule = schedule;
        this.random = new SplittableRandom(schedule.seed() * 31 + 7);
        for (int i = 0; i < schedule.hosts(); i++) {
            hosts.add(new SimulatedHost(i, time, random.split(), this::life, bindings));
        }
    }

    /** Lets the schedule happen. */
    static Outcome run(Schedule schedule) {
        Simulation simulation = new Simulation(schedule);
        try {
            simulation.run();
            return simulation.outcome(Optional.empty());
        } catch (Broken e) {
            return simulation.outcome(e.invariant(), e.getMessage());
        } catch (RuntimeException e) {
            return simulation.outcome(Invariant.EXCEPTION, Traces.text(e));
        }
    }

    private Outcome outcome(Invariant invariant, @Nullable String words) {
        return outcome(Optional.of(new Outcome.Failure(invariant, time.steps(), String.valueOf(words))));
    }

    private Outcome outcome(Optional<Outcome.Failure> failure) {
        return new Outcome(time.steps(), acts, time.elapsed(), failure);
    }

    private void run() {
        start();
        hosts.forEach(SimulatedHost::start);
        Director director = new Director(this);
        for (Schedule.Timed timed : schedule.acts()) {
            time.after(timed.at().toNanos(), () -> {
                acts++;
                director.perform(timed.act());
            });
        }
        pass(schedule.end().plusMillis(1).toNanos());
        heal();
        settle(true);
        hosts.stream().filter(this::hasErrors).forEach(SimulatedHost::cutBridge);
        settle(false);
        leaveAlone();
    }

    /** Lets so much time pass. */
    private void pass(long nanos) {
        long until = time.nanoTime() + nanos;
        boolean more = true;
        while (more) {
            try {
                more = time.step(until);
            } catch (FaultyJournal.ProcessEnded e) {
                crash(downNanos);
            }
            check();
        }
    }

    private void heal() {
        disk.heal();
        hosts.forEach(SimulatedHost::heal);
        if (life == null) {
            start();
        }
    }

    /**
     * All comes right within the bound.
     *
     * @param errors whether a host may say that a switch refused something, in which case it need not hold that
     */
    private void settle(boolean errors) {
        Optional<String> wrong = Optional.of("");
        long claimed = 0;
        for (long left = SETTLES_WITHIN.toNanos(); left > 0 && wrong.isPresent(); left -= LOOK_NANOS) {
            pass(LOOK_NANOS);
            boolean claims = claimsToBeSettled(errors);
            wrong = claims ? unsettled(errors) : Optional.of("not every host is realised: " + statuses());
            claimed = claims ? claimed + LOOK_NANOS : 0;
            if (claimed > CLAIMS_WITHIN.toNanos()) {
                break;
            }
        }
        if (wrong.isPresent()) {
            throw new Broken(Invariant.CONVERGENCE, wrong.get());
        }
    }

    /** Whether every declared host says that it is realised at the newest revision, and no interface or number is still to come. */
    private boolean claimsToBeSettled(boolean errors) {
        return life != null
                && hosts.stream().noneMatch(host -> host.isBehind() || (isDeclared(host) && host.hasLostNumber()))
                && new Settled(life.state().snapshot(), Map.of())
                        .statuses(life.statuses(), errors)
                        .isEmpty();
    }

    private String statuses() {
        return life == null
                ? "the controller does not run"
                : life.state().snapshot().revision() + ", "
                        + life.statuses().all().values();
    }

    private boolean hasErrors(SimulatedHost host) {
        HostStatus status = life == null ? null : life.statuses().get(host.name());
        return status != null && !status.objectErrors().isEmpty();
    }

    /** What is wrong although every host says that it is realised. */
    private Optional<String> unsettled(boolean errors) {
        Snapshot snapshot = Objects.requireNonNull(life).state().snapshot();
        Settled settled = new Settled(snapshot, views(snapshot));
        List<SimulatedHost> honest =
                hosts.stream().filter(h -> !errors || !hasErrors(h)).toList();
        return settled.bindings()
                .or(() -> settled.programs(honest))
                .or(() -> honest.size() < hosts.size() ? Optional.empty() : settled.arrivals());
    }

    /** The controller ends and comes back; no switch that is right is changed. */
    private void leaveAlone() {
        if (random.nextInt(4) > 0) {
            return;
        }
        Map<String, Long> before = new TreeMap<>();
        hosts.forEach(h -> before.put(h.name(), h.switchVersion()));
        crash(1);
        pass(QUIET.toNanos());
        for (SimulatedHost host : hosts) {
            if (!Objects.equals(before.get(host.name()), host.switchVersion()) && isDeclared(host)) {
                throw new Broken(
                        Invariant.CONVERGENCE,
                        "the switch of " + host.name() + " was right, and was changed after a restart");
            }
        }
        settle(false);
    }

    /** The process, or null while it is not there. */
    @Nullable
    Life life() {
        return life;
    }

    Timeline time() {
        return time;
    }

    FaultyJournal.Disk disk() {
        return disk;
    }

    Promises promises() {
        return promises;
    }

    Watch watch() {
        return watch;
    }

    /** The newest snapshot that was published, or null before the first. */
    @Nullable
    Snapshot newest() {
        return newest;
    }

    /** {@code pick mod n}-th host. */
    SimulatedHost host(int pick) {
        return hosts.get(pick % hosts.size());
    }

    List<SimulatedHost> hosts() {
        return hosts;
    }

    boolean isDeclared(SimulatedHost host) {
        return newest != null && newest.hosts().containsKey(host.name());
    }

    /** Whether the controller says that the host's switch is as it shall be. */
    boolean isRealised(SimulatedHost host) {
        HostStatus status = life == null ? null : life.statuses().get(host.name());
        return status != null && status.phase() == HostStatus.Phase.REALISED;
    }

    /** How long the process is away should it end at a write. */
    void awayAfterWrite(long nanos) {
        downNanos = nanos;
    }

    /** The process ends and comes back so much later. */
    void crash(long awayNanos) {
        if (life != null) {
            life.kill();
            life = null;
            watch.unhealthy(awayNanos);
            hosts.forEach(h -> h.cut("the controller is gone"));
            time.after(awayNanos, () -> {
                if (life == null) {
                    start();
                }
            });
        }
    }

    private void start() {
        Life now = new Life(time, random.split(), disk, this::fatal);
        life = now;
        Snapshot found = now.state().snapshot();
        published(newest == null ? found : newest, found);
        promises.back(found);
        var _ = now.state().subscribe(this::published);
    }

    private void published(Snapshot before, Snapshot after) {
        bindings.check(before, after);
        membership.learn(after);
        newest = after;
    }

    private void fatal(Throwable why) {
        fatal = why;
    }

    /** After every event. A snapshot is looked at once. */
    @SuppressWarnings("ReferenceEquality")
    private void check() {
        if (fatal != null) {
            throw new Broken(Invariant.EXCEPTION, Traces.text(fatal));
        }
        promises.rethrow();
        Snapshot snapshot = newest;
        if (life == null || snapshot == null) {
            return;
        }
        if (checked != snapshot) {
            checked = snapshot;
            promises.check(snapshot);
        }
        bounded(life);
        List<PortState> ports = new ArrayList<>();
        snapshot.slices().values().forEach(s -> ports.addAll(s.ports().values()));
        hosts.forEach(this::take);
        hosts.stream()
                .filter(h -> h.willRefuse() || h.hasLostNumber() || hasErrors(h))
                .forEach(h -> watch.trouble(h.name()));
        watch.look(snapshot, hosts, membership, ports);
    }

    /** A host that is declared is the controller's from when its switch is right for the first time. */
    private void take(SimulatedHost host) {
        if (!isDeclared(host)) {
            watch.gone(host.name());
        } else if (isRealised(host)) {
            watch.taken(host.name());
        }
    }

    private void bounded(Life running) {
        int queued = running.longestQueue();
        int waiting = hosts.stream().mapToInt(SimulatedHost::waiting).sum();
        if (time.planned() > MOST_PLANNED || queued > MOST_QUEUED || waiting > MOST_QUEUED) {
            throw new Broken(
                    Invariant.BOUNDED,
                    "%d events are planned, a loop had %d tasks, %d messages are under way"
                            .formatted(time.planned(), queued, waiting));
        }
    }

    private Map<String, SwitchView> views(Snapshot snapshot) {
        Map<String, SwitchView> out = new TreeMap<>();
        hosts.forEach(h -> out.put(h.name(), h.view(Watch.peers(snapshot))));
        return out;
    }
}
