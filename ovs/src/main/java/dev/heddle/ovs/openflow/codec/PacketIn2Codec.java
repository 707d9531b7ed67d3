package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.PacketIn2;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The properties of NXT_PACKET_IN2 and NXT_RESUME (nicira-ext.h), in the order in which Open vSwitch writes them. */
final class PacketIn2Codec {
    private static final int PACKET = 0;
    private static final int FULL_LENGTH = 1;
    private static final int BUFFER_ID = 2;
    private static final int TABLE = 3;
    private static final int COOKIE = 4;
    private static final int REASON = 5;
    private static final int METADATA = 6;
    private static final int USERDATA = 7;
    private static final int CONTINUATION = 8;

    private PacketIn2Codec() {}

    static void encode(PacketIn2 packet, ByteBuf out) {
        Properties.octets(PACKET, packet.packet(), out);
        if (packet.fullLength() != 0) {
            Properties.u32(FULL_LENGTH, (int) packet.fullLength(), out);
        }
        if (packet.bufferId() != PacketIn2.NO_BUFFER) {
            Properties.u32(BUFFER_ID, packet.bufferId(), out);
        }
        Properties.u8(TABLE, packet.table(), out);
        if (packet.cookie() != PacketIn2.NO_COOKIE) {
            Properties.u64(COOKIE, packet.cookie(), out);
        }
        Properties.u8(REASON, packet.reason(), out);
        int metadata = Properties.begin(METADATA, out);
        MatchCodec.encodeTerms(packet.metadata(), out);
        Properties.end(metadata, out);
        if (packet.continuation() != null) {
            int continuation = Properties.begin(CONTINUATION, out);
            out.writeZero(4).writeBytes(packet.continuation().toArray());
            Properties.end(continuation, out);
        }
        if (packet.userdata() != null) {
            Properties.octets(USERDATA, packet.userdata(), out);
        }
        Properties.raw(packet.properties(), out);
    }

    static PacketIn2 decode(Reader in) {
        Octets packet = Octets.EMPTY;
        long fullLength = 0;
        int buffer = PacketIn2.NO_BUFFER;
        int table = 0;
        long cookie = PacketIn2.NO_COOKIE;
        int reason = 0;
        Match metadata = Match.ANY;
        @Nullable Octets userdata = null;
        @Nullable Octets continuation = null;
        List<Octets> others = new ArrayList<>(0);
        while (in.hasMore()) {
            Properties.Property property = Properties.next(in, "a packet-in property");
            Reader body = property.body();
            switch (property.type()) {
                case PACKET -> packet = body.rest();
                case FULL_LENGTH -> fullLength = body.u32();
                case BUFFER_ID -> buffer = body.i32();
                case TABLE -> table = body.u8();
                case COOKIE -> {
                    body.skip(4);
                    cookie = body.i64();
                }
                case REASON -> reason = body.u8();
                case METADATA -> metadata = MatchCodec.decodeTerms(body);
                case USERDATA -> userdata = body.rest();
                case CONTINUATION -> {
                    body.skip(4);
                    continuation = body.rest();
                }
                default -> others.add(property.whole());
            }
        }
        return new PacketIn2(
                packet, fullLength, buffer, table, cookie, reason, metadata, userdata, continuation, others);
    }
}
