package dev.heddle.controller.http;

import dev.heddle.controller.state.Refused;
import dev.heddle.controller.state.Traces;
import dev.heddle.controller.state.Traces.Protocol;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.net.AddressFormatException;
import dev.heddle.model.net.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What would become of a packet that a port sends. */
record TraceRoutes(Traces traces) {
    private static final int MOST = 0xffff;

    List<Route> routes() {
        return List.of(Route.get(
                        "/v1/tenants/{tenant}/ports/{name}/trace",
                        "tracePort",
                        "What would become of a packet from this port, by the flows that the switches hold now.",
                        Route.Result.json("Trace"),
                        this::trace)
                .taking("to", "icmp", "tcp", "udp"));
    }

    private Answer trace(Call call) throws InterruptedException {
        ObjectKey from = ObjectKey.of(Kind.PORT, call.path("tenant"), call.path("name"));
        try {
            return Answer.json(json(from, traces.of(question(from, call.query()))));
        } catch (Refused e) {
            throw Failure.of(e.problems());
        }
    }

    private static Traces.Question question(ObjectKey from, Query query) {
        String to = query.text("to").orElseThrow(() -> Failure.parameter("to", "is missing, expected an address"));
        IpAddress address;
        try {
            address = IpAddress.parse(to);
        } catch (AddressFormatException e) {
            throw Failure.parameter("to", String.valueOf(e.getMessage()));
        }
        OptionalLong tcp = query.number("tcp", 1);
        OptionalLong udp = query.number("udp", 1);
        if ((tcp.isPresent() ? 1 : 0) + (udp.isPresent() ? 1 : 0) + (query.flag("icmp") ? 1 : 0) > 1) {
            throw Failure.parameter(udp.isPresent() ? "udp" : "tcp", "expected one of icmp, tcp and udp");
        }
        if (tcp.isPresent()) {
            return new Traces.Question(from, address, Protocol.TCP, number("tcp", tcp.getAsLong()));
        }
        return udp.isPresent()
                ? new Traces.Question(from, address, Protocol.UDP, number("udp", udp.getAsLong()))
                : new Traces.Question(from, address, Protocol.ICMP, 0);
    }

    private static int number(String name, long number) {
        if (number > MOST) {
            throw Failure.parameter(name, "expected a port from 1 to " + MOST + ", found '" + number + "'");
        }
        return (int) number;
    }

    private static ObjectNode json(ObjectKey from, Traces.Trace trace) {
        ObjectNode out = Json.object();
        out.put("from", from.path());
        out.put("packet", trace.packet());
        ArrayNode hops = out.putArray("hops");
        for (Traces.Hop hop : trace.hops()) {
            ObjectNode one = hops.addObject().put("host", hop.host()).put("entry", hop.entry());
            one.set("steps", steps(hop.steps()));
        }
        out.put("verdict", trace.verdict().name().toLowerCase(Locale.ROOT));
        out.put("message", trace.message());
        cause(out, trace.cause());
        return out;
    }

    private static ArrayNode steps(List<Traces.Step> steps) {
        ArrayNode out = Json.array();
        for (Traces.Step step : steps) {
            ObjectNode one = out.addObject().put("what", step.what());
            step.flow().ifPresent(flow -> one.put("flow", flow));
            cause(one, step.owner());
            if (!step.then().isEmpty()) {
                one.set("then", steps(step.then()));
            }
        }
        return out;
    }

    private static void cause(ObjectNode out, Traces.@Nullable Cause cause) {
        if (cause != null) {
            out.put("object", cause.object());
            if (!cause.source().equals(Position.NONE)) {
                out.put("source", cause.source().toString());
            }
        }
    }
}
