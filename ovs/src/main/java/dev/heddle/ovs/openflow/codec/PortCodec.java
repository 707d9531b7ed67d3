package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.PortDesc;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** struct ofp_port (OpenFlow 1.5.1 section 7.2.1). */
final class PortCodec {
    private static final int FIXED = 40;
    private static final int NAME = 16;

    private PortCodec() {}

    static void encode(PortDesc port, ByteBuf out) {
        out.writeInt(port.number())
                .writeShort(FIXED + port.properties().length())
                .writeZero(2);
        out.writeShort((int) (port.mac() >>> 32)).writeInt((int) port.mac()).writeZero(2);
        text(port.name(), NAME, out);
        out.writeInt(port.config()).writeInt(port.state());
        out.writeBytes(port.properties().toArray());
    }

    static PortDesc decode(Reader all) {
        Reader in = all.element(4, FIXED, "a port");
        int number = in.i32();
        in.skip(4);
        long mac = (long) in.u16() << 32 | in.u32();
        in.skip(2);
        String name = in.text(NAME);
        int config = in.i32();
        int state = in.i32();
        Octets properties = in.rest();
        return new PortDesc(number, mac, name, config, state, properties);
    }

    /** A string in a field of fixed size, cut where it does not fit. */
    static void text(String text, int size, ByteBuf out) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = Math.min(bytes.length, size);
        out.writeBytes(bytes, 0, length).writeZero(size - length);
    }
}
