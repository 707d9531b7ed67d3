package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Action.EncapProperty;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The generic encap and decap actions. */
final class EncapCodec {
    static final int NX_ENCAP = 46;
    static final int NX_DECAP = 47;

    private static final int PROPERTY_HEADER = 4;

    private EncapCodec() {}

    static void encode(Action.Encap encap, ByteBuf out) {
        int start = out.writerIndex();
        ActionWire.nicira(NX_ENCAP, 0, out);
        out.writeZero(2).writeInt(encap.packetType());
        for (int i = 0; i < encap.properties().size(); i++) {
            EncapProperty property = encap.properties().get(i);
            int length = PROPERTY_HEADER + property.data().length();
            out.writeShort(property.propertyClass()).writeByte(property.type()).writeByte(length);
            ActionWire.octets(property.data(), out);
            out.writeZero(-length & 7);
        }
        ActionWire.finish(start, out);
    }

    /** Null where a header size is given, for which there is no text. */
    static @Nullable Action encap(Reader in) {
        int headerSize = in.u16();
        int packetType = in.i32();
        List<EncapProperty> properties = new ArrayList<>();
        while (in.hasMore()) {
            int propertyClass = in.u16();
            int type = in.u8();
            int length = in.u8();
            if (length < PROPERTY_HEADER) {
                throw in.malformed("a property of encap has length " + length);
            }
            properties.add(new EncapProperty(propertyClass, type, in.octets(length - PROPERTY_HEADER)));
            in.skipPadding(length);
        }
        return headerSize != 0 ? null : new Action.Encap(packetType, properties);
    }

    static void encode(Action.Decap decap, ByteBuf out) {
        ActionWire.nicira(NX_DECAP, 16, out);
        out.writeZero(2).writeInt(decap.packetType());
    }

    static Action decap(Reader in) {
        in.skip(2);
        return new Action.Decap(in.i32());
    }
}
