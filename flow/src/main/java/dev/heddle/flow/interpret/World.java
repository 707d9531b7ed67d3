package dev.heddle.flow.interpret;

/** What all passes of one walk share. */
final class World {
    /** So that a program cannot make a walk take all memory. */
    private static final int MAX_STEPS = 1 << 16;

    private final Tables tables;
    private final Tracker tracker;
    private final Ports ports;
    private int steps;

    World(Tables tables, Tracker tracker, Ports ports) {
        this.tables = tables;
        this.tracker = tracker;
        this.ports = ports;
    }

    Tables tables() {
        return tables;
    }

    Tracker tracker() {
        return tracker;
    }

    Ports ports() {
        return ports;
    }

    /** Counts a step; returns {@link #isFull}. */
    boolean count() {
        steps++;
        return isFull();
    }

    /** Whether there are so many steps that no more are to be begun. */
    boolean isFull() {
        return steps >= MAX_STEPS;
    }
}
