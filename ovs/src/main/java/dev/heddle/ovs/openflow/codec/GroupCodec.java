package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Field;
import dev.heddle.flow.Group;
import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.GroupMod;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups (OpenFlow 1.5.1 sections 7.3.4.3 and 7.3.5.10) with Netronome's selection method. */
final class GroupCodec {
    private static final int NETRONOME = 0x154d;

    /** What version 2.4 of Open vSwitch called it by. */
    private static final int NETRONOME_ONCE = 0x1540;

    private static final int SELECTION_METHOD = 1;
    private static final int METHOD_LENGTH = 16;
    private static final int SELECTION_LENGTH = 36;
    private static final Group.Type[] TYPES = Group.Type.values();

    private GroupCodec() {}

    static void encode(GroupMod mod, ByteBuf out) {
        int start = out.writerIndex();
        Group group = mod.group();
        out.writeShort(mod.command().code())
                .writeByte(Values.code(group.type()))
                .writeZero(1);
        out.writeInt(group.id()).writeInt(0).writeInt(mod.commandBucket());
        content(group, start, out);
    }

    static GroupMod decodeMod(Reader in) {
        GroupMod.Command command = command(in.u16(), in);
        Group.Type type = Values.of(TYPES, in.u8(), in);
        in.skip(1);
        int id = in.i32();
        int bucketsLength = in.u16();
        in.skip(2);
        int commandBucket = in.i32();
        return new GroupMod(command, commandBucket, group(id, type, bucketsLength, in));
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
    static void encode(Group group, ByteBuf out) {
        int start = out.writerIndex();
        out.writeShort(0).writeByte(Values.code(group.type())).writeZero(1).writeInt(group.id());
        out.writeLong(0);
        content(group, start, out);
        out.setShort(start, out.writerIndex() - start);
    }

    static Group decode(Reader all) {
        Reader in = all.element(0, 16, "a group");
        in.skip(2);
        Group.Type type = Values.of(TYPES, in.u8(), in);
        in.skip(1);
        int id = in.i32();
        int bucketsLength = in.u16();
        in.skip(6);
        return group(id, type, bucketsLength, in);
    }

    /** Both structures have the length of the buckets at the same place. */
    private static void content(Group group, int start, ByteBuf out) {
        int bucketsAt = out.writerIndex();
        BucketCodec.encode(group, out);
        out.setShort(start + 8, out.writerIndex() - bucketsAt);
        if (group.selection() != null) {
            selection(group.selection(), out);
        }
        Properties.raw(group.properties(), out);
    }

    private static Group group(int id, Group.Type type, int bucketsLength, Reader in) {
        List<Group.Bucket> buckets = BucketCodec.decode(type, in.part(bucketsLength));
        Group.@Nullable Selection selection = null;
        List<Octets> others = List.of();
        while (in.hasMore()) {
            Properties.Property property = Properties.next(in, "a group property");
            Group.@Nullable Selection known = selection == null ? selection(property) : null;
            if (known != null) {
                selection = known;
            } else {
                others = others.isEmpty() ? new ArrayList<>() : others;
                others.add(property.whole());
            }
        }
        return new Group(id, type, buckets, selection, others);
    }

    private static void selection(Group.Selection selection, ByteBuf out) {
        int start = Properties.begin(Properties.EXPERIMENTER, out);
        out.writeInt(NETRONOME).writeInt(SELECTION_METHOD).writeZero(4);
        PortCodec.text(selection.method(), METHOD_LENGTH, out);
        out.writeLong(selection.parameter());
        for (Group.HashField field : selection.fields()) {
            Oxm.writeHeader(field.field(), false, out);
            Oxm.writeValue(field.field().bytes(), field.mask(), out);
        }
        Properties.end(start, out);
    }

    /** Null for another property, or one with a field that is not named here. */
    private static Group.@Nullable Selection selection(Properties.Property property) {
        Reader in = property.body();
        if (property.type() != Properties.EXPERIMENTER || in.remaining() < SELECTION_LENGTH) {
            return null;
        }
        int experimenter = in.i32();
        if ((experimenter != NETRONOME && experimenter != NETRONOME_ONCE) || in.i32() != SELECTION_METHOD) {
            return null;
        }
        in.skip(4);
        String method = in.text(METHOD_LENGTH);
        long parameter = in.i64();
        List<Group.HashField> fields = new ArrayList<>();
        while (in.hasMore()) {
            int header = in.i32();
            Field field = Oxm.field(header, in);
            if (field == null || Oxm.masked(header)) {
                return null;
            }
            fields.add(new Group.HashField(field, Oxm.term(field, header, in).value()));
        }
        return new Group.Selection(method, parameter, fields);
    }
}
