package dev.heddle.controller.trace;

import dev.heddle.compiler.Pipeline;
import dev.heddle.controller.state.Traces;
import dev.heddle.controller.trace.Switches.Switch;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Table;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.flow.interpret.Step;
import dev.heddle.flow.interpret.Walk;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.flow.text.PortText;
import dev.heddle.model.Resource;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.PortState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One packet from a port to where it ends, over as many switches as it passes. For one packet. */
final class Leg {
    private static final int MOST_HOPS = 32;
    private static final int MOST_TUNNELS = 4;

    /** What the receiving host does not see of the sending one's packet. */
    private static final List<Field> STAYS_BEHIND = List.of(
            Field.METADATA,
            Field.XXREG0,
            Field.XXREG1,
            Field.XXREG2,
            Field.XXREG3,
            Field.PKT_MARK,
            Field.CT_STATE,
            Field.CT_ZONE,
            Field.CT_MARK,
            Field.CT_LABEL,
            Field.RECIRC_ID);

    /**
     * Where a packet ended.
     *
     * @param flow that ended it, or null where none matched
     */
    record Loss(String host, int table, @Nullable Flow flow, String why) {}

    /** A hop whose steps are still added. */
    private record Open(String host, String entry, List<Traces.Step> steps) {}

    /**
     * Where the walk is.
     *
     * @param tunnels how many the packet went through
     * @param sends whether what is sent here is sent
     */
    private record At(Switch on, int table, @Nullable Flow flow, int tunnels, boolean sends) {
        At in(int next, @Nullable Flow matched) {
            return new At(on, next, matched, tunnels, sends);
        }
    }

    private final Switches switches;
    private final Owners owners;
    private final PortState receiver;
    private final List<Open> hops = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private final List<String> elsewhere = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private @Nullable HostState away;

    /** How many ends of the packet, good or bad, were seen. */
    private int ends;

    /** @param receiver who is to get the packet */
    Leg(Switches switches, Owners owners, PortState receiver) {
        this.switches = switches;
        this.owners = owners;
        this.receiver = receiver;
    }

    /** Sends a packet from a port that is plugged into the switch. */
    Reach send(Switch on, PortState from, int number, Packet packet) {
        String entry = "port " + number + ", " + from.resource().key();
        return enter(on, entry, 0, packet.copy().inPort(number));
    }

    private Reach enter(Switch on, String entry, int tunnels, Packet packet) {
        if (hops.size() >= MOST_HOPS) {
            unknown.add("the packet passes more than " + MOST_HOPS + " switches");
            return Reach.PERHAPS;
        }
        Open hop = new Open(on.host(), entry, new ArrayList<>());
        hops.add(hop);
        Step.Pass pass = Walk.of(on.tables(), packet).pass();
        return pass(new At(on, 0, null, tunnels, true), pass, hop.steps());
    }

    private Reach pass(At at, Step.Pass pass, List<Traces.Step> out) {
        if (pass.failure() == null) {
            return steps(at, pass.steps(), out);
        }
        steps(new At(at.on(), at.table(), at.flow(), at.tunnels(), false), pass.steps(), out);
        lost(at, pass.failure(), out);
        return Reach.NEVER;
    }

    private Reach steps(At at, List<Step> steps, List<Traces.Step> out) {
        Reach reach = Reach.NEVER;
        for (Step step : steps) {
            reach = reach.or(step(at, step, out));
        }
        return reach;
    }

    private Reach step(At at, Step step, List<Traces.Step> out) {
        return switch (step) {
            case Step.Asked asked -> {
                out.add(asked(asked));
                yield asked(at.in(asked.table(), asked.flow()), asked, out);
            }
            case Step.Output output -> output(at, output, out);
            case Step.Grouped group ->
                branches(
                        at,
                        "group " + Integer.toUnsignedString(group.group().id()),
                        group.branches(),
                        group.one(),
                        out);
            case Step.OneOf one -> branches(at, "depends: " + one.why(), one.branches(), true, out);
            case Step.Tracked tracked -> tracked(at, tracked, out);
            case Step.Cloned cloned -> nested(at, "a copy", cloned.within(), out);
            case Step.ActionSet set -> nested(at, "action set", set.within(), out);
            case Step.Dropped dropped -> {
                lost(at, dropped.why(), out);
                yield Reach.NEVER;
            }
            case Step.Unknown what -> {
                ends++;
                unknown.add("host " + at.on().host() + ": " + what.why());
                out.add(plain("unknown: " + what.why()));
                yield Reach.PERHAPS;
            }
            case Step.ToController _ -> {
                ends++;
                out.add(plain("to the controller"));
                yield Reach.NEVER;
            }
            case Step.Did _, Step.Instructed _, Step.Learned _ -> Reach.NEVER;
        };
    }

    /** Where nothing comes of a flow, the packet ends there. */
    private Reach asked(At at, Step.Asked asked, List<Traces.Step> out) {
        int before = ends;
        Reach reach = steps(at, asked.within(), out);
        if (ends == before) {
            lost(at, asked.flow() == null ? "no flow matches" : "the flow sends it nowhere", out);
        }
        return reach;
    }

    private Traces.Step asked(Step.Asked asked) {
        Flow flow = asked.flow();
        String what = "table " + asked.table()
                + Pipeline.TABLES.stream()
                        .filter(t -> t.id() == asked.table())
                        .map(Table::name)
                        .findFirst()
                        .map(name -> " (" + name + ")")
                        .orElse("");
        return flow == null
                ? plain(what)
                : new Traces.Step(what, Optional.of(FlowText.flow(flow)), owners.of(flow.cookie()), List.of());
    }

    private Reach nested(At at, String what, List<Step> within, List<Traces.Step> out) {
        List<Traces.Step> then = new ArrayList<>();
        Reach reach = steps(at, within, then);
        out.add(new Traces.Step(what, Optional.empty(), null, then));
        return reach;
    }

    private Reach branches(At at, String what, List<Step.Branch> branches, boolean one, List<Traces.Step> out) {
        List<Traces.Step> then = new ArrayList<>();
        List<Reach> ways = new ArrayList<>();
        for (Step.Branch branch : branches) {
            ways.add(nested(at, branch.name(), branch.steps(), then));
        }
        out.add(new Traces.Step(what, Optional.empty(), null, then));
        return one ? Reach.oneOf(ways) : ways.stream().reduce(Reach.NEVER, Reach::or);
    }

    private Reach tracked(At at, Step.Tracked tracked, List<Traces.Step> out) {
        List<Traces.Step> then = new ArrayList<>();
        List<Reach> ways = new ArrayList<>();
        for (Step.Outcome outcome : tracked.outcomes()) {
            List<Traces.Step> after = new ArrayList<>();
            ways.add(pass(at, outcome.pass(), after));
            then.add(new Traces.Step(outcome.name(), Optional.empty(), null, after));
        }
        out.add(new Traces.Step("connection tracking, zone " + tracked.zone(), Optional.empty(), null, then));
        return Reach.oneOf(ways);
    }

    private Reach output(At at, Step.Output output, List<Traces.Step> out) {
        ends++;
        if (!at.sends()) {
            return Reach.NEVER;
        }
        Integer tunnel = at.on().tunnel();
        if (tunnel != null && tunnel == output.port()) {
            return tunnel(at, output.packet(), out);
        }
        Resource port = switches.plugged(at.on(), output.port());
        String what = "out by port " + number(output.port());
        out.add(new Traces.Step(what, Optional.empty(), port == null ? null : Owners.cause(port), List.of()));
        if (port != null && port.key().equals(receiver.resource().key())) {
            return Reach.ALWAYS;
        }
        elsewhere.add("port " + number(output.port()) + " of host " + at.on().host()
                + (port == null ? ", which nobody declared" : ", " + port.key()));
        return Reach.NEVER;
    }

    private static String number(int port) {
        StringBuilder out = new StringBuilder();
        PortText.print(new PortRef.Numbered(port), PortNames.NONE, out);
        return out.toString();
    }

    private Reach tunnel(At at, Packet packet, List<Traces.Step> out) {
        HostState host = switches.behind(packet);
        String what = "into the tunnel, VNI " + packet.number(Field.TUN_ID);
        if (host == null) {
            out.add(plain(what));
            elsewhere.add(
                    "a tunnel's end that is no host's, from host " + at.on().host());
            return Reach.NEVER;
        }
        out.add(new Traces.Step(
                what + ", to host " + host.name(), Optional.empty(), Owners.cause(host.resource()), List.of()));
        if (at.tunnels() >= MOST_TUNNELS) {
            unknown.add("the packet goes through more than " + MOST_TUNNELS + " tunnels");
            return Reach.PERHAPS;
        }
        Optional<Switch> next = switches.of(host.name());
        Integer number = next.map(Switch::tunnel).orElse(null);
        if (next.isEmpty() || number == null) {
            away = host;
            return Reach.PERHAPS;
        }
        Packet arrives = packet.copy().inPort(number);
        STAYS_BEHIND.forEach(f -> arrives.set(f, 0));
        if (arrives.number(Field.TUN_SRC) == 0
                && arrives.get(Field.TUN_IPV6_SRC).isZero()) {
            arrives.forget(arrives.number(Field.TUN_DST) != 0 ? Field.TUN_SRC : Field.TUN_IPV6_SRC);
        }
        return enter(next.get(), "the tunnel from host " + at.on().host(), at.tunnels() + 1, arrives);
    }

    private void lost(At at, String why, List<Traces.Step> out) {
        ends++;
        out.add(plain("dropped: " + why));
        losses.add(new Loss(at.on().host(), at.table(), at.flow(), why));
    }

    private static Traces.Step plain(String what) {
        return new Traces.Step(what, Optional.empty(), null, List.of());
    }

    List<Traces.Hop> hops() {
        return hops.stream()
                .map(h -> new Traces.Hop(h.host(), h.entry(), h.steps()))
                .toList();
    }

    /** Where it ended without leaving a switch. */
    List<Loss> losses() {
        return losses;
    }

    /** Where it left that is not the receiver, in words. */
    List<String> elsewhere() {
        return elsewhere;
    }

    /** What is not known of its way, in words. */
    List<String> unknown() {
        return unknown;
    }

    /** A host on the way whose switch could not be read, or null. */
    @Nullable
    HostState away() {
        return away;
    }
}
