package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Group;
import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MultipartReply.Groups.GroupEntry;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Groups and buckets (OpenFlow 1.5.1 sections 7.3.4.3 and 7.3.5.10). */
final class GroupCodec {
    private static final int BUCKET_HEADER = 8;
    private static final int PROPERTY_HEADER = 4;
    private static final int WEIGHT = 0;
    private static final Group.Type[] TYPES = Group.Type.values();

    private GroupCodec() {}

    static void encode(GroupMod mod, ByteBuf out) {
        int start = out.writerIndex();
        Group group = mod.group();
        out.writeShort(mod.command().code())
                .writeByte(Values.code(group.type()))
                .writeZero(1);
        out.writeInt(group.id()).writeInt(0).writeInt(mod.commandBucket());
        int bucketsAt = out.writerIndex();
        encodeBuckets(group, out);
        out.setShort(start + 8, out.writerIndex() - bucketsAt);
        out.writeBytes(mod.properties().toArray());
    }

    static GroupMod decodeMod(Reader in) {
        GroupMod.Command command = command(in.u16(), in);
        Group.Type type = Values.of(TYPES, in.u8(), in);
        in.skip(1);
        int id = in.i32();
        int bucketsLength = in.u16();
        in.skip(2);
        int commandBucket = in.i32();
        Group group = new Group(id, type, decodeBuckets(in.part(bucketsLength)));
        return new GroupMod(command, commandBucket, group, in.rest());
    }

    private static GroupMod.Command command(int code, Reader in) {
        for (GroupMod.Command command : GroupMod.Command.values()) {
            if (command.code() == code) {
                return command;
            }
        }
        throw in.malformed(code + " is no group command");
    }

    /** struct ofp_group_desc. */
    static void encode(GroupEntry entry, ByteBuf out) {
        int start = out.writerIndex();
        Group group = entry.group();
        out.writeShort(0).writeByte(Values.code(group.type())).writeZero(1).writeInt(group.id());
        out.writeLong(0);
        int bucketsAt = out.writerIndex();
        encodeBuckets(group, out);
        out.setShort(start + 8, out.writerIndex() - bucketsAt);
        out.writeBytes(entry.properties().toArray());
        out.setShort(start, out.writerIndex() - start);
    }

    static GroupEntry decodeEntry(Reader all) {
        Reader in = all.element(0, 16, "a group");
        in.skip(2);
        Group.Type type = Values.of(TYPES, in.u8(), in);
        in.skip(1);
        int id = in.i32();
        int bucketsLength = in.u16();
        in.skip(6);
        List<Group.Bucket> buckets = decodeBuckets(in.part(bucketsLength));
        Octets properties = in.rest();
        return new GroupEntry(new Group(id, type, buckets), properties);
    }

    private static void encodeBuckets(Group group, ByteBuf out) {
        for (Group.Bucket bucket : group.buckets()) {
            int start = out.writerIndex();
            out.writeInt(0).writeInt(bucket.id());
            ActionCodec.encode(bucket.actions(), out);
            out.setShort(start + 2, out.writerIndex() - start - BUCKET_HEADER);
            if (group.type() == Group.Type.SELECT || bucket.weight() != 0) {
                out.writeShort(WEIGHT).writeShort(8).writeShort(bucket.weight()).writeZero(2);
            }
            out.setShort(start, out.writerIndex() - start);
        }
    }

    private static List<Group.Bucket> decodeBuckets(Reader in) {
        List<Group.Bucket> out = new ArrayList<>();
        while (in.hasMore()) {
            Reader bucket = in.alignedElement(0, BUCKET_HEADER, "a bucket");
            bucket.skip(2);
            int actionsLength = bucket.u16();
            int id = bucket.i32();
            List<Action> actions = ActionCodec.decode(bucket.part(actionsLength));
            out.add(new Group.Bucket(id, weight(bucket), actions));
        }
        return out;
    }

    /** From a bucket's properties; others than the weight are not kept. */
    private static int weight(Reader in) {
        int weight = 0;
        while (in.hasMore()) {
            Reader property = in.element(2, PROPERTY_HEADER, "a bucket property");
            in.skip(Math.min(-property.remaining() & 7, in.remaining()));
            boolean isWeight = property.u16() == WEIGHT;
            property.skip(2);
            if (isWeight) {
                weight = property.u16();
            }
        }
        return weight;
    }
}
