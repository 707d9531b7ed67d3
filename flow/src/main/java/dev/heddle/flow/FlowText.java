package dev.heddle.flow;

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
        List<String> out = new ArrayList<>();
        if (match.inPort() != null) {
            out.add("in_port=" + port(match.inPort()));
        }
        for (Match.Term term : match.terms()) {
            out.add(term(term));
        }
        match.raw().forEach(r -> out.add("oxm:" + r.tlv()));
        return String.join(",", out);
    }

    private static String term(Match.Term term) {
        if (term.field() == Field.IP_FRAG) {
            return fragment(term);
        }
        String text = term.field().text() + "=" + value(term.field(), term.value());
        return term.exact() ? text : text + "/" + value(term.field(), term.mask());
    }

    /** ovs-fields(7) on ip_frag: bit 0 says that it is a fragment, bit 1 that it is not the first. */
    private static String fragment(Match.Term term) {
        return "nw_frag="
                + switch ((int) (term.mask().lo() & 3) << 2
                        | (int) (term.value().lo() & 3)) {
                    case 0b01_00, 0b11_00 -> "no";
                    case 0b01_01 -> "yes";
                    case 0b10_00 -> "not_later";
                    case 0b11_01 -> "first";
                    case 0b10_10, 0b11_11 -> "later";
                    default -> value(term.field(), term.value()) + "/" + value(term.field(), term.mask());
                };
    }

    public static String instructions(List<Instruction> instructions) {
        List<String> out = new ArrayList<>();
        for (Instruction instruction : instructions) {
            switch (instruction) {
                case Instruction.Apply apply -> apply.actions().forEach(a -> out.add(action(a)));
                case Instruction.Goto to -> out.add("goto_table:" + to.table());
                case Instruction.Raw raw -> out.add("instruction:" + raw.tlv());
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
                yield "set_field:" + value + mask + "->" + destination(s.field());
            }
            case Action.Move m ->
                "move:" + bits(m.from(), m.fromOffset(), m.bits()) + "->" + bits(m.to(), m.toOffset(), m.bits());
            case Action.Resubmit r -> "resubmit(," + r.table() + ")";
            case Action.Group g -> "group:" + Integer.toUnsignedString(g.id());
            case Action.Raw raw -> "raw:" + raw.tlv();
        };
    }

    private static String destination(Field field) {
        return switch (field) {
            case ETH_DST -> "eth_dst";
            case ETH_SRC -> "eth_src";
            case IPV4_SRC -> "ip_src";
            case IPV4_DST -> "ip_dst";
            default -> field.text();
        };
    }

    private static String bits(Field field, int offset, int count) {
        String name = nxmName(field);
        if (offset == 0 && count == field.bits()) {
            return name + "[]";
        }
        return count == 1 ? name + "[" + offset + "]" : name + "[" + offset + ".." + (offset + count - 1) + "]";
    }

    /** The field's name in nicira-ext.h or openflow-1.5.h, as ovs-ofctl prints it for a part of a field. */
    private static String nxmName(Field field) {
        return switch (field) {
            case METADATA -> "OXM_OF_METADATA";
            case TUN_SRC -> "NXM_NX_TUN_IPV4_SRC";
            case TUN_DST -> "NXM_NX_TUN_IPV4_DST";
            case IPV4_SRC -> "NXM_OF_IP_SRC";
            case IPV4_DST -> "NXM_OF_IP_DST";
            case IN_PORT,
                    ETH_SRC,
                    ETH_DST,
                    ETH_TYPE,
                    VLAN_TCI,
                    IP_PROTO,
                    ARP_OP,
                    ARP_SPA,
                    ARP_TPA,
                    UDP_SRC,
                    UDP_DST,
                    ICMP_TYPE,
                    ICMP_CODE -> "NXM_OF_" + field.name();
            case REG0,
                    REG1,
                    REG2,
                    REG3,
                    XXREG1,
                    TUN_ID,
                    TUN_IPV6_SRC,
                    TUN_IPV6_DST,
                    IPV6_SRC,
                    IPV6_DST,
                    IP_FRAG,
                    ARP_SHA,
                    ARP_THA,
                    ICMPV6_TYPE,
                    ICMPV6_CODE,
                    ND_TARGET,
                    ND_SLL,
                    ND_TLL -> "NXM_NX_" + field.name();
        };
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
            case DECIMAL -> Long.toUnsignedString(value.lo());
            case HEX -> hex(value);
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
