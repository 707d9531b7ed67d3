package dev.heddle.controller.http;

import dev.heddle.controller.state.HostStatuses;
import dev.heddle.model.Position;
import dev.heddle.model.Resource;
import dev.heddle.model.manifest.ManifestWriter;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Snapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects as the API shows them. Thread-safe. */
final class ObjectViews {
    private final Function<PortState, List<String>> explain;
    private final HostStatuses statuses;
    private final History history;
    private final ConditionTimes times;
    private final InstantSource clock;

    /** @param explain why a port is not bound as it might be */
    ObjectViews(
            Function<PortState, List<String>> explain,
            HostStatuses statuses,
            History history,
            ConditionTimes times,
            InstantSource clock) {
        this.explain = explain;
        this.statuses = statuses;
        this.history = history;
        this.times = times;
        this.clock = clock;
    }

    /** All that one answer shows, seen at one moment; for one thread. */
    View at(Snapshot snapshot) {
        return new View(new Realisation(snapshot, statuses::get, history::at), clock.instant());
    }

    /** See {@link ObjectViews#at}. */
    final class View {
        private final Realisation realisation;
        private final Instant now;

        private View(Realisation realisation, Instant now) {
            this.realisation = realisation;
            this.now = now;
        }

        /** With {@code metadata}, {@code spec}, {@code effective} and {@code status}. */
        ObjectNode json(Resource resource) {
            ObjectNode status = Json.object();
            status.set("conditions", conditions(resource));
            Facts.add(status, resource, realisation);
            if (!resource.source().equals(Position.NONE)) {
                status.put("source", resource.source().toString());
            }
            return ManifestWriter.object(resource, Effective.of(resource, realisation.now()), status);
        }

        /** Takes the conditions' times without showing them. */
        void look(Resource resource) {
            for (Condition condition : Conditions.of(resource, realisation, explain)) {
                times.since(resource.key(), resource.uid(), condition, now);
            }
        }

        private ArrayNode conditions(Resource resource) {
            ArrayNode out = Json.array();
            for (Condition condition : Conditions.of(resource, realisation, explain)) {
                ObjectNode json = out.addObject();
                json.put("type", condition.type());
                json.put("status", condition.status().text());
                json.put("reason", condition.reason());
                json.put("message", condition.message());
                json.put("observedRevision", condition.observedRevision());
                json.put(
                        "since",
                        times.since(resource.key(), resource.uid(), condition, now)
                                .toString());
            }
            return out;
        }
    }
}
