package dev.heddle.simulator.whole;

/** An invariant does not hold. */
final class Broken extends RuntimeException {
    private final Invariant invariant;

    Broken(Invariant invariant, String words) {
        super(words);
        this.invariant = invariant;
    }

    Invariant invariant() {
        return invariant;
    }

    /** What must hold. */
    enum Invariant {
        /** No packet crosses from one slice to another. */
        ISOLATION,
        /** What was acknowledged is there, what was not asked for is not. */
        ACKNOWLEDGED,
        /** A port stays bound while its interface is where it was. */
        BINDING,
        /** What others put into a switch or a database stays. */
        FOREIGN,
        /** Nothing grows without bound. */
        BOUNDED,
        /** What nothing happened to goes on to reach what it reached. */
        DELIVERY,
        /** What a slice has on a switch is there whole or not at all. */
        WHOLE,
        /** Once the faults are over, every switch holds its program, and every packet arrives. */
        CONVERGENCE,
        /** Nothing is thrown. */
        EXCEPTION
    }
}
