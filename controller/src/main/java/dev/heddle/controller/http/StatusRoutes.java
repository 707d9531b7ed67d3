package dev.heddle.controller.http;

import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.StateMachine;
import dev.heddle.model.Kind;
import dev.heddle.model.state.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The whole at a glance, and what happened lately. */
record StatusRoutes(
        StateMachine state,
        HostStatuses statuses,
        HostWait hosts,
        EventLog events,
        Supplier<Optional<String>> notReady,
        String version) {
    List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/status",
                        "getStatus",
                        "The controller and its hosts at a glance.",
                        Route.Result.json("Status"),
                        this::status),
                Route.get(
                                "/v1/events",
                                "listEvents",
                                "The newest notable events, oldest first; since takes the number of the last one seen.",
                                Route.Result.json("Events"),
                                this::events)
                        .taking("since"));
    }

    private Answer status(Call call) {
        Snapshot snapshot = state.snapshot();
        ObjectNode out = Json.object();
        out.put("version", version);
        out.put("clusterId", snapshot.clusterId());
        out.put("term", state.term());
        out.put("revision", snapshot.revision());
        Optional<String> why = notReady.get();
        out.put("ready", why.isEmpty());
        why.ifPresent(w -> out.put("notReady", w));
        out.put("queued", state.load().queued());
        ObjectNode objects = out.putObject("objects");
        for (Kind kind : Kind.values()) {
            objects.put(kind.plural(), state.load().objects().getOrDefault(kind, 0));
        }
        ObjectNode summary = hosts.progress(snapshot.revision(), Set.of()).json();
        ArrayNode undeclared = summary.putArray("undeclared");
        for (HostStatus status : statuses.all().values()) {
            if (!snapshot.hosts().containsKey(status.host())) {
                undeclared
                        .addObject()
                        .put("systemId", status.host())
                        .put("phase", status.phase().name().toLowerCase(Locale.ROOT))
                        .put("message", status.message())
                        .put("since", status.since().toString());
            }
        }
        out.set("hosts", summary);
        return Answer.json(out);
    }

    private Answer events(Call call) {
        long since = call.query().number("since", 0).orElse(0);
        ObjectNode out = Json.object();
        ArrayNode list = out.putArray("events");
        for (EventLog.Event event : events.after(since)) {
            list.addObject()
                    .put("number", event.number())
                    .put("time", event.at().toString())
                    .put("revision", event.revision())
                    .put("actor", event.actor())
                    .put("object", event.object())
                    .put("reason", event.reason())
                    .put("message", event.message());
        }
        return Answer.json(out);
    }
}
