package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import io.netty.buffer.ByteBuf;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * struct ofp_match of type OXM (OpenFlow 1.5.1 section 7.2.3). Terms are written in the order of {@link Field}, where
 * prerequisites come first. What Open vSwitch answers under other names (packet registers for registers, VLAN VID and PCP
 * for the TCI) is read as the field that was sent.
 */
final class MatchCodec {
    private static final int TYPE_OXM = 1;
    private static final int HEADER = 4;

    private MatchCodec() {}

    static void encode(Match match, ByteBuf out) {
        int start = out.writerIndex();
        out.writeShort(TYPE_OXM).writeShort(0);
        encodeTerms(match, out);
        int length = out.writerIndex() - start;
        out.setShort(start + 2, length);
        out.writeZero(-length & 7);
    }

    /** The OXM TLVs alone. */
    static void encodeTerms(Match match, ByteBuf out) {
        PortRef inPort = match.inPort();
        if (inPort != null) {
            Oxm.writeHeader(Field.IN_PORT_OXM, false, out);
            out.writeInt(number(inPort));
        }
        List<Match.Term> terms = match.terms();
        for (int i = 0; i < terms.size(); i++) {
            Match.Term term = terms.get(i);
            Oxm.write(term.field(), term.value(), term.mask(), out);
        }
        for (Match.RawTerm raw : match.raw()) {
            out.writeBytes(raw.tlv().toArray());
        }
    }

    static Match decode(Reader in) {
        int type = in.u16();
        int length = in.u16();
        if (type != TYPE_OXM || length < HEADER) {
            throw in.malformed("a match of type " + type + " and length " + length);
        }
        Reader oxms = in.part(length - HEADER);
        in.skipPadding(length);
        return decodeTerms(oxms);
    }

    /** OXM TLVs alone, to the reader's end. */
    static Match decodeTerms(Reader oxms) {
        return new Terms(oxms).read();
    }

    /** The number of a port that has been resolved. */
    static int number(PortRef port) {
        return switch (port) {
            case PortRef.Numbered n -> n.value();
            case PortRef.Iface i -> throw new IllegalArgumentException("no number for " + i);
            case PortRef.Named n -> throw new IllegalArgumentException("no number for " + n);
        };
    }

    /** The OXMs of one match while they are read. */
    private static final class Terms {
        private static final int VLAN_VID = 6;
        private static final int VLAN_PCP = 7;
        private static final int VID_BITS = 0x1fff;

        private final Reader in;
        private final Match.Builder out = Match.builder();
        private final Set<Field> seen = EnumSet.noneOf(Field.class);
        private @Nullable PacketRegisters registers;
        private long tci;
        private long tciMask;

        Terms(Reader in) {
            this.in = in;
        }

        Match read() {
            while (in.hasMore()) {
                int header = in.i32();
                Reader payload = in.part(Oxm.length(header));
                Field field = Field.ofOxm(Oxm.oxmClass(header), 0, Oxm.field(header));
                if (alias(header, payload)) {
                    continue;
                }
                if (field != null) {
                    named(field, header, payload);
                } else {
                    out.raw(new Match.RawTerm(raw(header, payload)));
                }
            }
            if (registers != null) {
                registers.forEach(this::put);
            }
            put(Field.VLAN_TCI, Bits.of(tci), Bits.of(tciMask));
            return out.build();
        }

        private void named(Field field, int header, Reader payload) {
            requireLength(field.bytes(), header);
            Bits value = Oxm.readValue(field.bytes(), payload);
            Bits mask = Oxm.masked(header) ? Oxm.readValue(field.bytes(), payload) : field.fullMask();
            if (field == Field.IN_PORT_OXM) {
                if (Oxm.masked(header) || !seen.add(field)) {
                    throw in.malformed("in_port under a mask or twice");
                }
                out.inPort(new PortRef.Numbered((int) value.lo()));
            } else {
                put(field, value, mask);
            }
        }

        private boolean alias(int header, Reader payload) {
            int field = Oxm.field(header);
            if (Oxm.oxmClass(header) == Oxm.CLASS_PACKET_REGISTERS && field < PacketRegisters.NAMED) {
                requireLength(Long.BYTES, header);
                registers = registers == null ? new PacketRegisters() : registers;
                long value = payload.i64();
                registers.set(field, value, Oxm.masked(header) ? payload.i64() : -1L);
                return true;
            }
            if (Oxm.oxmClass(header) == Oxm.CLASS_BASIC && field == VLAN_VID) {
                requireLength(Short.BYTES, header);
                int value = payload.u16();
                vlan(value, (Oxm.masked(header) ? payload.u16() : VID_BITS) & VID_BITS);
                return true;
            }
            if (Oxm.oxmClass(header) == Oxm.CLASS_BASIC && field == VLAN_PCP && !Oxm.masked(header)) {
                requireLength(1, header);
                vlan(payload.u8() << 13, 0xe000);
                return true;
            }
            return false;
        }

        private void vlan(int value, int mask) {
            if ((tciMask & mask) != 0) {
                throw in.malformed("a VLAN tag is matched twice");
            }
            tci |= value & mask;
            tciMask |= mask;
        }

        private void put(Field field, Bits value, Bits mask) {
            if (mask.isZero()) {
                return;
            }
            if (!seen.add(field)) {
                throw in.malformed(field.text() + " is matched twice");
            }
            out.masked(field, value, mask);
        }

        private void requireLength(int bytes, int header) {
            if (Oxm.length(header) != (Oxm.masked(header) ? 2 * bytes : bytes)) {
                throw in.malformed("a field of " + bytes + " bytes has length " + Oxm.length(header));
            }
        }

        private static Octets raw(int header, Reader payload) {
            byte[] body = payload.rest().toArray();
            byte[] tlv = new byte[HEADER + body.length];
            for (int i = 0; i < HEADER; i++) {
                tlv[i] = (byte) (header >>> (24 - 8 * i));
            }
            System.arraycopy(body, 0, tlv, HEADER, body.length);
            return Octets.of(tlv);
        }
    }
}
