package dev.heddle.placement.gang;

/**
 * How much the placer may work on one gang after the greedy answer.
 *
 * @param effort in CP-SAT's deterministic seconds: counted work, not time, so that the same input gives the same output;
 *     0.1 is some second of a core
 */
public record Budget(double effort) {
    /** The greedy answer only; the solver is not even loaded. */
    public static final Budget NONE = new Budget(0);

    /** What an operator waits for without noticing. */
    public static final Budget DEFAULT = new Budget(0.1);

    public Budget {
        if (!(effort >= 0)) {
            throw new IllegalArgumentException("an effort of " + effort);
        }
    }
}
