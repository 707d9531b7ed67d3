package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.FieldId;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Flows and groups in the text form of ovs-ofctl(8), with interfaces by name where a program names them. Canonical: the
 * same flow has one text.
 */
public final class FlowText {
    private FlowText() {}

    /** {@code cookie=0x…, table=0, priority=100,MATCH actions=…}, as ovs-ofctl dump-flows --no-stats prints it. */
    public static String flow(Flow flow) {
        String match = match(flow.match());
        return "cookie=0x%x, table=%d, priority=%d%s actions=%s"
                .formatted(
                        flow.cookie(),
                        flow.table(),
                        flow.priority(),
                        match.isEmpty() ? "" : "," + match,
                        instructions(flow.instructions()));
    }

    public static String match(Match match) {
        StringBuilder out = new StringBuilder();
        MatchText.print(match, PortNames.NONE, out);
        return out.toString();
    }

    public static String instructions(List<Instruction> instructions) {
        List<String> out = new ArrayList<>();
        for (Instruction instruction : instructions) {
            switch (instruction) {
                case Instruction.Apply apply -> apply.actions().forEach(a -> out.add(action(a)));
                case Instruction.Goto to -> out.add("goto_table:" + to.table());
                case Instruction.Raw raw -> out.add("instruction:" + raw.tlv());
                default -> throw new IllegalArgumentException(instruction.toString());
            }
        }
        return out.isEmpty() ? "drop" : String.join(",", out);
    }

    public static String group(Group group) {
        StringBuilder out = new StringBuilder("group_id=%s,type=%s"
                .formatted(
                        Integer.toUnsignedString(group.id()),
                        group.type() == Group.Type.FAST_FAILOVER
                                ? "ff"
                                : group.type().name().toLowerCase(Locale.ROOT)));
        for (Group.Bucket bucket : group.buckets()) {
            out.append(",bucket=bucket_id:").append(bucket.id());
            if (bucket.weight() != 0) {
                out.append(",weight:").append(bucket.weight());
            }
            out.append(",actions=").append(actions(bucket.actions()));
        }
        return out.toString();
    }

    private static String actions(List<Action> actions) {
        List<String> out = new ArrayList<>();
        actions.forEach(a -> out.add(action(a)));
        return out.isEmpty() ? "drop" : String.join(",", out);
    }

    private static String action(Action action) {
        return switch (action) {
            case Action.Output o ->
                o.port().equals(PortRef.CONTROLLER) ? "CONTROLLER:" + o.maxLength() : "output:" + port(o.port());
            case Action.SetField s -> {
                String value = value(s.field(), s.value());
                String mask = s.mask().equals(s.field().fullMask()) ? "" : "/" + value(s.field(), s.mask());
                yield "set_field:" + value + mask + "->" + s.field().text();
            }
            case Action.Move m -> "move:" + bits(m.from()) + "->" + bits(m.to());
            case Action.Resubmit r -> "resubmit(," + r.table() + ")";
            case Action.Group g -> "group:" + Integer.toUnsignedString(g.id());
            case Action.Raw raw -> "raw:" + raw.tlv();
            default -> throw new IllegalArgumentException(action.toString());
        };
    }

    private static String bits(Subfield bits) {
        String name = bits.field().ids().stream()
                .map(FieldId::name)
                .filter(n -> n.startsWith("NXM"))
                .findFirst()
                .orElse(bits.field().ids().getFirst().name());
        if (bits.isWhole()) {
            return name + "[]";
        }
        int start = bits.start();
        return bits.width() == 1
                ? name + "[" + start + "]"
                : name + "[" + start + ".." + (start + bits.width() - 1) + "]";
    }

    private static String port(PortRef port) {
        return switch (port) {
            case PortRef.Iface i -> "\"" + i.ifaceId() + "\"";
            case PortRef.Named n -> n.name();
            case PortRef.Numbered n -> number(n);
        };
    }

    private static String number(PortRef.Numbered port) {
        @Nullable
        String reserved = port.equals(PortRef.LOCAL)
                ? "LOCAL"
                : port.equals(PortRef.CONTROLLER) ? "CONTROLLER" : port.equals(PortRef.IN_PORT) ? "IN_PORT" : null;
        return reserved != null ? reserved : Integer.toUnsignedString(port.value());
    }

    private static String value(Field field, Bits value) {
        return switch (field.format()) {
            case DECIMAL, PORT -> Long.toUnsignedString(value.lo());
            case HEX, FRAGMENT, TUNNEL_FLAGS, TCP_FLAGS, CT_STATE, PACKET_TYPE -> hex(value);
            case MAC -> mac(value.lo());
            case IPV4 -> ipv4(value.lo());
            case IPV6 -> ipv6(value);
        };
    }

    private static String hex(Bits value) {
        return value.hi() == 0 ? "0x" + Long.toHexString(value.lo()) : "0x%x%016x".formatted(value.hi(), value.lo());
    }

    private static String mac(long mac) {
        StringBuilder out = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            out.append("%02x".formatted(mac >>> shift & 0xff)).append(shift > 0 ? ":" : "");
        }
        return out.toString();
    }

    private static String ipv4(long ip) {
        return (ip >>> 24 & 0xff) + "." + (ip >>> 16 & 0xff) + "." + (ip >>> 8 & 0xff) + "." + (ip & 0xff);
    }

    /** RFC 5952. */
    private static String ipv6(Bits ip) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (int) ((i < 4 ? ip.hi() : ip.lo()) >>> (48 - 16 * (i % 4)) & 0xffff);
        }
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int j = i;
            while (j < 8 && groups[j] == 0) {
                j++;
            }
            if (j - i > bestLength) {
                best = i;
                bestLength = j - i;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == best) {
                out.append("::");
                i += bestLength - 1;
            } else {
                out.append(out.isEmpty() || out.charAt(out.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }
}
