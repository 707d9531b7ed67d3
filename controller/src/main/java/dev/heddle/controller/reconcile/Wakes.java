package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Pipeline;
import dev.heddle.flow.Action;
import dev.heddle.flow.Flow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the ways to tunnel peers in flows. A switch that resolves tunnel neighbours itself loses the first packet to a new
 * peer, so that a frame of ours goes first.
 */
final class Wakes {
    private Wakes() {}

    /** The actions of each flow that sends through the tunnel to one peer, without duplicates. */
    static List<List<Action>> in(Stream<Flow> flows) {
        Set<List<Action>> out = new LinkedHashSet<>();
        flows.filter(f -> f.table() == Pipeline.PEER.id())
                .map(Flow::actions)
                .filter(actions -> actions.stream().anyMatch(Action.Output.class::isInstance))
                .forEach(out::add);
        return new ArrayList<>(out);
    }
}
