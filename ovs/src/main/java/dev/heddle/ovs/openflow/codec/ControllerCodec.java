package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Octets;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The controller action: NXAST_CONTROLLER, or NXAST_CONTROLLER2 where it says more than that form can. */
final class ControllerCodec {
    static final int NX_CONTROLLER = 20;
    static final int NX_CONTROLLER2 = 37;

    private static final int MAX_LEN = 0;
    private static final int CONTROLLER_ID = 1;
    private static final int REASON = 2;
    private static final int USERDATA = 3;
    private static final int PAUSE = 4;
    private static final int METER_ID = 5;
    private static final int PROPERTY_HEADER = 4;
    private static final int ALL_BYTES = 0xffff;
    private static final int REASON_ACTION = 1;

    private ControllerCodec() {}

    static void encode(Action.Controller action, ByteBuf out) {
        if (action.userdata().length() == 0 && !action.pause() && action.meter() == Action.Controller.NO_METER) {
            ActionWire.nicira(NX_CONTROLLER, 16, out);
            out.writeShort(action.maxLength()).writeShort(action.controllerId());
            out.writeByte(action.reason()).writeZero(1);
            return;
        }
        int start = out.writerIndex();
        ActionWire.nicira(NX_CONTROLLER2, 0, out);
        out.writeZero(6);
        if (action.maxLength() != ALL_BYTES) {
            out.writeShort(MAX_LEN).writeShort(8).writeShort(action.maxLength()).writeZero(2);
        }
        if (action.controllerId() != 0) {
            out.writeShort(CONTROLLER_ID)
                    .writeShort(8)
                    .writeShort(action.controllerId())
                    .writeZero(2);
        }
        if (action.reason() != REASON_ACTION) {
            out.writeShort(REASON).writeShort(5).writeByte(action.reason()).writeZero(3);
        }
        int userdata = action.userdata().length();
        if (userdata != 0) {
            out.writeShort(USERDATA).writeShort(PROPERTY_HEADER + userdata);
            ActionWire.octets(action.userdata(), out);
            out.writeZero(-(PROPERTY_HEADER + userdata) & 7);
        }
        if (action.pause()) {
            out.writeShort(PAUSE).writeShort(PROPERTY_HEADER).writeZero(4);
        }
        if (action.meter() != Action.Controller.NO_METER) {
            out.writeShort(METER_ID).writeShort(8).writeInt(action.meter());
        }
        ActionWire.finish(start, out);
    }

    static Action controller(Reader in) {
        int maxLength = in.u16();
        int id = in.u16();
        return new Action.Controller(maxLength, id, in.u8(), Octets.EMPTY, false, Action.Controller.NO_METER);
    }

    static @Nullable Action controller2(Reader in) {
        in.skip(6);
        int maxLength = ALL_BYTES;
        int id = 0;
        int reason = REASON_ACTION;
        Octets userdata = Octets.EMPTY;
        boolean pause = false;
        int meter = Action.Controller.NO_METER;
        while (in.hasMore()) {
            int length = in.peek16(2);
            Reader property = in.element(2, PROPERTY_HEADER, "a property of controller");
            in.skipPadding(length);
            int type = property.u16();
            property.skip(2);
            switch (type) {
                case MAX_LEN -> maxLength = property.u16();
                case CONTROLLER_ID -> id = property.u16();
                case REASON -> reason = property.u8();
                case USERDATA -> userdata = property.rest();
                case PAUSE -> pause = true;
                case METER_ID -> meter = property.i32();
                default -> {
                    return null;
                }
            }
        }
        return new Action.Controller(maxLength, id, reason, userdata, pause, meter);
    }
}
