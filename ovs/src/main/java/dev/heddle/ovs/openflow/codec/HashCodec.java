package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Actions that choose by a hash: multipath, bundle and bundle_load. */
final class HashCodec {
    static final int NX_MULTIPATH = 10;
    static final int NX_BUNDLE = 12;
    static final int NX_BUNDLE_LOAD = 13;

    /** NXM_OF_IN_PORT, the only type of members that there is. */
    private static final int PORT_MEMBERS = 0x00000002;

    private HashCodec() {}

    static void encode(Action.Multipath multipath, ByteBuf out) {
        ActionWire.nicira(NX_MULTIPATH, 32, out);
        out.writeShort(multipath.fields()).writeShort(multipath.basis()).writeZero(2);
        out.writeShort(multipath.algorithm()).writeShort(multipath.maxLink()).writeInt((int) multipath.argument());
        out.writeZero(2);
        ActionWire.range(multipath.target(), out);
        ActionWire.shortHeader(multipath.target().field(), out);
    }

    static @Nullable Action multipath(Reader in) {
        int fields = in.u16();
        int basis = in.u16();
        in.skip(2);
        int algorithm = in.u16();
        int maxLink = in.u16();
        long argument = in.u32();
        in.skip(2);
        int range = in.u16();
        Subfield target = ActionWire.subfield(ActionWire.readShortHeader(in), range);
        return target == null ? null : new Action.Multipath(fields, basis, algorithm, maxLink, argument, target);
    }

    static void encode(Action.Bundle bundle, ByteBuf out) {
        int start = out.writerIndex();
        Subfield target = bundle.target();
        List<PortRef> members = bundle.members();
        ActionWire.nicira(target == null ? NX_BUNDLE : NX_BUNDLE_LOAD, 0, out);
        out.writeShort(bundle.algorithm()).writeShort(bundle.fields()).writeShort(bundle.basis());
        out.writeInt(PORT_MEMBERS).writeShort(members.size());
        if (target == null) {
            out.writeZero(6);
        } else {
            ActionWire.range(target, out);
            ActionWire.shortHeader(target.field(), out);
        }
        out.writeZero(4);
        for (int i = 0; i < members.size(); i++) {
            ActionWire.port16(members.get(i), out);
        }
        ActionWire.finish(start, out);
    }

    static @Nullable Action bundle(boolean load, Reader in) {
        int algorithm = in.u16();
        int fields = in.u16();
        int basis = in.u16();
        int memberType = in.i32();
        int count = in.u16();
        int range = in.u16();
        Field field = load ? ActionWire.readShortHeader(in) : null;
        in.skip(load ? 4 : 8);
        Subfield target = ActionWire.subfield(field, range);
        List<PortRef> members = new ArrayList<>(Math.min(count, in.remaining() / 2));
        for (int i = 0; i < count; i++) {
            members.add(ActionWire.readPort16(in));
        }
        return memberType != PORT_MEMBERS || (load && target == null)
                ? null
                : new Action.Bundle(fields, basis, algorithm, target, members);
    }
}
