package dev.heddle.bench;

import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowStats;
import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.projectfloodlight.openflow.exceptions.OFParseError;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFlowAdd;
import org.projectfloodlight.openflow.protocol.OFFlowStatsReply;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFVersion;

/**
 * Flows a second on one core: flow-mods into a buffer, dumps of flows out of one, here and by openflowj, which get and give the
 * same messages (openflowj has an order of its own in a match); and flows of Heddle's own pipeline, which openflowj cannot say.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OperationsPerInvocation(CodecBenchmark.FLOWS)
public class CodecBenchmark {
    static final int FLOWS = 1_000;

    /** Flows in one message: what Open vSwitch puts into one, 64 KiB, holds a few more. */
    private static final int FLOWS_PER_MESSAGE = 250;

    private static final FlowStats STATS =
            new FlowStats(12_345_678_901L, 5_000_000_000L, FlowStats.ABSENT, FlowStats.ABSENT);
    private static final OFFactory OPENFLOWJ = OFFactories.getFactory(OFVersion.OF_15);

    private final List<FlowMod> standard = SampleFlows.standard(FLOWS);
    private final List<OFFlowAdd> standardOfOpenflowj = SampleFlows.standardOfOpenflowj(FLOWS);
    private final List<FlowMod> extended = SampleFlows.extended(FLOWS);
    private final ByteBuf out = Unpooled.directBuffer(1 << 20);
    private final List<ByteBuf> standardDump = dump(standard);
    private final List<ByteBuf> extendedDump = dump(extended);

    public CodecBenchmark() {
        int length = encodeFlowMods();
        if (length != encodeFlowModsByOpenflowj()) {
            throw new IllegalStateException("openflowj encodes other lengths");
        }
        for (FlowMod mod : standard) {
            if (!Objects.requireNonNull(OpenFlowCodec.decode(out)).message().equals(mod)) {
                throw new IllegalStateException("openflowj encodes another flow than " + mod);
            }
        }
    }

    @Benchmark
    public int encodeFlowMods() {
        return encode(standard);
    }

    @Benchmark
    public int encodeFlowModsByOpenflowj() {
        out.clear();
        for (int i = 0; i < FLOWS; i++) {
            standardOfOpenflowj.get(i).writeTo(out);
        }
        return out.writerIndex();
    }

    @Benchmark
    public int encodeExtendedFlowMods() {
        return encode(extended);
    }

    @Benchmark
    public void decodeDump(Blackhole sink) {
        decode(standardDump, sink);
    }

    @Benchmark
    public void decodeDumpByOpenflowj(Blackhole sink) throws OFParseError {
        int flows = 0;
        for (ByteBuf message : standardDump) {
            message.readerIndex(0);
            OFMessage reply = OPENFLOWJ.getReader().readFrom(message);
            flows += ((OFFlowStatsReply) reply).getEntries().size();
            sink.consume(reply);
        }
        check(flows);
    }

    @Benchmark
    public void decodeExtendedDump(Blackhole sink) {
        decode(extendedDump, sink);
    }

    private int encode(List<FlowMod> mods) {
        out.clear();
        for (int i = 0; i < FLOWS; i++) {
            OpenFlowCodec.encode(i, mods.get(i), out);
        }
        return out.writerIndex();
    }

    private static void decode(List<ByteBuf> dump, Blackhole sink) {
        int flows = 0;
        for (ByteBuf message : dump) {
            message.readerIndex(0);
            Frame frame = Objects.requireNonNull(OpenFlowCodec.decode(message));
            flows += ((MultipartReply.Flows) frame.message()).entries().size();
            sink.consume(frame);
        }
        check(flows);
    }

    private static void check(int flows) {
        if (flows != FLOWS) {
            throw new IllegalStateException(flows + " flows decoded");
        }
    }

    /** With the counters on whose numbers openflowj and OpenFlow 1.5.1 agree: duration and idle time. */
    private static List<ByteBuf> dump(List<FlowMod> mods) {
        List<ByteBuf> messages = new ArrayList<>();
        for (int from = 0; from < mods.size(); from += FLOWS_PER_MESSAGE) {
            List<FlowEntry> entries = new ArrayList<>();
            for (FlowMod mod : mods.subList(from, from + FLOWS_PER_MESSAGE)) {
                entries.add(new FlowEntry(mod.flow(), 0, 0, 0, 0, STATS));
            }
            ByteBuf message = Unpooled.directBuffer();
            OpenFlowCodec.encode(1, new MultipartReply.Flows(from + FLOWS_PER_MESSAGE < mods.size(), entries), message);
            messages.add(message);
        }
        return messages;
    }
}
