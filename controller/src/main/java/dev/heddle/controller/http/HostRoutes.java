package dev.heddle.controller.http;

import dev.heddle.controller.state.Programs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a host's switch shall hold and holds. */
record HostRoutes(Programs programs) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    List<Route> routes() {
        return List.of(Route.get(
                "/v1/hosts/{name}/program",
                "getHostProgram",
                "The flows and groups that the host's switch shall hold, those it holds, and the difference.",
                Route.Result.json("Program"),
                this::program));
    }

    private Answer program(Call call) throws InterruptedException, ExecutionException {
        String host = call.path("name");
        Optional<Programs.View> found;
        try {
            found = programs.of(host).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Failure.of(
                    HttpError.NO_ANSWER, "Host " + host, null, "did not answer within " + PATIENCE.toSeconds() + " s");
        }
        Programs.View view =
                found.orElseThrow(() -> Failure.of(HttpError.NOT_FOUND, "Host " + host, null, "does not exist"));
        ObjectNode out = Json.object();
        out.put("host", view.host());
        out.put("revision", view.revision());
        out.set("desired", Json.array(view.desired()));
        if (view.installed().isPresent()) {
            out.set("installed", Json.array(view.installed().get()));
        } else {
            out.putNull("installed");
        }
        ObjectNode difference = out.putObject("difference");
        difference.set("add", Json.array(view.difference().add()));
        difference.set("change", Json.array(view.difference().change()));
        difference.set("delete", Json.array(view.difference().delete()));
        out.set("contract", contract(view.contract()));
        return Answer.json(out);
    }

    private static ObjectNode contract(Programs.Contract contract) {
        ObjectNode out = Json.object();
        if (contract.tunnel().isPresent()) {
            out.put("tunnel", contract.tunnel().getAsInt());
        } else {
            out.putNull("tunnel");
        }
        ArrayNode ports = out.putArray("ports");
        contract.members()
                .forEach(m -> ports.addObject()
                        .put("number", m.number())
                        .put("interface", m.name())
                        .put("port", m.port())
                        .put("slice", m.slice())
                        .put("vni", m.vni()));
        return out;
    }
}
