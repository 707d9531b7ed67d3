package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Meter;
import dev.heddle.ovs.openflow.MeterMod;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Meters (OpenFlow 1.5.1 sections 7.3.4.4 and 7.3.5.14). */
final class MeterCodec {
    private static final int DROP = 1;
    private static final int DSCP_REMARK = 2;
    private static final int BAND = 16;
    private static final MeterMod.Command[] COMMANDS = MeterMod.Command.values();

    private MeterCodec() {}

    static void encode(MeterMod mod, ByteBuf out) {
        out.writeShort(Values.code(mod.command()))
                .writeShort(mod.meter().flags())
                .writeInt(mod.meter().id());
        bands(mod.meter(), out);
    }

    static MeterMod decodeMod(Reader in) {
        MeterMod.Command command = Values.of(COMMANDS, in.u16(), in);
        int flags = in.u16();
        int id = in.i32();
        return new MeterMod(command, new Meter(id, flags, bands(in)));
    }

    /** struct ofp_meter_desc. */
    static void encode(Meter meter, ByteBuf out) {
        int start = out.writerIndex();
        out.writeShort(0).writeShort(meter.flags()).writeInt(meter.id());
        bands(meter, out);
        out.setShort(start, out.writerIndex() - start);
    }

    static Meter decode(Reader all) {
        Reader in = all.alignedElement(0, 8, "a meter");
        in.skip(2);
        int flags = in.u16();
        int id = in.i32();
        return new Meter(id, flags, bands(in));
    }

    private static void bands(Meter meter, ByteBuf out) {
        for (Meter.Band band : meter.bands()) {
            switch (band) {
                case Meter.Band.Drop drop -> band(DROP, drop.rate(), drop.burstSize(), 0, out);
                case Meter.Band.DscpRemark remark ->
                    band(DSCP_REMARK, remark.rate(), remark.burstSize(), remark.precedence(), out);
                case Meter.Band.Raw raw -> out.writeBytes(raw.band().toArray());
            }
        }
    }

    private static void band(int type, long rate, long burstSize, int precedence, ByteBuf out) {
        out.writeShort(type)
                .writeShort(BAND)
                .writeInt((int) rate)
                .writeInt((int) burstSize)
                .writeByte(precedence)
                .writeZero(3);
    }

    private static List<Meter.Band> bands(Reader in) {
        List<Meter.Band> out = new ArrayList<>(1);
        while (in.hasMore()) {
            int length = in.peek16(2);
            Reader whole = in.alignedElement(2, 8, "a meter band");
            Reader body = whole.copy();
            int type = body.u16();
            body.skip(2);
            boolean known = length == BAND && (type == DROP || type == DSCP_REMARK);
            out.add(known ? band(type, body) : new Meter.Band.Raw(whole.octets(length)));
        }
        return out;
    }

    private static Meter.Band band(int type, Reader in) {
        long rate = in.u32();
        long burstSize = in.u32();
        return type == DROP
                ? new Meter.Band.Drop(rate, burstSize)
                : new Meter.Band.DscpRemark(rate, burstSize, in.u8());
    }
}
