package dev.heddle.controller.http;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The newest notable events, for people. Bounded; not journalled. Thread-safe; never blocks for long. */
final class EventLog {
    private final int capacity;
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private long next = 1;

    /**
     * Something that happened.
     *
     * @param number counts up from 1 since the start of the process
     * @param revision that it made, or that was the newest
     * @param actor who did it; {@code controller} for what was observed
     * @param object as {@code Port team-a/p1}
     * @param reason one word in CamelCase
     */
    record Event(long number, Instant at, long revision, String actor, String object, String reason, String message) {}

    EventLog(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(Instant at, long revision, String actor, String object, String reason, String message) {
        if (events.size() == capacity) {
            events.removeFirst();
        }
        events.addLast(new Event(next++, at, revision, actor, object, reason, message));
    }

    /** Those after a number, oldest first. */
    synchronized List<Event> after(long number) {
        List<Event> out = new ArrayList<>();
        for (Event event : events) {
            if (event.number > number) {
                out.add(event);
            }
        }
        return out;
    }
}
