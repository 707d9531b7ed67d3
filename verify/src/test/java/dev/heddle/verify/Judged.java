package dev.heddle.verify;

import java.util.HashSet;
import java.util.Set;

/** A verdict as two proofs of the same tables must agree on it: every doubt; of many witnesses not always the same are found. */
record Judged(Kind kind, Set<Doubt> doubts) {
    enum Kind {
        PROVED,
        VIOLATED,
        NOT_PROVEN
    }

    static Judged of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved _ -> new Judged(Kind.PROVED, Set.of());
            case Verdict.Violated v -> new Judged(Kind.VIOLATED, new HashSet<>(v.doubts()));
            case Verdict.NotProven n -> new Judged(Kind.NOT_PROVEN, new HashSet<>(n.doubts()));
        };
    }
}
