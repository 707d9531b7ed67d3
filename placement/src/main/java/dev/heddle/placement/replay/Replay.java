package dev.heddle.placement.replay;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Workers;
import dev.heddle.placement.policy.Policy;
import dev.heddle.placement.policy.Policy.Choice;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Plays a schedule: the cluster starts empty, and it goes on until the queue is empty. At one instant first what ends, then
 * what is submitted, then one pass over the queue in its order, in which what does not fit is skipped; of jobs of equal size
 * none overtakes another.
 */
public final class Replay implements Watcher.View {
    private final Schedule schedule;
    private final Policy policy;
    private final LongSupplier nanos;
    private final Cluster cluster;
    private final Meter meter;
    private final Run[] runs;
    private final Course course;
    private final Map<Integer, Run> running = new TreeMap<>();
    private final Map<Integer, Line> lines = new TreeMap<>();
    private final Samples decisions = new Samples();
    private long now;
    private int next;
    private int done;

    private Replay(Domains domains, Schedule schedule, Policy policy, Course course, LongSupplier nanos) {
        this.schedule = schedule;
        this.policy = policy;
        this.course = course;
        this.nanos = nanos;
        this.cluster = new Cluster(
                domains, Collections.nCopies(domains.hosts(), schedule.unit().machine()));
        this.meter = new Meter(cluster, schedule);
        this.runs = new Run[schedule.submissions().size()];
    }

    /** Plays all of it; jobs take as long as the log says. */
    public static Result run(Domains domains, Schedule schedule, Policy policy, LongSupplier nanos, Watcher watcher) {
        return run(domains, schedule, policy, new FixedCourse(), nanos, watcher);
    }

    /**
     * Plays all of it.
     *
     * @param policy fresh: it has seen no other replay
     * @param course fresh, likewise
     * @param nanos a clock for decision times, in nanoseconds
     * @param watcher is shown every instant
     * @throws IllegalStateException if the policy breaks its contract
     */
    public static Result run(
            Domains domains, Schedule schedule, Policy policy, Course course, LongSupplier nanos, Watcher watcher) {
        return new Replay(domains, schedule, policy, course, nanos).play(watcher);
    }

    private Result play(Watcher watcher) {
        for (long instant = nextInstant(); instant != Line.NEVER; instant = nextInstant()) {
            meter.advance(now, instant);
            now = instant;
            end();
            submit();
            pass();
            watcher.instant(this);
        }
        meter.advance(now, schedule.length());
        if (done < runs.length) {
            throw new IllegalStateException(policy.name() + " leaves jobs in the queue though every host is free");
        }
        return new Result(
                schedule, cluster.domains(), List.of(runs), meter.utilisation(), meter.fragmentation(), decisions);
    }

    private long nextInstant() {
        long instant = course.nextEnd();
        if (next < runs.length) {
            instant = Math.min(instant, schedule.submissions().get(next).time());
        }
        for (Line line : lines.values()) {
            instant = Math.min(instant, line.wake);
        }
        return instant;
    }

    private void end() {
        List<Integer> ended = course.end(now);
        for (int number : ended) {
            Run run = Objects.requireNonNull(running.remove(number)).endedAt(now);
            runs[number] = run;
            run.seats().forEach(meter::give);
            done++;
            policy.ended(run.submission().gang(), run.seats(), Clock.seconds(now));
        }
        if (!ended.isEmpty()) {
            lines.values().forEach(line -> line.stuck = false);
        }
    }

    private void submit() {
        for (; next < runs.length && schedule.submissions().get(next).time() == now; next++) {
            Submission job = schedule.submissions().get(next);
            if (job.gang().size() > cluster.domains().hosts()) {
                runs[next] = Run.never(job);
                done++;
            } else {
                lines.computeIfAbsent(job.units(), units -> new Line()).waiting.add(job);
            }
        }
    }

    private void pass() {
        PriorityQueue<Line> heads = new PriorityQueue<>(Comparator.comparingInt(Line::number));
        for (Line line : lines.values()) {
            if (!line.stuck && !line.waiting.isEmpty()) {
                heads.add(line);
            }
        }
        while (!heads.isEmpty()) {
            Line line = heads.remove();
            Submission job = line.waiting.getFirst();
            switch (choose(job)) {
                case Choice.Start(List<Seat> seats) -> {
                    start(job, seats);
                    line.leave();
                    if (!line.waiting.isEmpty()) {
                        heads.add(line);
                    }
                }
                case Choice.NoRoom _ -> {
                    line.stuck = true;
                    line.wake = Line.NEVER;
                }
                case Choice.Wait(double until) -> line.wake = wake(until);
            }
        }
    }

    private Choice choose(Submission job) {
        long before = nanos.getAsLong();
        Choice choice = policy.choose(job.gang(), cluster, Clock.seconds(job.time()), Clock.seconds(now));
        if (job.counts()) {
            decisions.add(nanos.getAsLong() - before);
        }
        return choice;
    }

    private void start(Submission job, List<Seat> seats) {
        checkSeats(job.gang(), seats);
        seats.forEach(meter::take);
        running.put(job.number(), Run.running(job, now, seats));
        course.start(job, seats, now);
        policy.started(job.gang(), seats, Clock.seconds(now));
    }

    private void checkSeats(Gang gang, List<Seat> seats) {
        boolean right = seats.size() == gang.size();
        int rank = 0;
        for (Workers workers : gang.workers()) {
            for (int i = 0; i < workers.count() && right; i++) {
                right = seats.get(rank++).share().gpus().count()
                        == workers.need().gpus();
            }
        }
        Set<Integer> hosts = new HashSet<>();
        seats.forEach(seat -> hosts.add(seat.host()));
        if (!right || hosts.size() != seats.size()) {
            throw new IllegalStateException(policy.name() + " seats job " + gang.name() + " wrongly: " + seats);
        }
    }

    private long wake(double until) {
        if (!(until > Clock.seconds(now))) {
            throw new IllegalStateException(policy.name() + " waits until " + until + ", which has passed");
        }
        return Math.max(now + 1, (long) Math.ceil(Math.min(until * 1e6, Line.NEVER)));
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public Cluster cluster() {
        return cluster;
    }

    @Override
    public Collection<Run> running() {
        return Collections.unmodifiableCollection(running.values());
    }

    @Override
    public Optional<Submission> firstOf(int units) {
        Line line = lines.get(units);
        return line == null ? Optional.empty() : Optional.ofNullable(line.waiting.peekFirst());
    }

    @Override
    public int done() {
        return done;
    }
}
