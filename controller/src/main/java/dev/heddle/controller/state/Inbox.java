package dev.heddle.controller.state;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private final Deque<T> requests = new ArrayDeque<>();
    private final Map<Sender, Observation> observations = new LinkedHashMap<>();
    private boolean closed;

    Inbox(int capacity) {
        this.capacity = capacity;
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
     * @param wake false where the taker need not come for it: it finds it when it comes for something else
     */
    synchronized void put(Observation observation, boolean wake) {
        Sender sender = new Sender(observation.getClass(), observation.host());
        observations.remove(sender);
        observations.put(sender, observation);
        if (wake) {
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

    /** Waits until something is there, the time is over, or the inbox is closed; then takes everything. */
    synchronized Round<T> take(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (requests.isEmpty() && observations.isEmpty() && !closed && left > 0) {
            // wait(0) would wait for ever
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = end - System.nanoTime();
        }
        Round<T> round = new Round<>(new ArrayList<>(requests), new ArrayList<>(observations.values()), closed);
        requests.clear();
        observations.clear();
        return round;
    }
}
