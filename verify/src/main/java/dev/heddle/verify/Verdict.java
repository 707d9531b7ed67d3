package dev.heddle.verify;

import java.util.List;

/** What is known of one switch's isolation. */
public sealed interface Verdict {
    /** No packet that enters can break the contract. */
    record Proved() implements Verdict {}

    /**
     * Packets break it.
     *
     * @param witnesses at least one; at most one for each culprit, and not always all of them
     * @param doubts what besides is not proved
     */
    record Violated(List<Witness> witnesses, List<Doubt> doubts) implements Verdict {
        public Violated {
            witnesses = List.copyOf(witnesses);
            doubts = List.copyOf(doubts);
            if (witnesses.isEmpty()) {
                throw new IllegalArgumentException("a violation without a witness");
            }
        }
    }

    /** Something is not understood, or may leak in a way for which no packet was found. At least one doubt. */
    record NotProven(List<Doubt> doubts) implements Verdict {
        public NotProven {
            doubts = List.copyOf(doubts);
            if (doubts.isEmpty()) {
                throw new IllegalArgumentException("not proven without a reason");
            }
        }
    }

    /** {@code proved}, {@code violated} or {@code notProven}. */
    default String text() {
        return switch (this) {
            case Proved _ -> "proved";
            case Violated _ -> "violated";
            case NotProven _ -> "notProven";
        };
    }

    default boolean isProved() {
        return this instanceof Proved;
    }

    static Verdict of(List<Witness> witnesses, List<Doubt> doubts) {
        return !witnesses.isEmpty()
                ? new Violated(witnesses, doubts)
                : doubts.isEmpty() ? new Proved() : new NotProven(doubts);
    }
}
