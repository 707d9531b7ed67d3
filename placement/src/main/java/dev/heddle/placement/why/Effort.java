package dev.heddle.placement.why;

/**
 * How much may be spent on each question to the model.
 *
 * @param work in the solver's deterministic seconds: counted, not measured, so that the answer is the same on any machine
 */
public record Effort(double work) {
    public static final Effort DEFAULT = new Effort(2);

    public Effort {
        if (!(work > 0)) {
            throw new IllegalArgumentException("an effort of " + work);
        }
    }
}
