package dev.heddle.simulator.openflow;

import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Writes messages; a list that is longer than a message can be goes out in parts, as full as can be. */
final class Parts {
    private static final int MAX_LENGTH = 0xffff;
    private static final int HEADERS = 16;

    private Parts() {}

    static void encode(int xid, OfMessage message, ByteBuf out) {
        if (message instanceof MultipartReply.Listed<?> list && list.entries().size() > 1) {
            inParts(xid, list, out);
        } else {
            OpenFlowCodec.encode(xid, message, out);
        }
    }

    private static void inParts(int xid, MultipartReply.Listed<?> list, ByteBuf out) {
        int size = list.entries().size();
        ByteBuf scratch = Unpooled.buffer();
        int from = 0;
        while (from < size) {
            int length = HEADERS;
            int to = from;
            while (to < size) {
                scratch.clear();
                OpenFlowCodec.encode(0, part(list, false, to, to + 1), scratch);
                length += scratch.readableBytes() - HEADERS;
                if (length > MAX_LENGTH) {
                    break;
                }
                to++;
            }
            OpenFlowCodec.encode(xid, part(list, to < size, from, to), out);
            from = to;
        }
    }

    private static MultipartReply part(MultipartReply.Listed<?> list, boolean more, int from, int to) {
        return switch (list) {
            case MultipartReply.Flows l ->
                new MultipartReply.Flows(more, l.entries().subList(from, to));
            case MultipartReply.Groups l ->
                new MultipartReply.Groups(more, l.entries().subList(from, to));
            case MultipartReply.GroupCounters l ->
                new MultipartReply.GroupCounters(more, l.entries().subList(from, to));
            case MultipartReply.Meters l ->
                new MultipartReply.Meters(more, l.entries().subList(from, to));
            case MultipartReply.MeterCounters l ->
                new MultipartReply.MeterCounters(more, l.entries().subList(from, to));
            case MultipartReply.Tables l ->
                new MultipartReply.Tables(more, l.entries().subList(from, to));
            case MultipartReply.TableDescs l ->
                new MultipartReply.TableDescs(more, l.entries().subList(from, to));
            case MultipartReply.PortCounters l ->
                new MultipartReply.PortCounters(more, l.entries().subList(from, to));
            case MultipartReply.Ports l ->
                new MultipartReply.Ports(more, l.entries().subList(from, to));
            case MultipartReply.FlowUpdates l ->
                new MultipartReply.FlowUpdates(more, l.entries().subList(from, to));
            default -> throw new IllegalArgumentException("the switch answers no " + list.getClass());
        };
    }
}
