package dev.heddle.flow.text;

import dev.heddle.flow.Action.Learn;
import dev.heddle.flow.Action.LearnSpec;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Subfield;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code learn(...)}: what the new flow is like, what it matches, and what it does. */
final class LearnText {
    private static final String ARROW = "->";

    private LearnText() {}

    static Learn read(Scanner in, PortNames ports, @Nullable Packet packet) {
        int idle = 0;
        int hard = 0;
        int priority = FlowSpec.DEFAULT_PRIORITY;
        long cookie = 0;
        int flags = 0;
        int table = 1;
        int finIdle = 0;
        int finHard = 0;
        long limit = 0;
        Subfield result = null;
        List<LearnSpec> specs = new ArrayList<>();
        Packet learned = Packet.any();
        Pairs pairs = new Pairs(in);
        while (pairs.next()) {
            Scanner value = pairs.value();
            switch (pairs.key()) {
                case "table" -> {
                    table = ActionReader.table(value);
                    if (table == 255) {
                        throw pairs.error("nothing can be learned into table 255");
                    }
                }
                case "priority" -> priority = number(value, "priority");
                case "idle_timeout" -> idle = number(value, "idle_timeout");
                case "hard_timeout" -> hard = number(value, "hard_timeout");
                case "fin_idle_timeout" -> finIdle = number(value, "fin_idle_timeout");
                case "fin_hard_timeout" -> finHard = number(value, "fin_hard_timeout");
                case "cookie" -> cookie = ActionReader.u64(value);
                case "send_flow_rem" -> flags |= Learn.SEND_FLOW_REMOVED;
                case "delete_learned" -> flags |= Learn.DELETE_LEARNED;
                case "limit" -> limit = ActionReader.u32(value, "limit");
                case "result_dst" -> result = result(value);
                default -> {
                    LearnSpec spec = spec(pairs, ports);
                    String fault = LearnCheck.fault(spec, packet, learned);
                    if (fault != null) {
                        throw pairs.error(fault);
                    }
                    specs.add(spec);
                }
            }
        }
        return new Learn(idle, hard, priority, cookie, flags, table, finIdle, finHard, limit, result, specs);
    }

    private static int number(Scanner in, String what) {
        int number = ActionReader.decimal(in, 0xffff, what);
        in.requireEnd();
        return number;
    }

    private static Subfield result(Scanner in) {
        int start = in.position();
        Subfield result = SetFieldText.bits(in);
        if (!result.field().writable()) {
            throw in.error(result.field().text() + " is read-only", start);
        }
        if (result.width() != 1) {
            throw in.error("result_dst is one bit", start);
        }
        return result;
    }

    private static LearnSpec spec(Pairs pairs, PortNames ports) {
        Scanner value = pairs.value();
        return switch (pairs.key()) {
            case "load" -> load(value);
            case "output" -> new LearnSpec.Output(SetFieldText.bits(value));
            default -> match(pairs, value, ports);
        };
    }

    private static LearnSpec load(Scanner in) {
        int start = in.position();
        int arrow = in.find(ARROW);
        if (arrow <= start) {
            throw in.error("load takes a value or bits of a field, \"->\", and bits of a field", start);
        }
        in.moveTo(arrow + ARROW.length());
        Subfield target = SetFieldText.bits(in);
        Scanner source = in.part(start, arrow);
        if (Scanner.digit(source.peek(), 10) >= 0) {
            Bits value = source.bits(target.width(), target.field().text());
            source.requireEnd();
            return new LearnSpec.LoadValue(target, value);
        }
        Subfield from = SetFieldText.bits(source);
        SetFieldText.requireSameWidth(from, target, in, start);
        return new LearnSpec.LoadField(target, from);
    }

    /** {@code FIELD=VALUE}, {@code FIELD[..]=FIELD[..]} or {@code FIELD[..]}, which the packet itself has. */
    private static LearnSpec match(Pairs pairs, Scanner value, PortNames ports) {
        Scanner key = pairs.keyScanner();
        Subfield target = SetFieldText.bits(key);
        if (value.atEnd()) {
            return new LearnSpec.MatchField(target, target);
        }
        Subfield source = source(value.copy());
        if (source != null) {
            SetFieldText.requireSameWidth(source, target, value, value.position());
            return new LearnSpec.MatchField(target, source);
        }
        if (target.isWhole()) {
            return new LearnSpec.MatchValue(target, ValueText.read(target.field(), value, ports));
        }
        Bits bits = value.bits(target.width(), target.field().text());
        value.requireEnd();
        return new LearnSpec.MatchValue(target, bits);
    }

    /** The bits of a field that all of the text names, or null where it is a value. */
    private static @Nullable Subfield source(Scanner in) {
        String name = in.copy().until("[-");
        @Nullable Field field = Field.named(name.endsWith("_W") ? name.substring(0, name.length() - 2) : name);
        return field == null ? null : SetFieldText.bits(in);
    }

    static void print(Learn learn, PortNames ports, StringBuilder out) {
        out.append("learn(table=").append(learn.table());
        number(",idle_timeout=", learn.idleTimeout(), 0, out);
        number(",hard_timeout=", learn.hardTimeout(), 0, out);
        number(",fin_idle_timeout=", learn.finIdleTimeout(), 0, out);
        number(",fin_hard_timeout=", learn.finHardTimeout(), 0, out);
        number(",priority=", learn.priority(), FlowSpec.DEFAULT_PRIORITY, out);
        out.append((learn.flags() & Learn.SEND_FLOW_REMOVED) != 0 ? ",send_flow_rem" : "");
        out.append((learn.flags() & Learn.DELETE_LEARNED) != 0 ? ",delete_learned" : "");
        if (learn.cookie() != 0) {
            out.append(",cookie=0x").append(Long.toHexString(learn.cookie()));
        }
        if (learn.limit() != 0) {
            out.append(",limit=").append(learn.limit());
        }
        if (learn.resultTarget() != null) {
            SubfieldText.print(learn.resultTarget(), out.append(",result_dst="));
        }
        for (LearnSpec spec : learn.specs()) {
            print(spec, ports, out.append(','));
        }
        out.append(')');
    }

    /** With all bits of ct_state, also those without a name, which is how ovs-ofctl prints it here. */
    private static void value(LearnSpec.MatchValue spec, PortNames ports, StringBuilder out) {
        Field field = spec.target().field();
        Bits mask = field == Field.CT_STATE ? field.wireMask() : field.fullMask();
        ValueText.print(field, spec.value(), mask, ports, out);
    }

    private static void number(String name, int value, int usual, StringBuilder out) {
        if (value != usual) {
            out.append(name).append(value);
        }
    }

    private static void print(LearnSpec spec, PortNames ports, StringBuilder out) {
        switch (spec) {
            case LearnSpec.MatchValue s
            when s.target().isWhole() -> {
                out.append(s.target().field().text()).append('=');
                value(s, ports, out);
            }
            case LearnSpec.MatchValue s -> {
                SubfieldText.print(s.target(), out);
                ValueText.printHex(s.value(), out.append('='));
            }
            case LearnSpec.MatchField s -> {
                SubfieldText.print(s.target(), out);
                if (!s.source().equals(s.target())) {
                    SubfieldText.print(s.source(), out.append('='));
                }
            }
            case LearnSpec.LoadValue s -> {
                ValueText.printHex(s.value(), out.append("load:"));
                SubfieldText.print(s.target(), out.append(ARROW));
            }
            case LearnSpec.LoadField s -> {
                SubfieldText.print(s.source(), out.append("load:"));
                SubfieldText.print(s.target(), out.append(ARROW));
            }
            case LearnSpec.Output s -> SubfieldText.print(s.source(), out.append("output:"));
        }
    }
}
