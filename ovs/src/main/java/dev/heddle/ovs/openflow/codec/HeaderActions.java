package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Actions on a packet's headers that are not fields: tags, labels, TTLs. */
final class HeaderActions {
    static final int SET_TRANSPORT_SOURCE = 9;
    static final int SET_TRANSPORT_TARGET = 10;
    static final int SET_MPLS_TTL = 15;
    static final int DEC_MPLS_TTL = 16;
    static final int PUSH_VLAN = 17;
    static final int POP_VLAN = 18;
    static final int PUSH_MPLS = 19;
    static final int POP_MPLS = 20;
    static final int SET_TTL = 23;
    static final int DEC_TTL = 24;
    static final int NX_DEC_TTL_CNT_IDS = 21;
    static final int NX_DEC_NSH_TTL = 48;

    private HeaderActions() {}

    /** An action that is a type alone. */
    static void encode(int type, ByteBuf out) {
        ActionWire.standard(type, 8, out);
        out.writeZero(4);
    }

    /** An action that is a type and 8 bits. */
    static void encode8(int type, int argument, ByteBuf out) {
        ActionWire.standard(type, 8, out);
        out.writeByte(argument).writeZero(3);
    }

    /** An action that is a type and 16 bits. */
    static void encode16(int type, int argument, ByteBuf out) {
        ActionWire.standard(type, 8, out);
        out.writeShort(argument).writeZero(2);
    }

    static void encode(Action.DecTtl dec, ByteBuf out) {
        List<Integer> ids = dec.controllerIds();
        if (ids.isEmpty()) {
            encode(DEC_TTL, out);
            return;
        }
        int start = out.writerIndex();
        ActionWire.nicira(NX_DEC_TTL_CNT_IDS, 0, out);
        out.writeShort(ids.size()).writeZero(4);
        for (int i = 0; i < ids.size(); i++) {
            out.writeShort(ids.get(i));
        }
        ActionWire.finish(start, out);
    }

    static Action decTtl(Reader in) {
        int count = in.u16();
        in.skip(4);
        List<Integer> ids = new ArrayList<>(Math.min(count, in.remaining() / 2));
        for (int i = 0; i < count; i++) {
            ids.add(in.u16());
        }
        return new Action.DecTtl(ids);
    }
}
