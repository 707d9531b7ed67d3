package dev.heddle.flow.text;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Layers;
import dev.heddle.flow.Match;
import dev.heddle.flow.Match.Term;
import dev.heddle.flow.Prerequisite;
import org.jspecify.annotations.Nullable;

/** Prints a match as ovs-ofctl dump-flows does. */
public final class MatchText {
    private static final int VID = 0xfff;
    private static final int PRESENT = 0x1000;
    private static final int PRIORITY = 0xe000;

    private MatchText() {}

    /** Appends terms with commas between them; nothing for a match of all packets. */
    public static void print(Match match, PortNames ports, StringBuilder out) {
        new Printer(match, ports, out).print();
    }

    private static final class Printer {
        private final Match match;
        private final PortNames ports;
        private final StringBuilder out;
        private final int start;
        private final Layers layers;
        private final int etherType;
        private final int protocol;
        private final @Nullable String type;

        Printer(Match match, PortNames ports, StringBuilder out) {
            this.match = match;
            this.ports = ports;
            this.out = out;
            this.start = out.length();
            this.layers = Layers.of(match);
            this.etherType = layers.outerType();
            this.protocol = layers.protocol();
            this.type = match.term(Field.ETH_TYPE) == null ? null : Protocols.name(etherType, protocol);
        }

        void print() {
            Term[] terms = PrintOrder.sorted(match.terms());
            int at = 0;
            for (; at < terms.length && PrintOrder.beforeType(terms[at].field()); at++) {
                term(terms[at]);
            }
            if (match.term(Field.RECIRC_ID) != null && isEthernet()) {
                word("eth");
            }
            if (type != null) {
                word(type);
            }
            for (; at < terms.length && PrintOrder.beforePort(terms[at].field()); at++) {
                term(terms[at]);
            }
            if (match.inPort() != null) {
                key("in_port");
                PortText.print(match.inPort(), ports, out);
            }
            for (; at < terms.length; at++) {
                term(terms[at]);
            }
            for (Match.RawTerm raw : match.raw()) {
                word("oxm:");
                out.append(raw.tlv());
            }
        }

        private boolean isEthernet() {
            return layers.packetType() == Layers.ETHERNET
                    && match.terms().stream()
                            .anyMatch(t ->
                                    t.field() == Field.PACKET_TYPE || t.field().prerequisite() != Prerequisite.NOTHING);
        }

        private void word(String word) {
            if (out.length() > start) {
                out.append(',');
            }
            out.append(word);
        }

        private void key(String key) {
            word(key);
            out.append('=');
        }

        private void term(Term term) {
            Field field = term.field();
            switch (field) {
                case PACKET_TYPE -> {
                    if (!term.value().isZero()) {
                        word("");
                        ValueText.print(field, term.value(), ports, out);
                    }
                }
                case ETH_TYPE -> {
                    if (type == null) {
                        hex("dl_type", term.value().lo(), 4);
                    }
                }
                case IP_PROTO -> {
                    if (type == null || !Protocols.namesProtocol(etherType, protocol)) {
                        decimal(term);
                    }
                }
                case VLAN_TCI -> vlan((int) term.value().lo(), (int) term.mask().lo());
                case IP_DSCP -> {
                    key("nw_tos");
                    out.append(term.value().lo() << 2);
                }
                case IPV6_LABEL -> {
                    hex("ipv6_label", term.value().lo(), 5);
                    if (!term.exact()) {
                        hex(term.mask().lo(), 5, out.append('/'));
                    }
                }
                case TUN_ERSPAN_IDX -> erspan(term, 1);
                case TUN_ERSPAN_DIR, TUN_ERSPAN_HWID -> erspan(term, 2);
                case CT_TP_SRC, CT_TP_DST -> {
                    if (match.term(Field.CT_NW_PROTO) != null) {
                        decimal(term);
                    }
                }
                case NSH_C1, NSH_C2, NSH_C3, NSH_C4 -> {
                    Term mdtype = match.term(Field.NSH_MDTYPE);
                    if (mdtype != null && mdtype.value().lo() == 1) {
                        zeroHex(term);
                    }
                }
                case NSH_SPI -> zeroHex(term);
                case TUN_FLAGS -> {
                    key("tun_flags");
                    FlagText.printSigned(
                            field.format(), term.value().lo(), term.mask().lo(), out);
                }
                case NSH_FLAGS -> {
                    if (term.exact()) {
                        decimal(term);
                    } else {
                        hex("nsh_flags", term.value().lo(), 2);
                        hex(term.mask().lo(), 2, out.append('/'));
                    }
                }
                case TUN_GBP_FLAGS, TUN_GTPU_FLAGS -> {
                    key(PrintOrder.key(field));
                    ValueText.printHex(term.value(), out);
                }
                default -> {
                    if (field.isTunnelMetadata()) {
                        tunnelMetadata(term);
                    } else {
                        plain(term);
                    }
                }
            }
        }

        /** The length is that of the highest byte: a mask of all bits of so many bytes is not printed. */
        private void tunnelMetadata(Term term) {
            if (term.mask().isZero()) {
                word(term.field().text());
                return;
            }
            key(term.field().text());
            ValueText.printHex(term.value(), out);
            int bytes = (term.mask().bitLength() + 7) / 8;
            if (!term.mask().equals(Bits.ones(8 * bytes))) {
                ValueText.printHex(term.mask(), out.append('/'));
            }
        }

        private void plain(Term term) {
            Field field = term.field();
            if (field.format() == Field.Format.DECIMAL || field == Field.CT_ZONE) {
                decimal(term);
            } else if (field == Field.RECIRC_ID) {
                key(field.text());
                ValueText.printHex(term.value(), out);
            } else {
                key(PrintOrder.key(field));
                ValueText.print(field, term.value(), term.mask(), ports, out);
            }
        }

        private void erspan(Term term, int version) {
            Term is = match.term(Field.TUN_ERSPAN_VER);
            if (is != null && is.value().lo() == version) {
                key(term.field().text());
                if (term.field() == Field.TUN_ERSPAN_DIR) {
                    out.append(term.value().lo());
                } else {
                    ValueText.printHex(term.value(), out);
                }
            }
        }

        private void decimal(Term term) {
            key(PrintOrder.key(term.field()));
            if (term.exact() || term.field().bytes() == 1) {
                out.append(term.value().lo());
            } else {
                hex(term.value().lo(), 1, out);
                hex(term.mask().lo(), 1, out.append('/'));
            }
        }

        /** Hexadecimal even where it is zero. */
        private void zeroHex(Term term) {
            hex(term.field().text(), term.value().lo(), 1);
            if (!term.exact()) {
                hex(term.mask().lo(), 1, out.append('/'));
            }
        }

        private void hex(String key, long value, int digits) {
            key(key);
            hex(value, digits, out);
        }

        private static void hex(long value, int digits, StringBuilder out) {
            out.append("0x");
            String text = Long.toHexString(value);
            for (int i = text.length(); i < digits; i++) {
                out.append('0');
            }
            out.append(text);
        }

        private void vlan(int tci, int mask) {
            int vid = mask & VID;
            int priority = mask & PRIORITY;
            boolean tagged = (mask & tci & PRESENT) != 0;
            if (tagged
                    && (vid == 0 || vid == VID)
                    && (priority == 0 || priority == PRIORITY)
                    && (vid | priority) != 0) {
                if (vid != 0) {
                    key("dl_vlan");
                    out.append(tci & VID);
                }
                if (priority != 0) {
                    key("dl_vlan_pcp");
                    out.append(tci >> 13);
                }
                return;
            }
            hex("vlan_tci", tci, 4);
            if (mask != 0xffff) {
                hex(mask, 4, out.append('/'));
            }
        }
    }
}
