package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * struct ofp_match of type OXM (OpenFlow 1.5.1 section 7.2.3), as Open vSwitch sends it: prerequisites come first, registers
 * are packet registers of 64 bits, and a VLAN tag is VID and priority. Every other name of a field is understood.
 */
final class MatchCodec {
    private static final int TYPE_OXM = 1;
    private static final int HEADER = 4;
    private static final int PACKET_REGISTER = 0x8001_0008;
    private static final int MASKED_PACKET_REGISTER = 0x8001_0110;
    private static final int VLAN_VID = 0x8000_0c02;
    private static final int MASKED_VLAN_VID = 0x8000_0d04;
    private static final int VLAN_PCP = 0x8000_0e01;
    private static final int VID_BITS = 0x1fff;
    private static final int PCP_BITS = 0xe000;
    private static final int FIRST_RESERVED = 0xff00;

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
        List<Match.Term> terms = match.terms();
        int count = terms.size();
        int at = 0;
        while (at < count && beforePort(terms.get(at).field())) {
            write(terms.get(at++), out);
        }
        PortRef inPort = match.inPort();
        if (inPort != null) {
            Oxm.writeHeader(Field.IN_PORT_OXM, false, out);
            out.writeInt(number(inPort));
        }
        while (at < count) {
            Match.Term term = terms.get(at);
            int register = register(term.field());
            if (register >= 0) {
                boolean pair = (register & 1) == 0
                        && at + 1 < count
                        && register(terms.get(at + 1).field()) == register + 1;
                writeRegisters(register, term, pair ? terms.get(at + 1) : null, out);
                at += pair ? 2 : 1;
            } else {
                write(term, out);
                at++;
            }
        }
        for (Match.RawTerm raw : match.raw()) {
            out.writeBytes(raw.tlv().toArray());
        }
    }

    private static boolean beforePort(Field field) {
        return switch (field) {
            case PACKET_TYPE, DP_HASH, RECIRC_ID, CONJ_ID -> true;
            default -> false;
        };
    }

    private static int register(Field field) {
        return switch (field) {
            case REG0 -> 0;
            case REG1 -> 1;
            case REG2 -> 2;
            case REG3 -> 3;
            case REG4 -> 4;
            case REG5 -> 5;
            case REG6 -> 6;
            case REG7 -> 7;
            case REG8 -> 8;
            case REG9 -> 9;
            case REG10 -> 10;
            case REG11 -> 11;
            case REG12 -> 12;
            case REG13 -> 13;
            case REG14 -> 14;
            case REG15 -> 15;
            default -> -1;
        };
    }

    /** Packet register n is register 2n above register 2n+1. */
    private static void writeRegisters(int register, Match.Term first, Match.@Nullable Term second, ByteBuf out) {
        int shift = (register & 1) == 0 ? Integer.SIZE : 0;
        long value = first.value().lo() << shift;
        long mask = first.mask().lo() << shift;
        if (second != null) {
            value |= second.value().lo();
            mask |= second.mask().lo();
        }
        boolean exact = mask == -1L;
        out.writeInt((exact ? PACKET_REGISTER : MASKED_PACKET_REGISTER) | register >> 1 << 9);
        out.writeLong(value);
        if (!exact) {
            out.writeLong(mask);
        }
    }

    private static void write(Match.Term term, ByteBuf out) {
        switch (term.field()) {
            case VLAN_TCI ->
                writeVlan((int) term.value().lo(), (int) term.mask().lo(), out);
            // These have a mask even where it covers all that has a meaning.
            case CT_STATE, TUN_FLAGS, TUN_ERSPAN_VER, TUN_ERSPAN_DIR, TUN_ERSPAN_HWID ->
                Oxm.write(term.field(), term.value(), term.mask(), true, out);
            default -> Oxm.write(term.field(), term.value(), term.mask(), out);
        }
    }

    private static void writeVlan(int tci, int mask, ByteBuf out) {
        int vid = mask & VID_BITS;
        if (vid == VID_BITS) {
            out.writeInt(VLAN_VID).writeShort(tci & VID_BITS);
        } else if (vid != 0) {
            out.writeInt(MASKED_VLAN_VID).writeShort(tci & vid).writeShort(vid);
        }
        if ((mask & PCP_BITS) != 0) {
            out.writeInt(VLAN_PCP).writeByte(tci >> 13);
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
    static Match decodeTerms(Reader in) {
        try {
            return read(in);
        } catch (IllegalArgumentException e) {
            throw in.malformed(String.valueOf(e.getMessage()));
        }
    }

    private static Match read(Reader in) {
        Match.Builder out = Match.builder();
        PortRef.@Nullable Numbered inPort = null;
        while (in.hasMore()) {
            Reader whole = in.copy();
            int header = in.i32();
            if (Oxm.length(header) > in.remaining()) {
                throw in.malformed("an OXM of length " + Oxm.length(header) + " where " + in.remaining() + " are left");
            }
            Field field = Oxm.field(header, in);
            if (field == null) {
                Octets tlv = whole.octets(HEADER + Oxm.length(header));
                in.skip(whole.position() - in.position());
                out.raw(new Match.RawTerm(tlv));
                continue;
            }
            Match.Term term = Oxm.term(field, header, in);
            if (field == Field.IN_PORT_OXM || field == Field.IN_PORT) {
                if (Oxm.masked(header) || inPort != null) {
                    throw in.malformed("in_port under a mask or twice");
                }
                inPort = port(field, term.value());
                out.inPort(inPort);
            } else {
                out.masked(field, term.value(), term.mask());
            }
        }
        return out.build();
    }

    /** OpenFlow 1.0's reserved ports are those of OpenFlow 1.5 in 16 bits. */
    private static PortRef.Numbered port(Field field, Bits number) {
        int value = (int) number.lo();
        return new PortRef.Numbered(field == Field.IN_PORT && value >= FIRST_RESERVED ? value | 0xffff0000 : value);
    }

    /** The number of a port that has been resolved. */
    static int number(PortRef port) {
        return switch (port) {
            case PortRef.Numbered n -> n.value();
            case PortRef.Iface i -> throw new IllegalArgumentException("no number for " + i);
            case PortRef.Named n -> throw new IllegalArgumentException("no number for " + n);
        };
    }
}
