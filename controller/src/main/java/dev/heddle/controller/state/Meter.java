package dev.heddle.controller.state;

import java.time.Duration;

/** Told what the state thread and the journal do; for metrics. Called on their threads; must not block. */
public interface Meter {
    /** Nobody counts. */
    Meter NONE = new Meter() {};

    /** The state thread has decided a round: so many requests and observations from its queue. */
    default void decided(int requests, int observations, Duration took) {}

    /** A journal transaction became durable: bodies, their bytes, and the time from its first append. */
    default void committed(int bodies, long bytes, Duration took) {}

    /** A request was turned away: the queue was full, or the journal had no room. */
    default void turnedAway() {}

    /** A snapshot of this many bytes was stored. */
    default void snapshotStored(long bytes, Duration took) {}
}
