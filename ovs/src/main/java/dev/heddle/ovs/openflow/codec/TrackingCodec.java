package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Subfield;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Connection tracking and address translation. */
final class TrackingCodec {
    static final int NX_CT = 35;
    static final int NX_NAT = 36;
    static final int NX_CT_CLEAR = 43;

    private static final int KNOWN_CT_FLAGS = Action.Ct.COMMIT | Action.Ct.FORCE;
    private static final int KNOWN_NAT_FLAGS = 0x1f;
    private static final int IPV4_MIN = 1;
    private static final int IPV4_MAX = 1 << 1;
    private static final int IPV6_MIN = 1 << 2;
    private static final int IPV6_MAX = 1 << 3;
    private static final int PORT_MIN = 1 << 4;
    private static final int PORT_MAX = 1 << 5;

    private TrackingCodec() {}

    static void encode(Action.Ct ct, ByteBuf out) {
        int start = out.writerIndex();
        ActionWire.nicira(NX_CT, 0, out);
        out.writeShort(ct.flags());
        Subfield zone = ct.zoneField();
        if (zone == null) {
            out.writeInt(0).writeShort(ct.zone());
        } else {
            ActionWire.shortHeader(zone.field(), out);
            ActionWire.range(zone, out);
        }
        out.writeByte(ct.recirculateTable()).writeZero(3).writeShort(ct.alg());
        ActionCodec.encode(ct.actions(), out);
        ActionWire.finish(start, out);
    }

    static @Nullable Action ct(Reader in, int depth) {
        int flags = in.u16();
        int header = in.peek32();
        Field field = header == 0 ? null : ActionWire.readShortHeader(in);
        if (header == 0) {
            in.skip(4);
        }
        int zone = in.u16();
        int table = in.u8();
        in.skip(3);
        int alg = in.u16();
        Subfield zoneField = ActionWire.subfield(field, zone);
        if ((flags & ~KNOWN_CT_FLAGS) != 0 || (header != 0 && (zoneField == null || zoneField.width() != 16))) {
            return null;
        }
        return new Action.Ct(flags, zoneField, header == 0 ? zone : 0, table, alg, ActionCodec.decode(in, depth));
    }

    static void encode(Action.Nat nat, ByteBuf out) {
        int start = out.writerIndex();
        ActionWire.nicira(NX_NAT, 0, out);
        out.writeZero(2).writeShort(nat.flags()).writeShort(present(nat));
        int bytes = nat.family() == Action.Nat.Family.IPV4 ? 4 : 16;
        if (nat.addressMin() != null) {
            Oxm.writeValue(bytes, nat.addressMin(), out);
        }
        if (nat.addressMax() != null) {
            Oxm.writeValue(bytes, nat.addressMax(), out);
        }
        if (nat.portMin() != 0) {
            out.writeShort(nat.portMin());
        }
        if (nat.portMax() != 0) {
            out.writeShort(nat.portMax());
        }
        ActionWire.finish(start, out);
    }

    private static int present(Action.Nat nat) {
        boolean ipv4 = nat.family() == Action.Nat.Family.IPV4;
        return (nat.addressMin() == null ? 0 : ipv4 ? IPV4_MIN : IPV6_MIN)
                | (nat.addressMax() == null ? 0 : ipv4 ? IPV4_MAX : IPV6_MAX)
                | (nat.portMin() == 0 ? 0 : PORT_MIN)
                | (nat.portMax() == 0 ? 0 : PORT_MAX);
    }

    static @Nullable Action nat(Reader in) {
        in.skip(2);
        int flags = in.u16();
        int present = in.u16();
        boolean ipv4 = (present & IPV4_MIN) != 0;
        boolean ipv6 = (present & IPV6_MIN) != 0;
        if ((flags & ~KNOWN_NAT_FLAGS) != 0
                || (ipv4 && ipv6)
                || (!ipv4 && (present & IPV4_MAX) != 0)
                || (!ipv6 && (present & IPV6_MAX) != 0)
                || (!ipv4 && !ipv6 && (present & PORT_MIN) != 0)
                || ((present & PORT_MIN) == 0 && (present & PORT_MAX) != 0)) {
            return null;
        }
        int bytes = ipv4 ? 4 : 16;
        Bits min = ipv4 || ipv6 ? Oxm.readValue(bytes, in) : null;
        Bits max = (present & (IPV4_MAX | IPV6_MAX)) != 0 ? Oxm.readValue(bytes, in) : null;
        int portMin = (present & PORT_MIN) != 0 ? in.u16() : 0;
        int portMax = (present & PORT_MAX) != 0 ? in.u16() : 0;
        if ((min != null && min.isZero()) || (portMin == 0 && portMax != 0)) {
            return null;
        }
        Action.Nat.Family family =
                ipv4 ? Action.Nat.Family.IPV4 : ipv6 ? Action.Nat.Family.IPV6 : Action.Nat.Family.NONE;
        return new Action.Nat(flags, family, min, max, portMin, portMax);
    }
}
