package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one list of actions as ovs-ofctl does under OpenFlow 1.5, and refuses what Open vSwitch would refuse. Not
 * thread-safe.
 */
final class ActionReader {
    /** Where a list stands, which decides what may be in it. */
    enum Outer {
        NOTHING,
        WRITE_ACTIONS,
        CT,
        CLONE
    }

    private static final int MAX_DEPTH = 100;

    private final PortNames ports;
    private final @Nullable Packet packet;
    private final Outer outer;
    private final int depth;
    private final List<Action> actions = new ArrayList<>();
    private @Nullable Pairs at;
    private boolean conjunctions;
    private boolean others;

    /**
     * @param packet what is known of the packets; the actions change it. Null where there is no match, and then nothing is
     *     checked against it
     */
    ActionReader(PortNames ports, @Nullable Packet packet, Outer outer) {
        this(ports, packet, outer, 1);
    }

    private ActionReader(PortNames ports, @Nullable Packet packet, Outer outer, int depth) {
        this.ports = ports;
        this.packet = packet;
        this.outer = outer;
        this.depth = depth;
    }

    /** A reader of a list inside this one, after which the packet is as it was. */
    ActionReader nested(Outer inside) {
        return new ActionReader(ports, packet == null ? null : packet.copy(), inside, depth + 1);
    }

    PortNames ports() {
        return ports;
    }

    @Nullable
    Packet packet() {
        return packet;
    }

    List<Action> actions() {
        return actions;
    }

    /** Reads all of {@code in}. */
    void readAll(Scanner in) {
        if (depth > MAX_DEPTH) {
            throw in.error("actions are nested too deeply");
        }
        Pairs pairs = new Pairs(in);
        boolean drop = false;
        while (pairs.next()) {
            if (pairs.key().equalsIgnoreCase("drop")) {
                drop = true;
            } else {
                take(pairs);
            }
            if (drop && !actions.isEmpty()) {
                throw pairs.error("drop stands alone");
            }
        }
    }

    /** Takes one part of a list as one action, or as the few that OpenFlow 1.5 has for it. */
    void take(Pairs pairs) {
        at = pairs;
        try {
            read(pairs);
        } catch (IllegalArgumentException noAction) {
            throw pairs.error(String.valueOf(noAction.getMessage()));
        }
    }

    private void read(Pairs pairs) {
        Scanner in = pairs.value();
        switch (pairs.key().toLowerCase(Locale.ROOT)) {
            case "output", "output_reg" -> add(OutputText.read(in, ports));
            case "controller" -> add(OutputText.controller(in));
            case "enqueue" -> OutputText.enqueue(in, this);
            case "resubmit" -> add(OutputText.resubmit(in, ports));
            case "group" -> add(new Action.Group((int) u32(in, "the group")));
            case "meter" -> add(new Action.Meter((int) u32(in, "the meter")));
            case "set_queue" -> add(new Action.SetQueue((int) u32(in, "the queue")));
            case "pop_queue" -> add(new Action.PopQueue());
            case "bundle" -> add(HashText.bundle(false, in, ports));
            case "bundle_load" -> add(HashText.bundle(true, in, ports));
            case "multipath" -> add(HashText.multipath(in));
            case "set_field" -> add(SetFieldText.setField(in, ports));
            case "load" -> add(SetFieldText.load(in));
            case "move" -> add(SetFieldText.move(in));
            case "push" -> add(new Action.Push(SetFieldText.bits(in)));
            case "pop" -> add(new Action.Pop(SetFieldText.bits(in)));
            case "delete_field" -> add(SetFieldText.deleteField(in));
            case "check_pkt_larger" -> add(SetFieldText.checkPacketLarger(in));
            case "mod_dl_src" -> add(LegacyText.mac(Field.ETH_SRC, in));
            case "mod_dl_dst" -> add(LegacyText.mac(Field.ETH_DST, in));
            case "mod_nw_src" -> add(LegacyText.ipv4(Field.IPV4_SRC, in));
            case "mod_nw_dst" -> add(LegacyText.ipv4(Field.IPV4_DST, in));
            case "mod_nw_tos" -> add(LegacyText.tos(in));
            case "mod_nw_ecn" -> add(LegacyText.number(Field.IP_ECN, 3, in));
            case "mod_nw_ttl", "set_nw_ttl" -> add(new Action.SetTtl(u8(in, "the TTL")));
            case "mod_tp_src" -> add(LegacyText.port(true, in, packet));
            case "mod_tp_dst" -> add(LegacyText.port(false, in, packet));
            case "mod_vlan_vid" -> LegacyText.vlan(Field.VLAN_VID, true, in, this);
            case "mod_vlan_pcp" -> LegacyText.vlan(Field.VLAN_PCP, true, in, this);
            case "set_vlan_vid" -> LegacyText.vlan(Field.VLAN_VID, false, in, this);
            case "set_vlan_pcp" -> LegacyText.vlan(Field.VLAN_PCP, false, in, this);
            case "strip_vlan", "pop_vlan" -> add(new Action.PopVlan());
            case "push_vlan" -> add(new Action.PushVlan(u16(in, "the Ethernet type")));
            case "push_mpls" -> add(new Action.PushMpls(u16(in, "the Ethernet type")));
            case "pop_mpls" -> add(new Action.PopMpls(u16(in, "the Ethernet type")));
            case "set_mpls_label" -> add(LegacyText.number(Field.MPLS_LABEL, 0xfffff, in));
            case "set_mpls_tc" -> add(LegacyText.number(Field.MPLS_TC, 7, in));
            case "set_mpls_ttl" -> add(new Action.SetMplsTtl(u8(in, "the TTL")));
            case "dec_mpls_ttl" -> add(new Action.DecMplsTtl());
            case "dec_ttl" -> add(SampleText.decTtl(in));
            case "dec_nsh_ttl" -> add(new Action.DecNshTtl());
            case "set_tunnel", "set_tunnel64" -> add(LegacyText.number(Field.TUN_ID, -1L, in));
            case "encap" -> add(EncapText.encap(in));
            case "decap" -> add(EncapText.decap(in));
            case "learn" -> add(LearnText.read(in, ports, packet));
            case "conjunction" -> add(SampleText.conjunction(in));
            case "fin_timeout" -> add(SampleText.finTimeout(in));
            case "sample" -> add(SampleText.sample(in, ports));
            case "note" -> add(new Action.Note(octets(in)));
            case "exit" -> add(new Action.Exit());
            case "ct" -> add(TrackingText.ct(in, this));
            case "ct_clear" -> add(new Action.CtClear());
            case "nat" -> add(TrackingText.nat(in));
            case "clone" -> {
                ActionReader inner = nested(Outer.CLONE);
                inner.readAll(in);
                add(new Action.Clone(inner.actions()));
            }
            default -> port(pairs);
        }
    }

    /** A port alone is an output to it. */
    private void port(Pairs pairs) {
        Scanner key = pairs.keyScanner();
        try {
            add(new Action.Output(PortText.read(key, ports)));
        } catch (TextException noPort) {
            throw pairs.error("there is no action \"" + pairs.key() + "\"");
        }
    }

    /** Adds an action that the last part taken stands for. */
    void add(Action action) {
        boolean conjunction = action instanceof Action.Conjunction;
        conjunctions |= conjunction;
        others |= !conjunction && !(action instanceof Action.Note);
        String fault = conjunctions && others
                ? "conjunction goes with nothing else than note"
                : action instanceof Action.Meter && !actions.isEmpty()
                        ? "meter is the first action and stands once"
                        : ActionCheck.fault(action, outer, packet);
        if (fault != null) {
            throw pairs().error(fault);
        }
        actions.add(action);
    }

    /** Whether something else than conjunctions and notes may follow. */
    boolean isConjunctive() {
        return conjunctions;
    }

    private Pairs pairs() {
        if (at == null) {
            throw new IllegalStateException("nothing has been taken");
        }
        return at;
    }

    static int u8(Scanner in, String what) {
        return (int) all(in, 0xff, what);
    }

    static int u16(Scanner in, String what) {
        return (int) all(in, 0xffff, what);
    }

    static long u32(Scanner in, String what) {
        return all(in, 0xffffffffL, what);
    }

    static long u64(Scanner in) {
        return all(in, -1L, "the number");
    }

    static int table(Scanner in) {
        int table = decimal(in, 0xff, "the table");
        in.requireEnd();
        return table;
    }

    /** A number that is decimal even where it begins with 0. */
    static int decimal(Scanner in, int max, String what) {
        int start = in.position();
        long value = 0;
        for (int digit; (digit = Scanner.digit(in.peek(), 10)) >= 0; in.next()) {
            value = Math.min(value * 10 + digit, Integer.MAX_VALUE);
        }
        if (in.position() == start) {
            throw in.error("a number is missing");
        }
        if (value > max) {
            throw in.error(what + " is larger than " + max, start);
        }
        return (int) value;
    }

    /** A number that is all of {@code in}. */
    private static long all(Scanner in, long max, String what) {
        long number = in.number(max, what);
        in.requireEnd();
        return number;
    }

    /** What is before the next comma, which is taken too. */
    static Scanner untilComma(Scanner in) {
        int start = in.position();
        in.until(",");
        Scanner part = in.part(start, in.position());
        in.next();
        return part;
    }

    /** Pairs of hexadecimal digits with dots or blanks between them, which are all of {@code in}. */
    static Octets octets(Scanner in) {
        byte[] bytes = new byte[(in.end() - in.position()) / 2];
        int length = 0;
        for (in.skip(" .\t\r\n"); !in.atEnd(); in.skip(" .\t\r\n")) {
            int high = Scanner.digit(in.next(), 16);
            int low = Scanner.digit(in.next(), 16);
            if (high < 0 || low < 0) {
                throw in.error("bytes are pairs of hexadecimal digits");
            }
            bytes[length++] = (byte) (high << 4 | low);
        }
        return Octets.of(Arrays.copyOf(bytes, length));
    }
}
