package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Cookie;
import dev.heddle.flow.Flow;
import dev.heddle.verify.Doubt;
import dev.heddle.verify.Verdict;
import dev.heddle.verify.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the objects without which a program that is not proved may be. Pure. */
final class Blame {
    private static final String NOT_SENT = "not sent, isolation: ";

    private Blame() {}

    static List<Guard.Objection> of(Verdict verdict) {
        List<Guard.Objection> out = new ArrayList<>();
        switch (verdict) {
            case Verdict.Proved _ -> {}
            case Verdict.Violated v ->
                v.witnesses().forEach(w -> out.add(new Guard.Objection(object(w), NOT_SENT + w.words())));
            case Verdict.NotProven n ->
                n.doubts().forEach(d -> out.add(new Guard.Objection(object(d), NOT_SENT + d.words())));
        }
        return out;
    }

    private static long object(Doubt doubt) {
        Flow flow = doubt.flow();
        return flow == null ? 0 : id(flow);
    }

    /**
     * A flow of a port or slice that lets a packet out is to blame itself. What many use, as the way to a peer, lets out
     * whatever comes: then it is the first port on the packet's way, or else the first slice.
     */
    private static long object(Witness witness) {
        Flow culprit = witness.culprit().flowOrNull();
        if (culprit != null && isOf(culprit, Cookie.Owner.PORT, Cookie.Owner.SLICE)) {
            return id(culprit);
        }
        return first(witness, Cookie.Owner.PORT)
                .or(() -> first(witness, Cookie.Owner.SLICE))
                .or(() -> Optional.ofNullable(culprit))
                .map(Blame::id)
                .orElse(0L);
    }

    private static Optional<Flow> first(Witness witness, Cookie.Owner owner) {
        return witness.path().stream().filter(flow -> isOf(flow, owner)).findFirst();
    }

    private static boolean isOf(@Nullable Flow flow, Cookie.Owner... owners) {
        return flow != null
                && Cookie.owner(flow.cookie())
                        .filter(owner -> List.of(owners).contains(owner))
                        .isPresent();
    }

    private static long id(Flow flow) {
        return Cookie.ours(flow.cookie()) ? Cookie.id(flow.cookie()) : 0;
    }
}
