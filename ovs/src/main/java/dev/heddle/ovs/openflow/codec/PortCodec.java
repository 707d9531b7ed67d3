package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.PortDesc;
import dev.heddle.ovs.openflow.PortMod;
import dev.heddle.ovs.openflow.PortProperty;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ports (OpenFlow 1.5.1 sections 7.2.1 and 7.3.4.5). */
final class PortCodec {
    private static final int FIXED = 40;
    private static final int NAME = 16;
    private static final int ETHERNET = 0;

    private PortCodec() {}

    static void encode(PortDesc port, ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(port.number()).writeInt(0);
        mac(port.mac(), out);
        text(port.name(), NAME, out);
        out.writeInt(port.config()).writeInt(port.state());
        port.properties().forEach(property -> encode(property, out));
        out.setShort(start + 4, out.writerIndex() - start);
    }

    private static void encode(PortProperty property, ByteBuf out) {
        switch (property) {
            case PortProperty.Ethernet p -> {
                int start = Properties.begin(ETHERNET, out);
                out.writeZero(4).writeInt(p.current()).writeInt(p.advertised());
                out.writeInt(p.supported()).writeInt(p.peer());
                out.writeInt((int) p.currentSpeed()).writeInt((int) p.maxSpeed());
                Properties.end(start, out);
            }
            case PortProperty.Raw p -> out.writeBytes(p.property().toArray());
        }
    }

    static PortDesc decode(Reader all) {
        Reader in = all.element(4, FIXED, "a port");
        int number = in.i32();
        in.skip(4);
        long mac = mac(in);
        String name = in.text(NAME);
        int config = in.i32();
        int state = in.i32();
        List<PortProperty> properties = Properties.all(in, "a port property", PortCodec::property);
        return new PortDesc(number, mac, name, config, state, properties);
    }

    private static PortProperty property(Properties.Property property) {
        if (property.type() != ETHERNET) {
            return new PortProperty.Raw(property.whole());
        }
        Reader in = property.body();
        in.skip(4);
        return new PortProperty.Ethernet(in.i32(), in.i32(), in.i32(), in.i32(), in.u32(), in.u32());
    }

    static void encode(PortMod mod, ByteBuf out) {
        out.writeInt(mod.port()).writeZero(4);
        mac(mod.mac(), out);
        out.writeInt(mod.config()).writeInt(mod.mask());
        for (PortMod.Property property : mod.properties()) {
            switch (property) {
                case PortMod.Property.Ethernet p -> Properties.u32(ETHERNET, p.advertise(), out);
                case PortMod.Property.Raw p -> out.writeBytes(p.property().toArray());
            }
        }
    }

    static PortMod decodeMod(Reader in) {
        int port = in.i32();
        in.skip(4);
        long mac = mac(in);
        int config = in.i32();
        int mask = in.i32();
        List<PortMod.Property> properties = Properties.all(
                in,
                "a port property",
                p -> p.type() == ETHERNET
                        ? new PortMod.Property.Ethernet(p.body().i32())
                        : new PortMod.Property.Raw(p.whole()));
        return new PortMod(port, mac, config, mask, properties);
    }

    private static void mac(long mac, ByteBuf out) {
        out.writeShort((int) (mac >>> 32)).writeInt((int) mac).writeZero(2);
    }

    private static long mac(Reader in) {
        long mac = (long) in.u16() << 32 | in.u32();
        in.skip(2);
        return mac;
    }

    /** A string in a field of fixed size, cut where it does not fit. */
    static void text(String text, int size, ByteBuf out) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = Math.min(bytes.length, size);
        out.writeBytes(bytes, 0, length).writeZero(size - length);
    }
}
