package dev.heddle.controller.http;

import dev.heddle.model.state.Snapshot;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest snapshots, by revision: what watchers are told from, and what a host's acknowledged revision meant. Snapshots
 * share structure, so one costs what its change touched. Appended to by the state thread in constant time; read by any
 * thread.
 */
final class History implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final @Nullable Snapshot[] ring;
    private long first;
    private long count;
    private boolean closed;

    /**
     * A step from one revision to the next.
     *
     * @param before null where the history does not reach back to the revision asked for
     */
    record Step(@Nullable Snapshot before, Snapshot after) {}

    /** @param capacity how many snapshots are kept, at least 2 */
    History(Snapshot start, int capacity) {
        ring = new Snapshot[capacity];
        append(start);
    }

    /** Takes a newer snapshot; one of the same revision replaces it. */
    void append(Snapshot snapshot) {
        lock.lock();
        try {
            long newest = first + count - 1;
            if (count > 0 && get(newest).revision() >= snapshot.revision()) {
                put(newest, snapshot);
                return;
            }
            put(first + count, snapshot);
            if (count == ring.length) {
                first++;
            } else {
                count++;
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Snapshot newest() {
        lock.lock();
        try {
            return get(first + count - 1);
        } finally {
            lock.unlock();
        }
    }

    /** The snapshot as it was at the revision, or null if that is older than what is kept. */
    @Nullable
    Snapshot at(long revision) {
        lock.lock();
        try {
            long index = floor(revision);
            return index < first ? null : get(index);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The step after the revision. Where it is no longer (or not yet) known, a step from nothing to the newest snapshot.
     *
     * @return null when there was none within the time, or after {@link #close}
     */
    @Nullable
    Step after(long revision, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (!closed) {
                Snapshot newest = get(first + count - 1);
                if (revision > newest.revision()) {
                    return new Step(null, newest);
                }
                if (revision < newest.revision()) {
                    long index = floor(revision);
                    return index < first ? new Step(null, newest) : new Step(get(index), get(index + 1));
                }
                if (left <= 0) {
                    return null;
                }
                left = grown.awaitNanos(left);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waiting. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The index of the newest snapshot that is not newer than the revision; {@code first - 1} if there is none. */
    private long floor(long revision) {
        long low = first - 1;
        long high = first + count - 1;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (get(middle).revision() <= revision) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private Snapshot get(long index) {
        Snapshot found = ring[(int) (index % ring.length)];
        if (found == null) {
            throw new IllegalStateException("no snapshot at " + index);
        }
        return found;
    }

    private void put(long index, Snapshot snapshot) {
        ring[(int) (index % ring.length)] = snapshot;
    }
}
