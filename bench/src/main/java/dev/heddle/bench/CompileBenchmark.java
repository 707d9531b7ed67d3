package dev.heddle.bench;

import dev.heddle.compiler.Compiler;
import dev.heddle.flow.Program;
import dev.heddle.model.state.Image;
import dev.heddle.model.testing.World;
import dev.heddle.model.testing.Worlds;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 100 hosts, 100 slices, 5,000 dual-stack ports spread over all hosts: cold, and one port added. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-Xmx2g"})
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class CompileBenchmark {
    private Image before = new World().image();
    private Image after = before;
    private Compiler compiler = new Compiler();
    private SortedMap<String, Program> programs = compiler.compile(before);

    @Setup(Level.Trial)
    public void world() {
        before = Worlds.spread(100, 10, 10, 50);
        after = new World(before)
                .port("t1", "added", "s1")
                .bind("t1", "added", "h7")
                .image();
    }

    @Setup(Level.Invocation)
    public void warm() {
        compiler = new Compiler();
        programs = compiler.compile(before);
    }

    @Benchmark
    public SortedMap<String, Program> cold() {
        return new Compiler().compile(before);
    }

    /** From the new snapshot to the differences of all hosts, each compared for itself: the controller compares what hosts
     * share once, so that this is more than it does. */
    @Benchmark
    public int onePortAdded() {
        int messages = 0;
        for (Map.Entry<String, Program> entry : compiler.compile(after).entrySet()) {
            messages += programs.get(entry.getKey()).to(entry.getValue()).size();
        }
        return messages;
    }
}
