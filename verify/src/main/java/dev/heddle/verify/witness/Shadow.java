package dev.heddle.verify.witness;

import dev.heddle.verify.label.LabelGraph;
import dev.heddle.verify.label.Node;
import dev.heddle.verify.label.Place;
import dev.heddle.verify.label.Rule;
import java.util.List;

/** Flows that others of the same table hide together. Pure. */
final class Shadow {
    private static final int DECISIONS = 2_000;

    private Shadow() {}

    /** Whether no packet of the node meets the flow, whatever its headers. */
    static boolean hides(LabelGraph graph, Node node, Place place) {
        List<Rule> candidates = graph.candidates(node);
        for (Rule rule : candidates) {
            if (rule.flow().equals(place.flow())) {
                return hides(graph, node, rule, candidates);
            }
        }
        return true;
    }

    private static boolean hides(LabelGraph graph, Node node, Rule rule, List<Rule> candidates) {
        Clauses clauses = new Clauses();
        Symbols packet = Symbols.of(new Variables(), graph.packet(node));
        Integer port = node.pretended() == 0 ? null : node.pretended();
        Matching.require(rule.flow().match(), packet, port, clauses);
        for (Rule before : candidates) {
            if (before.priority() > rule.priority()) {
                Matching.forbid(before.flow().match(), packet, port, clauses);
            }
        }
        return clauses.impossible() || clauses.solve(DECISIONS) == Clauses.Outcome.NONE;
    }
}
