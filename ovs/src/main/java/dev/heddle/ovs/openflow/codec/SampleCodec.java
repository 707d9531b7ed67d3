package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.PortRef;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Actions that neither change the packet nor send it: sample, conjunction, fin_timeout, note. */
final class SampleCodec {
    static final int NX_NOTE = 8;
    static final int NX_EXIT = 17;
    static final int NX_FIN_TIMEOUT = 19;
    static final int NX_SAMPLE = 29;
    static final int NX_CONJUNCTION = 34;
    static final int NX_SAMPLE2 = 38;
    static final int NX_SAMPLE3 = 41;

    private SampleCodec() {}

    /** In the oldest form that says it. */
    static void encode(Action.Sample sample, ByteBuf out) {
        boolean third = sample.direction() != 0;
        boolean second = third || sample.samplingPort() != null;
        ActionWire.nicira(third ? NX_SAMPLE3 : second ? NX_SAMPLE2 : NX_SAMPLE, second ? 32 : 24, out);
        out.writeShort(sample.probability()).writeInt((int) sample.collectorSet());
        out.writeInt((int) sample.observationDomain()).writeInt((int) sample.observationPoint());
        if (second) {
            ActionWire.optionalPort16(sample.samplingPort(), out);
            out.writeByte(sample.direction()).writeZero(5);
        }
    }

    static Action sample(boolean second, Reader in) {
        int probability = in.u16();
        long collectorSet = in.u32();
        long domain = in.u32();
        long point = in.u32();
        PortRef port = second ? ActionWire.readOptionalPort16(in) : null;
        return new Action.Sample(probability, collectorSet, domain, point, port, second ? in.u8() : 0);
    }

    static void encode(Action.Conjunction conjunction, ByteBuf out) {
        ActionWire.nicira(NX_CONJUNCTION, 16, out);
        out.writeByte(conjunction.clause()).writeByte(conjunction.clauses()).writeInt(conjunction.id());
    }

    static Action conjunction(Reader in) {
        int clause = in.u8();
        int clauses = in.u8();
        return new Action.Conjunction(in.i32(), clause, clauses);
    }

    static void encode(Action.FinTimeout timeout, ByteBuf out) {
        ActionWire.nicira(NX_FIN_TIMEOUT, 16, out);
        out.writeShort(timeout.idle()).writeShort(timeout.hard()).writeZero(2);
    }

    static Action finTimeout(Reader in) {
        return new Action.FinTimeout(in.u16(), in.u16());
    }

    static void encode(Action.Note note, ByteBuf out) {
        int start = out.writerIndex();
        ActionWire.nicira(NX_NOTE, 0, out);
        ActionWire.octets(note.data(), out);
        ActionWire.finish(start, out);
    }

    static @Nullable Action note(Reader in) {
        return new Action.Note(in.rest());
    }

    /** An action of Open vSwitch that is its subtype alone. */
    static void encode(int subtype, ByteBuf out) {
        ActionWire.nicira(subtype, 16, out);
        out.writeZero(6);
    }
}
