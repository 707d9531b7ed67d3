package dev.heddle.controller.trace;

import dev.heddle.compiler.Cookie;
import dev.heddle.compiler.Pipeline;
import dev.heddle.compiler.Reason;
import dev.heddle.controller.state.Traces.Cause;
import dev.heddle.controller.state.Traces.Trace;
import dev.heddle.controller.state.Traces.Verdict;
import dev.heddle.controller.trace.Probes.Speaker;
import dev.heddle.controller.trace.Switches.Switch;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Match;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.PortState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Does what the workload's kernel would do: asks who has the address, gets the answer, sends the packet. The first of these that
 * does not arrive is what the answer tells; the packet itself where all do. For one answer.
 */
final class Answering {
    private final Route route;
    private final Switches switches;
    private final Owners owners;
    private final Speaker sender;

    Answering(Route route, Switches switches, Owners owners) {
        this.route = route;
        this.switches = switches;
        this.owners = owners;
        this.sender = new Speaker(route.port().mac(), route.sender());
    }

    /** A port with its switch. */
    private record Place(Switch on, PortState port, int number) {}

    Trace answer() {
        Optional<PortState> receiver = route.receiver();
        bound(route.port()).ifPresent(switches::prepare);
        receiver.flatMap(Answering::bound).ifPresent(switches::prepare);

        Packet question = Probes.ask(sender, route.asked());
        if (bound(route.port()).isEmpty()) {
            return lost(question, route.port(), "the port is not plugged in");
        }
        Place from = place(route.port());
        if (from == null) {
            return away(question, route.port());
        }
        if (receiver.isEmpty()) {
            Leg leg = new Leg(switches, owners, route.port());
            leg.send(from.on(), from.port(), from.number(), question);
            return tell(
                    leg,
                    Reach.NEVER,
                    question,
                    nobody(),
                    Owners.cause(route.slice().resource()));
        }
        return answer(from, receiver.get(), question);
    }

    private Trace answer(Place from, PortState to, Packet question) {
        Cause receiver = Owners.cause(to.resource());
        Leg asking = new Leg(switches, owners, to);
        Reach asked = asking.send(from.on(), from.port(), from.number(), question);
        if (bound(to).isEmpty()) {
            return tell(
                    asking,
                    Reach.NEVER,
                    question,
                    "nobody answers for " + route.question().to() + ": its port is not plugged in",
                    receiver);
        }
        if (asked != Reach.ALWAYS) {
            return tell(asking, asked, question, "the question for its MAC address does not arrive", receiver);
        }
        Place there = place(to);
        if (there == null) {
            return away(question, to);
        }
        Speaker owner = new Speaker(to.mac(), route.question().to());
        Packet answer = Probes.answer(owner, sender);
        Leg answering = new Leg(switches, owners, route.port());
        Reach answered = answering.send(there.on(), to, there.number(), answer);
        if (answered != Reach.ALWAYS) {
            return tell(answering, answered, answer, "the answer with its MAC address does not arrive", receiver);
        }
        Packet packet = Probes.packet(route.question(), sender, to.mac());
        Leg leg = new Leg(switches, owners, to);
        Reach reach = leg.send(from.on(), from.port(), from.number(), packet);
        return tell(leg, reach, packet, "the packet does not arrive", receiver);
    }

    /** The hops tell by which ports it comes. */
    private static String said(Packet packet) {
        return packet.toString().replaceFirst("^in_port=[^,]*,", "");
    }

    private static Optional<String> bound(PortState port) {
        return port.binding().map(PortState.Binding::host);
    }

    /** Null where its host does not answer, or knows of no such interface. */
    private @Nullable Place place(PortState port) {
        Switch on = bound(port).flatMap(switches::of).orElse(null);
        Integer number = on == null ? null : on.number(port);
        return on == null || number == null ? null : new Place(on, port, number);
    }

    private String nobody() {
        ObjectKey slice = route.slice().resource().key();
        return route.subnet().isPresent()
                ? "nobody in " + slice + " has " + route.question().to()
                : route.question().to() + " is in no subnet of " + slice + ", and nobody is its gateway "
                        + route.asked();
    }

    private Trace lost(Packet packet, PortState port, String why) {
        return new Trace(said(packet), List.of(), Verdict.DROPPED, why, Owners.cause(port.resource()));
    }

    private Trace away(Packet packet, PortState port) {
        String host = bound(port).orElse("");
        return new Trace(said(packet), List.of(), Verdict.UNKNOWN, silent(host), switches.cause(host));
    }

    private static String silent(String host) {
        return "host " + host + " is away, or its switch does not answer: what it holds is not known";
    }

    /** @param failing what it means that the packet does not arrive */
    private Trace tell(Leg leg, Reach reach, Packet packet, String failing, Cause otherwise) {
        String said = said(packet);
        String aside = leg.elsewhere().isEmpty() ? "" : "; it leaves by " + String.join(", and by ", leg.elsewhere());
        if (reach == Reach.ALWAYS) {
            return new Trace(said, leg.hops(), Verdict.DELIVERED, way(leg) + aside, otherwise);
        }
        if (reach == Reach.PERHAPS) {
            if (leg.away() != null) {
                String host = leg.away().name();
                return new Trace(said, leg.hops(), Verdict.UNKNOWN, silent(host) + aside, switches.cause(host));
            }
            String why = leg.unknown().isEmpty() ? "it depends" : String.join("; ", leg.unknown());
            return new Trace(said, leg.hops(), Verdict.UNKNOWN, why + aside, otherwise);
        }
        if (leg.losses().isEmpty()) {
            return new Trace(said, leg.hops(), Verdict.DROPPED, failing + aside, otherwise);
        }
        Leg.Loss loss = leg.losses().getLast();
        return new Trace(said, leg.hops(), Verdict.DROPPED, failing + ": " + why(loss) + aside, cause(loss, otherwise));
    }

    private static String way(Leg leg) {
        return "on its way over "
                + String.join(
                        " and ",
                        leg.hops().stream().map(h -> "host " + h.host()).toList());
    }

    private static String why(Leg.Loss loss) {
        String where = "host " + loss.host() + ", table " + loss.table() + ": ";
        Flow flow = loss.flow();
        if (flow != null && !Cookie.ours(flow.cookie())) {
            return where + "a flow that is not ours drops it";
        }
        Match.Term reason = flow == null ? null : flow.match().term(Pipeline.REASON);
        return where
                + Optional.ofNullable(reason)
                        .filter(r -> loss.table() == Pipeline.DROP.id())
                        .flatMap(r -> Reason.ofCode(r.value().lo()))
                        .map(r -> "dropped as " + r.text() + ", " + r.meaning())
                        .orElse(loss.why());
    }

    private @Nullable Cause cause(Leg.Loss loss, Cause otherwise) {
        Flow flow = loss.flow();
        if (flow == null) {
            return otherwise;
        }
        Cause owner = owners.of(flow.cookie());
        return owner != null || !Cookie.ours(flow.cookie()) ? owner : otherwise;
    }
}
