package dev.heddle.bench;

import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.ovs.openflow.FlowMod;
import java.util.List;
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

/** Flows a second on one core: lines of Heddle's own pipeline and of standard flows read, and printed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OperationsPerInvocation(TextBenchmark.FLOWS)
public class TextBenchmark {
    static final int FLOWS = 1_000;

    private final List<FlowSpec> standard =
            SampleFlows.standard(FLOWS).stream().map(FlowMod::spec).toList();
    private final List<FlowSpec> extended =
            SampleFlows.extended(FLOWS).stream().map(FlowMod::spec).toList();
    private final List<String> standardLines = lines(standard);
    private final List<String> extendedLines = lines(extended);

    public TextBenchmark() {
        for (int i = 0; i < FLOWS; i++) {
            if (!FlowText.readFlow(extendedLines.get(i), PortNames.NONE).equals(extended.get(i))) {
                throw new IllegalStateException("another flow is read from " + extendedLines.get(i));
            }
        }
    }

    @Benchmark
    public void readLines(Blackhole sink) {
        read(standardLines, sink);
    }

    @Benchmark
    public void readExtendedLines(Blackhole sink) {
        read(extendedLines, sink);
    }

    @Benchmark
    public void printLines(Blackhole sink) {
        for (FlowSpec flow : standard) {
            sink.consume(FlowText.spec(flow, PortNames.NONE));
        }
    }

    @Benchmark
    public void printExtendedLines(Blackhole sink) {
        for (FlowSpec flow : extended) {
            sink.consume(FlowText.spec(flow, PortNames.NONE));
        }
    }

    private static void read(List<String> lines, Blackhole sink) {
        for (String line : lines) {
            sink.consume(FlowText.readFlow(line, PortNames.NONE));
        }
    }

    private static List<String> lines(List<FlowSpec> flows) {
        return flows.stream().map(flow -> FlowText.spec(flow, PortNames.NONE)).toList();
    }
}
