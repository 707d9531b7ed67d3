package dev.heddle.controller.state;

/** Told what the state thread and the journal do; for metrics. Called on their threads; must not block. */
public interface Meter {
    /** Nobody counts. */
    Meter NONE = new Meter() {};

    /** A round of the state thread: requests and observations taken from its queue, and the time until they were decided. */
    default void decided(int requests, int observations, long nanos) {}

    /** A journal transaction became durable: bodies, their bytes, and the time from the first append to durable. */
    default void committed(int bodies, long bytes, long nanos) {}

    /** A request was turned away because the queue was full or the journal has no room. */
    default void turnedAway() {}

    /** A snapshot of this many bytes was stored. */
    default void snapshotStored(long bytes, long nanos) {}
}
