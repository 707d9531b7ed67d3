package dev.heddle.controller.state;

import dev.heddle.model.Problem;
import java.util.List;

/** A request that was refused whole; nothing changed. */
public final class Refused extends Exception {
    private final transient List<Problem> problems;

    public Refused(List<Problem> problems) {
        super(problems.toString());
        this.problems = List.copyOf(problems);
    }

    /** At least one. */
    public List<Problem> problems() {
        return problems;
    }
}
