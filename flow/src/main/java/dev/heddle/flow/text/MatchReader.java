package dev.heddle.flow.text;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Layers;
import dev.heddle.flow.Match;
import dev.heddle.flow.Match.Term;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects a match from the parts of a line, in any order. One that a switch would refuse, or that ovs-ofctl would silently
 * widen because a field has no meaning without another, is refused.
 */
public final class MatchReader {
    private static final Bits WIDE = Bits.of(0xffff);

    /**
     * Fields of one place in a packet: where a text names one that the packets cannot have, the one that they have is meant
     * ({@code udp,tp_dst=53}, {@code arp,nw_src=10.0.0.1}, {@code icmp6,icmp_type=135}).
     */
    private static final List<List<Field>> PLACES = List.of(
            List.of(Field.TCP_SRC, Field.UDP_SRC, Field.SCTP_SRC, Field.ICMP_TYPE, Field.ICMPV6_TYPE),
            List.of(Field.TCP_DST, Field.UDP_DST, Field.SCTP_DST, Field.ICMP_CODE, Field.ICMPV6_CODE),
            List.of(Field.IP_PROTO, Field.ARP_OP),
            List.of(Field.IPV4_SRC, Field.ARP_SPA),
            List.of(Field.IPV4_DST, Field.ARP_TPA),
            List.of(Field.ARP_SHA, Field.ND_SLL),
            List.of(Field.ARP_THA, Field.ND_TLL));

    private record Entry(Term term, int position) {}

    private final PortNames ports;
    private final List<Entry> entries = new ArrayList<>();
    private PortRef.@Nullable Numbered inPort;

    public MatchReader(PortNames ports) {
        this.ports = ports;
    }

    /** Reads a match alone: all parts of {@code in}. */
    public static Match read(Scanner in, PortNames ports) {
        MatchReader reader = new MatchReader(ports);
        Pairs parts = new Pairs(in);
        while (parts.next()) {
            if (!reader.take(parts)) {
                throw parts.error("no field is named \"" + parts.key() + "\"");
            }
        }
        return reader.match(in);
    }

    /** Takes the current part; false where it is no part of a match. */
    public boolean take(Pairs part) {
        String key = part.key();
        Protocols.@Nullable Meaning protocol = Protocols.named(key);
        if (protocol != null) {
            noValue(part);
            add(Field.ETH_TYPE, protocol.etherType(), part);
            if (protocol.protocol() != Protocols.NONE) {
                add(Field.IP_PROTO, protocol.protocol(), part);
            }
            return true;
        }
        if (key.indexOf('[') >= 0) {
            subfield(part);
            return true;
        }
        switch (key) {
            case "eth" -> {
                noValue(part);
                add(Field.PACKET_TYPE, Layers.ETHERNET, part);
            }
            case "in_port", "in_port_oxm" -> inPort(part);
            case "dl_vlan" -> vlan(part);
            case "dl_vlan_pcp" -> field(Field.VLAN_PCP, part);
            case "gtpu_flags" -> field(Field.TUN_GTPU_FLAGS, part);
            case "gtpu_msgtype" -> field(Field.TUN_GTPU_MSGTYPE, part);
            default -> {
                @Nullable Field field = key.isEmpty() || key.charAt(0) < 'a' ? null : Field.named(key);
                if (field == null) {
                    return false;
                }
                field(field, part);
            }
        }
        return true;
    }

    private static void noValue(Pairs part) {
        if (part.hasValue()) {
            throw part.error(part.key() + " takes no value");
        }
    }

    private void add(Field field, int value, Pairs part) {
        entries.add(new Entry(new Term(field, Bits.of(value), field.fullMask()), part.position()));
    }

    private void field(Field field, Pairs part) {
        Scanner value = part.value();
        Term term = value.atEnd() ? new Term(field, Bits.ZERO, Bits.ZERO) : ValueText.readMasked(field, value, ports);
        @Nullable String fault = field.fault(term.value());
        if (fault != null && !term.mask().isZero()) {
            throw part.error(fault);
        }
        entries.add(new Entry(term, part.position()));
    }

    private void inPort(Pairs part) {
        Scanner value = part.value();
        if (value.atEnd() || (value.peek() == '*' && value.peek(1) == Scanner.END)) {
            return;
        }
        PortRef.Numbered port = PortText.read(value, ports);
        if (inPort != null && !inPort.equals(port)) {
            throw part.error("in_port is matched twice");
        }
        inPort = port;
    }

    /** 0xffff is OpenFlow 1.0's word for no tag. */
    private void vlan(Pairs part) {
        Scanner value = part.value();
        Bits number = value.bits(16, "dl_vlan");
        value.requireEnd();
        if (number.equals(WIDE)) {
            entries.add(new Entry(new Term(Field.VLAN_TCI, Bits.ZERO, WIDE), part.position()));
        } else if (number.fits(12)) {
            entries.add(new Entry(
                    new Term(Field.VLAN_VID, number.or(Bits.of(0x1000)), Field.VLAN_VID.fullMask()), part.position()));
        } else {
            throw part.error("dl_vlan is larger than 4095");
        }
    }

    private void subfield(Pairs part) {
        Scanner key = part.keyScanner();
        Subfield bits = SubfieldText.read(key);
        key.requireEnd();
        Scanner in = part.value();
        Bits value = in.bits(bits.width(), part.key()).shiftLeft(bits.start());
        in.requireEnd();
        Field field = bits.field();
        Bits mask = Bits.ones(bits.width()).shiftLeft(bits.start());
        if (field == Field.IN_PORT || field == Field.IN_PORT_OXM) {
            if (!bits.isWhole()) {
                throw part.error("in_port takes no mask");
            }
            inPort = new PortRef.Numbered(
                    field == Field.IN_PORT ? PortText.ofShort((int) value.lo()) : (int) value.lo());
            return;
        }
        for (int i = 0; i < entries.size(); i++) {
            Term term = entries.get(i).term;
            if (term.field() == field) {
                if (!term.mask().and(mask).isZero()) {
                    throw part.error(part.key() + " is matched twice");
                }
                value = value.or(term.value());
                mask = mask.or(term.mask());
                entries.remove(i);
                break;
            }
        }
        entries.add(new Entry(new Term(field, value, mask), part.position()));
    }

    /** What was taken. {@code in} is the text, for errors. */
    public Match match(Scanner in) {
        Layers layers = settle();
        Match.Builder out = Match.builder();
        if (inPort != null) {
            out.inPort(inPort);
        }
        int position = 0;
        try {
            for (Entry entry : entries) {
                position = entry.position;
                Term term = entry.term;
                @Nullable String missing = missing(layers, term);
                if (missing != null) {
                    throw in.error(missing, position);
                }
                out.masked(term.field(), term.value(), term.mask());
            }
            return out.build();
        } catch (IllegalArgumentException e) {
            throw in.error(String.valueOf(e.getMessage()), position);
        }
    }

    private @Nullable String missing(Layers layers, Term term) {
        Field field = term.field();
        if (term.mask().isZero() && !field.isTunnelMetadata()) {
            return null;
        }
        // The original tuple is that of the packet's own family, and its ports are listed only beside its protocol.
        return switch (field) {
            case CT_NW_SRC, CT_NW_DST -> layers.is(Layers.IPV4) ? layers.missing(field) : field.text() + " needs ip";
            case CT_IPV6_SRC, CT_IPV6_DST ->
                layers.is(Layers.IPV6) ? layers.missing(field) : field.text() + " needs ipv6";
            case CT_TP_SRC, CT_TP_DST ->
                entries.stream().anyMatch(e -> e.term.field() == Field.CT_NW_PROTO)
                        ? layers.missing(field)
                        : field.text() + " needs ct_nw_proto";
            default -> layers.missing(field);
        };
    }

    /** Finds what the packets are, and names the fields as those packets have them. */
    private Layers settle() {
        while (true) {
            Layers layers = Layers.ANY;
            for (int i = 0; i < entries.size(); i++) {
                layers = layers.with(entries.get(i).term);
            }
            boolean moved = false;
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                Field is = meant(entry.term.field(), layers);
                if (is != entry.term.field()) {
                    boolean exact = entry.term.exact();
                    Bits mask = exact ? is.fullMask() : entry.term.mask();
                    entries.set(i, new Entry(new Term(is, entry.term.value(), mask), entry.position));
                    moved = true;
                }
            }
            if (!moved) {
                return layers;
            }
        }
    }

    private static Field meant(Field field, Layers layers) {
        if (field.prerequisite().met(layers)) {
            return field;
        }
        for (List<Field> place : PLACES) {
            if (place.contains(field)) {
                for (Field other : place) {
                    if (other.prerequisite().met(layers)) {
                        return other;
                    }
                }
            }
        }
        return field;
    }
}
