package dev.heddle.ovs.openflow.codec;

import dev.heddle.ovs.openflow.ControllerStatus;
import dev.heddle.ovs.openflow.OfMessage;
import io.netty.buffer.ByteBuf;

/** struct ofp_controller_status (OpenFlow 1.5.1 section 7.3.5.20). */
final class ControllerStatusCodec {
    private static final OfMessage.Role[] ROLES = OfMessage.Role.values();

    private ControllerStatusCodec() {}

    static void encode(ControllerStatus status, ByteBuf out) {
        int start = out.writerIndex();
        out.writeShort(0).writeShort(status.id()).writeInt(Values.code(status.role()));
        out.writeByte(status.reason()).writeByte(status.up() ? 0 : 1).writeZero(6);
        Properties.raw(status.properties(), out);
        out.setShort(start, out.writerIndex() - start);
    }

    static ControllerStatus decode(Reader all) {
        Reader in = all.alignedElement(0, 16, "a controller status");
        in.skip(2);
        int id = in.u16();
        OfMessage.Role role = Values.of(ROLES, in.i32(), in);
        int reason = in.u8();
        boolean up = in.u8() == 0;
        in.skip(6);
        return new ControllerStatus(
                id, role, reason, up, Properties.all(in, "a controller property", Properties.Property::whole));
    }
}
