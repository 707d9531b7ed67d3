package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.TableFeatures.Property;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OFPTFPT_* (OpenFlow 1.5.1 section 7.3.5.18.2). */
final class TableFeaturePropertyCodec {
    private static final int ID = 4;

    private TableFeaturePropertyCodec() {}

    static void encode(Property property, ByteBuf out) {
        int start = out.writerIndex();
        switch (property) {
            case Property.Instructions p -> ids(p.type(), p.instructions(), out);
            case Property.Actions p -> ids(p.type(), p.actions(), out);
            case Property.Tables p -> {
                Properties.begin(p.type(), out);
                p.tables().forEach(out::writeByte);
                Properties.end(start, out);
            }
            case Property.Fields p -> {
                Properties.begin(p.type(), out);
                for (long header : p.headers()) {
                    out.writeInt((int) (header >>> 32));
                    if (experimenter(header)) {
                        out.writeInt((int) header);
                    }
                }
                Properties.end(start, out);
            }
            case Property.Raw p -> out.writeBytes(p.property().toArray());
        }
    }

    private static void ids(int type, List<Integer> ids, ByteBuf out) {
        int start = Properties.begin(type, out);
        for (int id : ids) {
            out.writeShort(id).writeShort(ID);
        }
        Properties.end(start, out);
    }

    private static boolean experimenter(long header) {
        return header >>> 48 == Properties.EXPERIMENTER;
    }

    static Property decode(Properties.Property property) {
        int type = property.type();
        Reader in = property.body();
        @Nullable
        Property known = switch (type) {
            case 0, 1 -> {
                List<Integer> ids = ids(in);
                yield ids == null ? null : new Property.Instructions(type, ids);
            }
            case 2, 3, 16 -> new Property.Tables(type, in.all(Reader::u8));
            case 4, 5, 6, 7 -> {
                List<Integer> ids = ids(in);
                yield ids == null ? null : new Property.Actions(type, ids);
            }
            case 8, 10, 12, 13, 14, 15, 18, 20, 22 ->
                new Property.Fields(type, in.all(TableFeaturePropertyCodec::header));
            default -> null;
        };
        return known != null ? known : new Property.Raw(type, property.whole());
    }

    /** Null where one is an experimenter's. */
    private static @Nullable List<Integer> ids(Reader in) {
        List<Integer> out = new ArrayList<>();
        while (in.hasMore()) {
            Reader id = in.element(2, ID, "an identifier");
            if (id.remaining() != ID) {
                return null;
            }
            out.add(id.u16());
        }
        return out;
    }

    private static long header(Reader in) {
        long header = in.u32() << 32;
        return experimenter(header) ? header | in.u32() : header;
    }
}
