package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Bits;
import dev.heddle.ovs.openflow.CtFlush;
import dev.heddle.ovs.openflow.CtFlush.Icmp;
import dev.heddle.ovs.openflow.CtFlush.Tuple;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** NXT_CT_FLUSH (nicira-ext.h). */
final class CtFlushCodec {
    private static final int ORIGINAL = 0;
    private static final int REPLY = 1;
    private static final int ZONE = 2;

    private static final int SOURCE = 0;
    private static final int DESTINATION = 1;
    private static final int SOURCE_PORT = 2;
    private static final int DESTINATION_PORT = 3;
    private static final int ICMP_ID = 4;
    private static final int ICMP_TYPE = 5;
    private static final int ICMP_CODE = 6;
    private static final int ADDRESS = 16;

    private CtFlushCodec() {}

    static void encode(CtFlush flush, ByteBuf out) {
        out.writeByte(flush.protocol()).writeZero(7);
        tuple(ORIGINAL, flush.original(), out);
        tuple(REPLY, flush.reply(), out);
        if (flush.zone() != null) {
            Properties.u16(ZONE, flush.zone(), out);
        }
    }

    private static void tuple(int type, @Nullable Tuple tuple, ByteBuf out) {
        if (tuple == null) {
            return;
        }
        int start = Properties.begin(type, out);
        out.writeZero(4);
        address(SOURCE, tuple.source(), out);
        address(DESTINATION, tuple.destination(), out);
        if (tuple.sourcePort() != null) {
            Properties.u16(SOURCE_PORT, tuple.sourcePort(), out);
        }
        if (tuple.destinationPort() != null) {
            Properties.u16(DESTINATION_PORT, tuple.destinationPort(), out);
        }
        if (tuple.icmp() != null) {
            Properties.u16(ICMP_ID, tuple.icmp().id(), out);
            Properties.u8(ICMP_TYPE, tuple.icmp().type(), out);
            Properties.u8(ICMP_CODE, tuple.icmp().code(), out);
        }
        Properties.end(start, out);
    }

    private static void address(int type, @Nullable Bits address, ByteBuf out) {
        if (address != null) {
            int start = Properties.begin(type, out);
            Oxm.writeValue(ADDRESS, address, out);
            Properties.end(start, out);
        }
    }

    static CtFlush decode(Reader in) {
        int protocol = in.u8();
        in.skip(7);
        @Nullable Integer zone = null;
        @Nullable Tuple original = null;
        @Nullable Tuple reply = null;
        while (in.hasMore()) {
            Properties.Property property = Properties.next(in, "a flush property");
            switch (property.type()) {
                case ORIGINAL -> original = tuple(property.body());
                case REPLY -> reply = tuple(property.body());
                case ZONE -> zone = property.body().u16();
                default -> throw in.malformed(property.type() + " is no flush property");
            }
        }
        return new CtFlush(protocol, zone, original, reply);
    }

    private static Tuple tuple(Reader in) {
        in.skip(4);
        @Nullable Bits source = null;
        @Nullable Bits destination = null;
        @Nullable Integer sourcePort = null;
        @Nullable Integer destinationPort = null;
        int @Nullable [] icmp = null;
        while (in.hasMore()) {
            Properties.Property property = Properties.next(in, "a tuple property");
            Reader body = property.body();
            switch (property.type()) {
                case SOURCE -> source = Oxm.readValue(ADDRESS, body);
                case DESTINATION -> destination = Oxm.readValue(ADDRESS, body);
                case SOURCE_PORT -> sourcePort = body.u16();
                case DESTINATION_PORT -> destinationPort = body.u16();
                case ICMP_ID, ICMP_TYPE, ICMP_CODE -> {
                    icmp = icmp == null ? new int[3] : icmp;
                    icmp[property.type() - ICMP_ID] = property.type() == ICMP_ID ? body.u16() : body.u8();
                }
                default -> throw in.malformed(property.type() + " is no tuple property");
            }
        }
        @Nullable Icmp known = icmp == null ? null : new Icmp(icmp[0], icmp[1], icmp[2]);
        return new Tuple(source, destination, sourcePort, destinationPort, known);
    }
}
