package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Group;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Buckets of groups (OpenFlow 1.5.1 section 7.3.4.3). */
final class BucketCodec {
    private static final int HEADER = 8;
    private static final int WEIGHT = 0;
    private static final int WATCH_PORT = 1;
    private static final int WATCH_GROUP = 2;

    private BucketCodec() {}

    static void encode(Group group, ByteBuf out) {
        List<Group.Bucket> buckets = group.buckets();
        for (int i = 0; i < buckets.size(); i++) {
            encode(group.type(), buckets.get(i), out);
        }
    }

    private static void encode(Group.Type type, Group.Bucket bucket, ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(0).writeInt(bucket.id());
        ActionCodec.encode(bucket.actions(), out);
        out.setShort(start + 2, out.writerIndex() - start - HEADER);
        if (type == Group.Type.SELECT || bucket.weight() != 0) {
            Properties.u16(WEIGHT, bucket.weight(), out);
        }
        if (bucket.watchPort() != null) {
            Properties.u32(WATCH_PORT, MatchCodec.number(bucket.watchPort()), out);
        }
        if (bucket.watchGroup() != Group.NONE) {
            Properties.u32(WATCH_GROUP, bucket.watchGroup(), out);
        }
        Properties.raw(bucket.properties(), out);
        out.setShort(start, out.writerIndex() - start);
    }

    static List<Group.Bucket> decode(Group.Type type, Reader in) {
        List<Group.Bucket> out = new ArrayList<>();
        while (in.hasMore()) {
            Reader bucket = in.alignedElement(0, HEADER, "a bucket");
            bucket.skip(2);
            int actionsLength = bucket.u16();
            int id = bucket.i32();
            List<Action> actions = ActionCodec.decode(bucket.part(actionsLength));
            out.add(withProperties(type, id, actions, bucket));
        }
        return out;
    }

    private static Group.Bucket withProperties(Group.Type type, int id, List<Action> actions, Reader in) {
        int weight = type == Group.Type.SELECT ? 1 : 0;
        @Nullable PortRef watchPort = null;
        int watchGroup = Group.NONE;
        List<Octets> others = List.of();
        while (in.hasMore()) {
            Properties.Property property = Properties.next(in, "a bucket property");
            switch (property.type()) {
                case WEIGHT -> weight = property.body().u16();
                case WATCH_PORT -> watchPort = watched(property.body().i32());
                case WATCH_GROUP -> watchGroup = property.body().i32();
                default -> {
                    others = others.isEmpty() ? new ArrayList<>() : others;
                    others.add(property.whole());
                }
            }
        }
        return new Group.Bucket(id, weight, watchPort, watchGroup, actions, others);
    }

    private static @Nullable PortRef watched(int port) {
        return port == Group.NONE ? null : new PortRef.Numbered(port);
    }
}
