package dev.heddle.verify.witness;

import dev.heddle.flow.interpret.Packet;
import dev.heddle.flow.interpret.Tables;
import dev.heddle.verify.Doubt;
import dev.heddle.verify.Witness;
import dev.heddle.verify.label.Alarm;
import dev.heddle.verify.label.LabelGraph;
import dev.heddle.verify.label.Node;
import dev.heddle.verify.label.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks into the alarms of a label graph: each place gives a witness, a doubt, or nothing where no packet can leak there. It
 * remembers what leaked, to try it first the next time. Not thread-safe.
 */
public final class Search {
    /** Places looked into for one answer. */
    private static final int PLACES = 32;

    /** Witnesses that are enough. */
    private static final int WITNESSES = 8;

    /** Flows looked into for one place. */
    private static final int STEPS = 20_000;

    private final LabelGraph graph;
    private Map<Place, Hunt.Found> kept = new LinkedHashMap<>();

    public Search(LabelGraph graph) {
        this.graph = graph;
    }

    /** What came of the alarms. */
    public record Result(List<Witness> witnesses, List<Doubt> doubts) {}

    /** @param tables what the graph holds */
    public Result run(Tables tables) {
        Replay replay = new Replay(tables, graph.labels());
        Map<Place, Set<Node>> where = new LinkedHashMap<>();
        Map<Place, Set<String>> what = new LinkedHashMap<>();
        Set<Doubt> doubts = new LinkedHashSet<>();
        for (Node node : graph.alarmed()) {
            for (Alarm alarm : node.alarms()) {
                if (alarm.leak()) {
                    where.computeIfAbsent(alarm.place(), p -> new HashSet<>()).add(node);
                    what.computeIfAbsent(alarm.place(), p -> new LinkedHashSet<>())
                            .add(alarm.what());
                } else {
                    doubts.add(new Doubt(alarm.what(), alarm.place().flow()));
                }
            }
        }
        List<Witness> witnesses = new ArrayList<>();
        Map<Place, Hunt.Found> now = new LinkedHashMap<>();
        int places = 0;
        for (Map.Entry<Place, Set<Node>> alarm : where.entrySet()) {
            if (places == PLACES || witnesses.size() == WITNESSES) {
                doubts.add(Doubt.of((where.size() - places) + " more places that may leak were not looked into"));
                break;
            }
            places++;
            Place place = alarm.getKey();
            switch (look(replay, place, alarm.getValue())) {
                case Hunt.Found found -> {
                    witnesses.add(found.witness());
                    now.put(place, found);
                }
                case Hunt.Open _ ->
                    what.getOrDefault(place, Set.of()).forEach(w -> doubts.add(new Doubt(w, place.flow())));
                case Hunt.Refuted _ -> {}
            }
        }
        kept = now;
        return new Result(witnesses, new ArrayList<>(doubts));
    }

    private Hunt.Result look(Replay replay, Place place, Set<Node> nodes) {
        Hunt.Found before = kept.get(place);
        if (before != null && graph.roots().containsKey(before.entry())) {
            Packet packet = before.packet();
            Optional<Witness> again = replay.leak(before.entry(), packet, place);
            if (again.isPresent()) {
                return new Hunt.Found(again.get(), before.entry(), packet);
            }
        }
        Set<Node> possible = new HashSet<>();
        for (Node node : nodes) {
            if (!Shadow.hides(graph, node, place)) {
                possible.add(node);
            }
        }
        return new Hunt(graph, replay, place, graph.leading(possible), STEPS).result();
    }
}
