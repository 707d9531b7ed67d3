package dev.heddle.controller.state;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What waits for the state thread: a bounded queue of requests, and of each kind and host the newest observation, so that
 * observations are bounded too and none needs to be refused. Any thread puts, the state thread takes.
 */
final class Inbox<T> {
    private record Sender(Class<? extends Observation> kind, String host) {}

    /**
     * All that waited.
     *
     * @param closed nothing will follow
     */
    record Round<T>(List<T> requests, List<Observation> observations, boolean closed) {}

    private final int capacity;
    private final LongSupplier nanoTime;
    private final Deque<T> requests = new ArrayDeque<>();
    private final Map<Sender, Observation> observations = new LinkedHashMap<>();
    private boolean closed;

    /** Whether the taker is to come for an observation, and when (nanoseconds of the monotonic clock). */
    private boolean anyDue;

    private long due;

    Inbox(int capacity, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.nanoTime = nanoTime;
    }

    /** False if there is no room, or the inbox is closed. */
    synchronized boolean offer(T request) {
        if (closed || requests.size() >= capacity) {
            return false;
        }
        requests.add(request);
        notifyAll();
        return true;
    }

    /**
     * Puts it behind all that wait, in the place of an older one of its kind and host.
     *
     * @param within the taker comes at the latest after this time, and finds it earlier when it comes for something else
     */
    synchronized void put(Observation observation, Duration within) {
        Sender sender = new Sender(observation.getClass(), observation.host());
        observations.remove(sender);
        observations.put(sender, observation);
        long at = nanoTime.getAsLong() + within.toNanos();
        if (!anyDue || at - due < 0) {
            anyDue = true;
            due = at;
            notifyAll();
        }
    }

    synchronized int size() {
        return requests.size() + observations.size();
    }

    /** Takes no more requests; what waits is still taken. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits until a request is there, an observation is due, the time is over or the inbox closed; then takes everything. */
    synchronized Round<T> take(Duration atMost) throws InterruptedException {
        long end = nanoTime.getAsLong() + atMost.toNanos();
        long left = left(end);
        while (requests.isEmpty() && !closed && left > 0) {
            // wait(0) would wait for ever
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = left(end);
        }
        return takeAll();
    }

    /** How long until something is due; {@code atMost} where nothing is. */
    synchronized Duration untilDue(Duration atMost) {
        return requests.isEmpty() && !closed
                ? Duration.ofNanos(Math.max(0, left(nanoTime.getAsLong() + atMost.toNanos())))
                : Duration.ZERO;
    }

    /** Takes everything at once. */
    synchronized Round<T> takeAll() {
        Round<T> round = new Round<>(new ArrayList<>(requests), new ArrayList<>(observations.values()), closed);
        requests.clear();
        observations.clear();
        anyDue = false;
        return round;
    }

    private long left(long end) {
        long now = nanoTime.getAsLong();
        return anyDue ? Math.min(end - now, due - now) : end - now;
    }
}
