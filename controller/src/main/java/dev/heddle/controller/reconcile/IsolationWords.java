package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Cookie;
import dev.heddle.controller.state.Isolation;
import dev.heddle.flow.Flow;
import dev.heddle.flow.text.FlowText;
import dev.heddle.model.Kind;
import dev.heddle.model.Resource;
import dev.heddle.model.state.Snapshot;
import dev.heddle.verify.Contract;
import dev.heddle.verify.Doubt;
import dev.heddle.verify.Verdict;
import dev.heddle.verify.Witness;
import java.util.List;
import java.util.stream.Collectors;

/** Says a verdict in the words that people are shown. Pure. */
final class IsolationWords {
    private IsolationWords() {}

    /**
     * @param flows how many were looked at
     * @param contract what they were held to
     * @param snapshot to name the objects that flows are for
     */
    static Isolation of(Verdict verdict, int flows, Contract contract, Snapshot snapshot) {
        return switch (verdict) {
            case Verdict.Proved _ ->
                Isolation.proved("%d flows keep the slices of %d ports apart"
                        .formatted(
                                flows,
                                contract.ports().values().stream()
                                        .filter(port -> port.slice() != null)
                                        .count()));
            case Verdict.Violated v -> violated(v, snapshot);
            case Verdict.NotProven n ->
                Isolation.notProven(
                        Isolation.NOT_UNDERSTOOD,
                        n.doubts().getFirst().words()
                                + owned(n.doubts().getFirst(), snapshot)
                                + more(n.doubts().size() - 1));
        };
    }

    private static Isolation violated(Verdict.Violated verdict, Snapshot snapshot) {
        Witness first = verdict.witnesses().getFirst();
        Isolation.Witness witness = witness(first, snapshot);
        String way = first.path().isEmpty()
                ? ""
                : first.path().stream()
                        .map(flow -> Integer.toString(flow.table()))
                        .collect(Collectors.joining(", ", "; through tables ", ""));
        int more = verdict.witnesses().size() - 1 + verdict.doubts().size();
        return Isolation.violated(first.words() + way + "; of " + witness.owner() + more(more), witness);
    }

    private static Isolation.Witness witness(Witness witness, Snapshot snapshot) {
        List<String> path = witness.path().stream().map(FlowText::flow).toList();
        return switch (witness.culprit()) {
            case Witness.Culprit.OfFlow f -> flow("flow", f.flow(), witness, path, snapshot);
            case Witness.Culprit.OfBucket b -> flow("group", b.flow(), witness, path, snapshot);
            case Witness.Culprit.OfMirror m ->
                new Isolation.Witness("mirror", m.name(), "foreign", witness.packet(), path);
            case Witness.Culprit.InBand _ ->
                new Isolation.Witness("in-band", "in-band", "foreign", witness.packet(), path);
        };
    }

    private static Isolation.Witness flow(
            String kind, Flow flow, Witness witness, List<String> path, Snapshot snapshot) {
        return new Isolation.Witness(kind, FlowText.flow(flow), owner(flow.cookie(), snapshot), witness.packet(), path);
    }

    private static String owned(Doubt doubt, Snapshot snapshot) {
        Flow flow = doubt.flow();
        return flow == null ? "" : "; of " + owner(flow.cookie(), snapshot);
    }

    private static String more(int count) {
        return count == 0 ? "" : "; and " + count + " more";
    }

    /** The object that the flow with this cookie is for, as {@code Port team-a/p1}. Looks through all of the snapshot. */
    static String owner(long cookie, Snapshot snapshot) {
        return Cookie.owner(cookie)
                .map(owner -> switch (owner) {
                    case PIPELINE -> "the pipeline";
                    case HOST -> named(snapshot, Kind.HOST, Cookie.id(cookie));
                    case SLICE -> named(snapshot, Kind.SLICE, Cookie.id(cookie));
                    case PORT -> named(snapshot, Kind.PORT, Cookie.id(cookie));
                })
                .orElse("foreign");
    }

    private static String named(Snapshot snapshot, Kind kind, long id) {
        return snapshot.list(kind).stream()
                .filter(resource -> resource.id() == id)
                .map(Resource::key)
                .map(Object::toString)
                .findFirst()
                .orElse("a " + kind.manifestName() + " that is no more");
    }
}
