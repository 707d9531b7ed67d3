package dev.heddle.flow.text;

import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import java.util.List;

/** Whole lines of flows, in one pass: what stands beside a match, the match, and behind {@code actions=} the rest. */
final class FlowLine {
    private static final String ACTION = "action";
    private static final int FIRST_TABLE = 0;
    private static final int ALL_TABLES = 0xff;

    /** What a line is for, which decides what it may say. */
    enum Use {
        ADD,
        MODIFY,
        DELETE,
        DELETE_STRICT
    }

    private final PortNames ports;
    private final Use use;
    private int table;
    private int priority = FlowSpec.DEFAULT_PRIORITY;
    private long cookie;
    private long cookieMask;
    private int idleTimeout;
    private int hardTimeout;
    private int importance;
    private int flags;
    private int outPort = FlowSpec.ANY;
    private int outGroup = FlowSpec.ANY;

    private FlowLine(PortNames ports, Use use) {
        this.ports = ports;
        this.use = use;
        this.table = use == Use.ADD ? FIRST_TABLE : ALL_TABLES;
    }

    static FlowSpec read(String text, PortNames ports, Use use) {
        return new FlowLine(ports, use).read(new Scanner(text));
    }

    private boolean changes() {
        return use == Use.ADD || use == Use.MODIFY;
    }

    private FlowSpec read(Scanner in) {
        int actions = changes() ? in.find(ACTION) : in.end();
        if (actions < 0) {
            throw in.error("actions= is missing", in.end());
        }
        Scanner head = in.part(in.position(), actions);
        MatchReader reader = new MatchReader(ports);
        Pairs pairs = new Pairs(head);
        while (pairs.next()) {
            if (!take(pairs) && !reader.take(pairs)) {
                throw pairs.error("there is no field \"" + pairs.key() + "\"");
            }
        }
        Match match = reader.match(in);
        List<Instruction> instructions = List.of();
        if (changes()) {
            in.moveTo(actions);
            in.until("=");
            in.expect('=');
            instructions = InstructionText.read(in, ports, Packet.of(match), table == ALL_TABLES ? -1 : table);
        }
        Flow flow = new Flow(table, priority, match, cookie, instructions);
        return new FlowSpec(flow, cookieMask, idleTimeout, hardTimeout, importance, flags, outPort, outGroup);
    }

    /** Takes a part that is not of the match; false where it is one. */
    private boolean take(Pairs part) {
        switch (part.key()) {
            case "table" -> {
                table = ActionReader.table(valueOf(part));
                // The switch chooses where a flow is added, and chooses the first.
                table = use == Use.ADD && table == ALL_TABLES ? FIRST_TABLE : table;
            }
            case "priority" -> {
                require(use != Use.DELETE, part);
                priority = ActionReader.u16(valueOf(part), "priority");
            }
            case "cookie" -> cookie(part);
            case "idle_timeout" -> idleTimeout = timeout(part);
            case "hard_timeout" -> hardTimeout = timeout(part);
            case "importance" -> {
                require(use == Use.ADD, part);
                importance = ActionReader.u16(valueOf(part), "importance");
            }
            case "send_flow_rem" -> flag(FlowSpec.SEND_FLOW_REMOVED, part);
            case "check_overlap" -> flag(FlowSpec.CHECK_OVERLAP, part);
            case "reset_counts" -> flag(FlowSpec.RESET_COUNTS, part);
            case "no_packet_counts" -> flag(FlowSpec.NO_PACKET_COUNTS, part);
            case "no_byte_counts" -> flag(FlowSpec.NO_BYTE_COUNTS, part);
            case "out_port" -> {
                require(!changes(), part);
                outPort = PortText.read(valueOf(part), ports).value();
            }
            case "out_group" -> {
                require(!changes(), part);
                outGroup = group(valueOf(part));
            }
            case "duration", "n_packets", "n_bytes", "idle_age", "hard_age" -> valueOf(part);
            case "no_readonly_table", "allow_hidden_fields" -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean allowed, Pairs part) {
        if (!allowed) {
            throw part.error(part.key() + " has no place here");
        }
    }

    private static Scanner valueOf(Pairs part) {
        Scanner value = part.value();
        if (value.atEnd()) {
            throw part.error(part.key() + " takes a value");
        }
        return value;
    }

    private int timeout(Pairs part) {
        require(changes(), part);
        return ActionReader.u16(valueOf(part), part.key());
    }

    private void flag(int flag, Pairs part) {
        require(changes(), part);
        flags |= flag;
    }

    private static int group(Scanner in) {
        String word = in.copy().rest();
        if (word.equalsIgnoreCase("any")) {
            return FlowSpec.ANY;
        }
        return word.equalsIgnoreCase("all") ? 0xfffffffc : (int) ActionReader.u32(in, "the group");
    }

    /** A value is set by a flow that is added; a value under a mask is looked for. */
    private void cookie(Pairs part) {
        Scanner in = valueOf(part);
        cookie = in.number();
        if (in.take('/')) {
            if (use == Use.ADD) {
                throw in.error("a flow that is added has no mask of the cookie");
            }
            cookieMask = in.number();
        } else if (!changes()) {
            throw in.error("a cookie that is looked for has a mask, as in cookie=1/-1");
        }
        in.requireEnd();
    }

    /** As ovs-ofctl dump-flows --no-stats prints it. */
    static void print(FlowSpec spec, PortNames ports, StringBuilder out) {
        Flow flow = spec.flow();
        if (flow.cookie() != 0) {
            out.append("cookie=0x").append(Long.toHexString(flow.cookie())).append(", ");
        }
        if (flow.table() != 0) {
            out.append("table=").append(flow.table()).append(", ");
        }
        if (spec.idleTimeout() != 0) {
            out.append("idle_timeout=").append(spec.idleTimeout()).append(", ");
        }
        if (spec.hardTimeout() != 0) {
            out.append("hard_timeout=").append(spec.hardTimeout()).append(", ");
        }
        flag(FlowSpec.SEND_FLOW_REMOVED, "send_flow_rem ", spec, out);
        flag(FlowSpec.CHECK_OVERLAP, "check_overlap ", spec, out);
        flag(FlowSpec.RESET_COUNTS, "reset_counts ", spec, out);
        flag(FlowSpec.NO_PACKET_COUNTS, "no_packet_counts ", spec, out);
        flag(FlowSpec.NO_BYTE_COUNTS, "no_byte_counts ", spec, out);
        if (spec.importance() != 0) {
            out.append("importance=").append(spec.importance()).append(", ");
        }
        int start = out.length();
        if (flow.priority() != FlowSpec.DEFAULT_PRIORITY) {
            out.append("priority=").append(flow.priority()).append(',');
        }
        MatchText.print(flow.match(), ports, out);
        int last = out.length() - 1;
        if (last >= start) {
            if (out.charAt(last) == ',') {
                out.setLength(last);
            }
            out.append(' ');
        }
        InstructionText.print(flow.instructions(), ports, out.append("actions="));
    }

    private static void flag(int flag, String word, FlowSpec spec, StringBuilder out) {
        if ((spec.flags() & flag) != 0) {
            out.append(word);
        }
    }
}
