package dev.heddle.controller.trace;

import dev.heddle.controller.state.Refused;
import dev.heddle.controller.state.Traces.Question;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import dev.heddle.model.Problem.Category;
import dev.heddle.model.decide.RequestError;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * What a question means in a snapshot. Pure.
 *
 * @param sender the address that the workload would send from
 * @param receiver the port of the slice that has the address that is asked for; empty where none has
 * @param subnet the sender's, in which the workload would look for the receiver by itself; empty where it would ask its gateway
 */
record Route(
        Question question,
        SliceState slice,
        PortState port,
        IpAddress sender,
        Optional<PortState> receiver,
        Optional<IpPrefix> subnet) {
    /** @throws Refused where the question makes no sense */
    static Route of(Question question, Snapshot snapshot) throws Refused {
        PortState port = snapshot.port(question.from());
        if (port == null) {
            throw refused(Category.NOT_FOUND, RequestError.NOT_FOUND.code(), question.from(), "does not exist");
        }
        ObjectKey sliceKey =
                new ObjectKey(Kind.SLICE, question.from().tenant(), port.spec().slice());
        SliceState slice = snapshot.slices().get(sliceKey);
        if (slice == null) {
            throw new IllegalStateException(sliceKey + " is missing");
        }
        IpAddress to = question.to();
        if (to.isMulticast() || to.isUnspecified() || to.isLoopback() || to.isReserved()) {
            throw refused(question.from(), to + " is no unicast address that a port can send to");
        }
        if (addresses(port, to).contains(to)) {
            throw refused(question.from(), to + " is its own address: such a packet never leaves the workload");
        }
        Optional<IpPrefix> subnet =
                slice.spec().subnets().stream().filter(s -> s.contains(to)).findFirst();
        Optional<IpPrefix> onLink = to.isLinkLocal() && to.v6() ? Optional.of(LINK_LOCAL) : subnet;
        List<IpAddress> own = addresses(port, to);
        IpAddress sender = own.stream()
                .filter(ip -> onLink.isPresent() && onLink.get().contains(ip))
                .findFirst()
                .or(() -> own.stream().findFirst())
                .orElseThrow(() ->
                        refused(question.from(), "has no " + (to.v6() ? "IPv6" : "IPv4") + " address to send from"));
        Optional<PortState> receiver = slice.ports().values().stream()
                .filter(p -> addresses(p, to).contains(to))
                .findFirst();
        return new Route(question, slice, port, sender, receiver, onLink);
    }

    private static final IpPrefix LINK_LOCAL = IpPrefix.parse("fe80::/64");

    /** The port's addresses that can speak with an address: of its family, link-local with link-local. */
    private static List<IpAddress> addresses(PortState port, IpAddress peer) {
        if (peer.v6() && peer.isLinkLocal()) {
            return List.of(IpAddress.linkLocal(port.mac()));
        }
        return port.ips().stream().filter(ip -> ip.v6() == peer.v6()).toList();
    }

    /** Whom the workload asks for a MAC: the receiver itself, or else the gateway of the subnet that it sends from. */
    IpAddress asked() {
        if (subnet.isPresent()) {
            return question.to();
        }
        return slice.spec().subnets().stream()
                .filter(s -> s.contains(sender))
                .findFirst()
                .map(IpPrefix::firstUsable)
                .orElse(question.to());
    }

    private static Refused refused(ObjectKey object, String message) {
        return refused(Category.BAD_INPUT, "bad-trace", object, message);
    }

    private static Refused refused(Category category, String code, ObjectKey object, String message) {
        return new Refused(List.of(new Problem(category, code, Position.NONE, object.toString(), null, message, null)));
    }
}
