package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Action.LearnSpec;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Subfield;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The learn action: NXAST_LEARN, or NXAST_LEARN2 where a limit or a result makes it necessary. */
final class LearnCodec {
    static final int NX_LEARN = 16;
    static final int NX_LEARN2 = 45;

    private static final int KNOWN_FLAGS = Action.Learn.SEND_FLOW_REMOVED | Action.Learn.DELETE_LEARNED;
    private static final int WRITE_RESULT = 4;
    private static final int WIDTH = 0x3ff;
    private static final int IMMEDIATE = 1 << 13;
    private static final int MATCH = 0;
    private static final int LOAD = 1 << 11;
    private static final int OUTPUT = 2 << 11;
    private static final int TARGET = 3 << 11;

    private LearnCodec() {}

    static void encode(Action.Learn learn, ByteBuf out) {
        int start = out.writerIndex();
        Subfield result = learn.resultTarget();
        boolean second = learn.limit() != 0 || result != null;
        ActionWire.nicira(second ? NX_LEARN2 : NX_LEARN, 0, out);
        out.writeShort(learn.idleTimeout()).writeShort(learn.hardTimeout()).writeShort(learn.priority());
        out.writeLong(learn.cookie()).writeShort(learn.flags() | (result == null ? 0 : WRITE_RESULT));
        out.writeByte(learn.table()).writeZero(1);
        out.writeShort(learn.finIdleTimeout()).writeShort(learn.finHardTimeout());
        if (second) {
            out.writeInt((int) learn.limit())
                    .writeShort(result == null ? 0 : result.start())
                    .writeZero(2);
        }
        if (result != null) {
            Oxm.writeLegacyHeader(result.field(), out);
        }
        for (int i = 0; i < learn.specs().size(); i++) {
            encode(learn.specs().get(i), out);
        }
        ActionWire.finish(start, out);
    }

    private static void encode(LearnSpec spec, ByteBuf out) {
        switch (spec) {
            case LearnSpec.MatchValue s -> immediate(MATCH, s.value(), s.target(), out);
            case LearnSpec.LoadValue s -> immediate(LOAD, s.value(), s.target(), out);
            case LearnSpec.MatchField s -> field(MATCH, s.source(), s.target(), out);
            case LearnSpec.LoadField s -> field(LOAD, s.source(), s.target(), out);
            case LearnSpec.Output s -> {
                out.writeShort(OUTPUT | s.width());
                bits(s.source(), out);
            }
        }
    }

    private static void immediate(int type, Bits value, Subfield target, ByteBuf out) {
        out.writeShort(IMMEDIATE | type | target.width());
        Oxm.writeValue(immediateBytes(target.width()), value, out);
        bits(target, out);
    }

    private static void field(int type, Subfield source, Subfield target, ByteBuf out) {
        out.writeShort(type | target.width());
        bits(source, out);
        bits(target, out);
    }

    private static void bits(Subfield bits, ByteBuf out) {
        ActionWire.shortHeader(bits.field(), out);
        out.writeShort(bits.start());
    }

    private static int immediateBytes(int width) {
        return 2 * ((width + 15) / 16);
    }

    static @Nullable Action learn(boolean second, Reader in) {
        int idle = in.u16();
        int hard = in.u16();
        int priority = in.u16();
        long cookie = in.i64();
        int flags = in.u16();
        int table = in.u8();
        in.skip(1);
        int finIdle = in.u16();
        int finHard = in.u16();
        long limit = second ? in.u32() : 0;
        int resultStart = second ? in.u16() : 0;
        in.skip(second ? 2 : 0);
        boolean writesResult = second && (flags & WRITE_RESULT) != 0;
        Subfield result = writesResult ? ActionWire.subfield(Oxm.readField(in), resultStart, 1) : null;
        flags &= writesResult ? ~WRITE_RESULT : -1;
        List<LearnSpec> specs = specs(in);
        if (specs == null || (flags & ~KNOWN_FLAGS) != 0 || (writesResult && result == null)) {
            return null;
        }
        return new Action.Learn(idle, hard, priority, cookie, flags, table, finIdle, finHard, limit, result, specs);
    }

    /** The specifications up to the padding, or null where one is of no known kind. */
    private static @Nullable List<LearnSpec> specs(Reader in) {
        List<LearnSpec> out = new ArrayList<>();
        while (in.remaining() >= 2) {
            int header = in.u16();
            if (header == 0) {
                break;
            }
            LearnSpec spec = spec(header & (IMMEDIATE | TARGET), header & WIDTH, in);
            if (spec == null || (header & ~(IMMEDIATE | TARGET | WIDTH)) != 0) {
                return null;
            }
            out.add(spec);
        }
        return out;
    }

    private static @Nullable LearnSpec spec(int type, int width, Reader in) {
        return switch (type) {
            case IMMEDIATE | MATCH, IMMEDIATE | LOAD -> {
                Bits value = Oxm.readValue(immediateBytes(width), in);
                Subfield target = bits(width, in);
                if (target == null || !value.fits(width)) {
                    yield null;
                }
                yield type == (IMMEDIATE | MATCH)
                        ? new LearnSpec.MatchValue(target, value)
                        : new LearnSpec.LoadValue(target, value);
            }
            case MATCH, LOAD -> {
                Subfield source = bits(width, in);
                Subfield target = bits(width, in);
                if (source == null || target == null) {
                    yield null;
                }
                yield type == MATCH
                        ? new LearnSpec.MatchField(target, source)
                        : new LearnSpec.LoadField(target, source);
            }
            case OUTPUT -> {
                Subfield source = bits(width, in);
                yield source == null ? null : new LearnSpec.Output(source);
            }
            default -> null;
        };
    }

    private static @Nullable Subfield bits(int width, Reader in) {
        Field field = ActionWire.readShortHeader(in);
        return ActionWire.subfield(field, in.u16(), width);
    }
}
