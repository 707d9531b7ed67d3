package dev.heddle.simulator.whole;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Virtual time: events in the order of their times, those of one time in the order in which they were planned. The
 * monotonic clock moves only from event to event; people's clock may jump beside it.
 */
final class Timeline implements InstantSource {
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

    /** Where the monotonic clock begins: anywhere. */
    private static final long ORIGIN = 1L << 40;

    private record Event(long at, long order, Planned<?> work) {
        int compare(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** What was planned; may be cancelled before. */
    static final class Planned<T> extends FutureTask<T> {
        private Planned(Callable<T> work) {
            super(work);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>(Event::compare);
    private long now = ORIGIN;
    private long order;
    private long steps;
    private Duration jumped = Duration.ZERO;

    /** Nanoseconds of the monotonic clock. */
    long nanoTime() {
        return now;
    }

    /** Since the beginning. */
    Duration elapsed() {
        return Duration.ofNanos(now - ORIGIN);
    }

    /** People's clock. */
    @Override
    public Instant instant() {
        return BEGIN.plusNanos(now - ORIGIN).plus(jumped);
    }

    /** Sets people's clock forward or back. */
    void jump(Duration by) {
        jumped = jumped.plus(by);
    }

    /** Plans work; what is due already comes after all that is due now. */
    void after(long delayNanos, Runnable work) {
        var _ = plan(delayNanos, work);
    }

    /** As {@link #after}, for work that may be cancelled. */
    Planned<?> plan(long delayNanos, Runnable work) {
        Planned<?> planned = new Planned<>(() -> {
            work.run();
            return null;
        });
        events.add(new Event(now + Math.max(0, delayNanos), order++, planned));
        return planned;
    }

    /** Events that have happened. */
    long steps() {
        return steps;
    }

    /** Events that are planned, cancelled ones among them. */
    int planned() {
        return events.size();
    }

    /**
     * Lets the next event happen, if there is one not after this time; else it is that time.
     *
     * @return whether an event happened
     * @throws RuntimeException or Error as the event threw it
     */
    boolean step(long until) {
        Event next = events.peek();
        while (next != null && next.work().isCancelled()) {
            events.poll();
            next = events.peek();
        }
        if (next == null || next.at() - until > 0) {
            now = Math.max(now, until);
            return false;
        }
        events.poll();
        now = next.at();
        steps++;
        next.work().run();
        rethrow(next.work());
        return true;
    }

    private static void rethrow(Planned<?> done) {
        if (done.state() == java.util.concurrent.Future.State.FAILED) {
            switch (done.exceptionNow()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
        }
    }
}
