package dev.heddle.verify.witness;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.verify.Contract;
import dev.heddle.verify.Witness;
import dev.heddle.verify.label.Entry;
import dev.heddle.verify.label.Execution;
import dev.heddle.verify.label.LabelGraph;
import dev.heddle.verify.label.Labels;
import dev.heddle.verify.label.Node;
import dev.heddle.verify.label.Place;
import dev.heddle.verify.label.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search for a packet that leaks at one place: along every way that leads there in the label graph, with all that the
 * matches on it, and those that come before them, ask of the packet's bits. Made for one place and used once.
 */
final class Hunt {
    private static final int DECISIONS = 20_000;
    private static final int DEEPEST = 128;
    private static final int IPV4 = 0x800;

    /** The fields that say which others a packet has, outermost first, behind the Ethernet type. */
    private static final List<Field> LAYERS = List.of(
            Field.VLAN_TCI,
            Field.IP_FRAG,
            Field.IP_PROTO,
            Field.ICMP_TYPE,
            Field.ICMP_CODE,
            Field.ICMPV6_TYPE,
            Field.ICMPV6_CODE);

    private static final Subfield VNI = new Subfield(Field.TUN_ID, 0, 24);
    private static final Subfield INGRESS = Subfield.of(Field.IN_PORT_OXM);

    private final LabelGraph graph;
    private final Replay replay;
    private final Place place;
    private final Set<Node> leading;
    private final Clauses clauses = new Clauses();
    private final Variables variables = new Variables();
    private int steps;
    private boolean open;
    private @Nullable Found found;

    /**
     * @param leading the nodes from which a way leads to the place
     * @param steps how many flows to look into at most
     */
    Hunt(LabelGraph graph, Replay replay, Place place, Set<Node> leading, int steps) {
        this.graph = graph;
        this.replay = replay;
        this.place = place;
        this.leading = leading;
        this.steps = steps;
    }

    /** What a search came to. */
    sealed interface Result {}

    /** A packet that leaks. */
    record Found(Witness witness, Entry entry, Packet packet) implements Result {}

    /** No packet leaks there. */
    record Refuted() implements Result {}

    /** It is not known. */
    record Open() implements Result {}

    Result result() {
        for (Map.Entry<Entry, Node> root : graph.roots().entrySet()) {
            if (leading.contains(root.getValue())) {
                Entry entry = root.getKey();
                Clauses.Mark mark = clauses.mark();
                Symbols symbols = Symbols.entering(variables, entry);
                if (entry.tunnel() == Entry.Tunnel.NOT_OURS) {
                    graph.labels().contract().vnis().values().forEach(vni -> differs(symbols.get(VNI), vni));
                }
                look(root.getValue(), new Traced(entry.packet(), symbols), null, entry, 0);
                clauses.undo(mark);
                if (found != null) {
                    return found;
                }
            }
        }
        return open ? new Open() : new Refuted();
    }

    private void differs(int[] bits, int value) {
        int[] literals = new int[bits.length];
        int size = 0;
        for (int i = 0; i < bits.length; i++) {
            boolean wanted = (value >>> i & 1) == 0;
            if (!Variables.isConstant(bits[i])) {
                literals[size++] = Clauses.literal(bits[i], wanted);
            } else if ((bits[i] == Variables.ONE) == wanted) {
                return;
            }
        }
        clauses.oneOf(Arrays.copyOf(literals, size));
    }

    private void look(Node node, Traced packet, @Nullable Integer port, Entry entry, int depth) {
        if (depth == DEEPEST) {
            open = true;
            return;
        }
        List<Rule> candidates = graph.candidates(node);
        for (Rule rule : candidates) {
            if (found != null) {
                return;
            }
            if (!graph.leads(node, rule, leading, place)) {
                continue;
            }
            if (steps-- <= 0) {
                open = true;
                return;
            }
            Clauses.Mark mark = clauses.mark();
            Matching.require(rule.flow().match(), packet.symbols(), port, clauses);
            if (!clauses.impossible()) {
                for (Rule before : candidates) {
                    if (before.priority() > rule.priority()) {
                        Matching.forbid(before.flow().match(), packet.symbols(), port, clauses);
                    }
                }
                if (clauses.propagate()) {
                    new Execution<>(new Follow(entry, depth), graph::group, graph::written)
                            .run(rule.flow(), packet.copy());
                }
            }
            clauses.undo(mark);
        }
    }

    /** What comes of one flow. */
    private final class Follow implements Execution.Sink<Traced> {
        private final Entry entry;
        private final int depth;

        Follow(Entry entry, int depth) {
            this.entry = entry;
            this.depth = depth;
        }

        @Override
        public void look(Traced packet, int table, @Nullable PortRef pretended, Place at) {
            if (found != null) {
                return;
            }
            Integer port = pretended instanceof PortRef.Numbered numbered ? numbered.value() : null;
            Node node = graph.find(table, entry.label(), port, packet.known());
            if (node != null && leading.contains(node)) {
                Hunt.this.look(node, packet.copy(), port, entry, depth + 1);
            }
        }

        @Override
        public void output(Traced packet, PortRef port, Place at) {
            if (found != null || !at.equals(place)) {
                return;
            }
            if (port.equals(PortRef.IN_PORT)) {
                output(packet, INGRESS, at);
            } else if (port.equals(PortRef.NORMAL) || port.equals(PortRef.FLOOD) || port.equals(PortRef.ALL)) {
                solve();
            } else if (port instanceof PortRef.Numbered numbered) {
                output(packet, numbered.value());
            }
        }

        @Override
        public void output(Traced packet, Subfield source, Place at) {
            if (found != null || !at.equals(place)) {
                return;
            }
            int[] bits = packet.symbols().get(source);
            Contract contract = graph.labels().contract();
            contract.tunnelPort().ifPresent(port -> output(packet, bits, port));
            contract.ports().keySet().forEach(port -> output(packet, bits, port));
            if (found == null) {
                // other ports, of which there may be some
                open |= Arrays.stream(bits).anyMatch(b -> !Variables.isConstant(b));
            }
        }

        private void output(Traced packet, int[] bits, int port) {
            Clauses.Mark mark = clauses.mark();
            for (int i = 0; i < Integer.SIZE; i++) {
                clauses.require(i < bits.length ? bits[i] : Variables.ZERO, (port >>> i & 1) != 0);
            }
            if (!clauses.impossible()) {
                output(packet, port);
            }
            clauses.undo(mark);
        }

        private void output(Traced packet, int port) {
            Labels labels = graph.labels();
            Contract contract = labels.contract();
            if (contract.tunnelPort().isEmpty() || contract.tunnelPort().getAsInt() != port) {
                if (!labels.mayLeaveBy(entry.label(), port)) {
                    solve();
                }
                return;
            }
            int[] vni = packet.symbols().get(VNI);
            Clauses.Mark mark = clauses.mark();
            if (entry.label() == Labels.NONE) {
                contract.vnis().values().forEach(v -> {
                    Clauses.Mark one = clauses.mark();
                    for (int i = 0; i < vni.length; i++) {
                        clauses.require(vni[i], (v >>> i & 1) != 0);
                    }
                    solve();
                    clauses.undo(one);
                });
            } else {
                contract.vnis().values().stream()
                        .filter(v -> labels.mayLeaveWith(entry.label(), v))
                        .forEach(v -> differs(vni, v));
                solve();
            }
            clauses.undo(mark);
        }

        private void solve() {
            if (found != null || clauses.impossible()) {
                return;
            }
            Clauses.Mark mark = clauses.mark();
            switch (clauses.solve(DECISIONS)) {
                case FOUND -> {
                    Packet packet = packet(entry);
                    Optional<Witness> leak = replay.leak(entry, packet, place);
                    leak.ifPresentOrElse(w -> found = new Found(w, entry, packet), () -> open = true);
                }
                case UNKNOWN -> open = true;
                case NONE -> {}
            }
            clauses.undo(mark);
        }

        @Override
        public void track(Traced packet, Action.Ct ct, Place at) {
            // the graph looks at zones
        }

        @Override
        public void doubt(String reason, Place at) {
            // the graph tells of it
        }
    }

    /** A packet that the clauses allow. */
    private Packet packet(Entry entry) {
        Packet packet = new Packet().inPort(entry.port());
        if (entry.tunnel() == Entry.Tunnel.GIVEN) {
            packet.set(Field.TUN_ID, entry.vni());
        }
        packet.set(Field.ETH_TYPE, etherType());
        for (Field field : LAYERS) {
            give(packet, field);
        }
        for (Field field : variables.inputs().keySet()) {
            if (field != Field.ETH_TYPE && !LAYERS.contains(field) && isGiven(field)) {
                give(packet, field);
            }
        }
        return packet;
    }

    /** Whether a packet can be made to have the value; the switch makes up the others. */
    private static boolean isGiven(Field field) {
        return switch (field) {
            case DP_HASH, RECIRC_ID, CONJ_ID, ACTSET_OUTPUT, PACKET_TYPE -> false;
            default -> true;
        };
    }

    /** One that real packets have, as far as the clauses leave a choice. */
    private int etherType() {
        int[] bits = variables.inputs().get(Field.ETH_TYPE);
        int type = 0;
        int free = bits == null ? -1 : 0;
        for (int i = 0; bits != null && i < bits.length; i++) {
            type |= clauses.value(bits[i]) ? 1 << i : 0;
            free |= clauses.isOpen(bits[i]) ? 1 << i : 0;
        }
        if ((type & ~IPV4) == 0 && ((type | free) & IPV4) != 0) {
            return IPV4;
        }
        return type < IPV4 ? type | Integer.highestOneBit(free & 0xffff) : type;
    }

    private void give(Packet packet, Field field) {
        int[] bits = variables.inputs().get(field);
        if (bits == null || !packet.has(field)) {
            return;
        }
        byte[] bytes = new byte[(bits.length + 7) / 8];
        boolean asked = false;
        for (int i = 0; i < bits.length; i++) {
            asked |= !clauses.isOpen(bits[i]);
            if (clauses.value(bits[i])) {
                bytes[bytes.length - 1 - i / 8] |= (byte) (1 << i % 8);
            }
        }
        if (asked) {
            packet.set(field, Bits.of(bytes));
        }
    }
}
