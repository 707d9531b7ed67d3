package dev.heddle.bench;

import dev.heddle.model.spec.AllocationSpec;
import dev.heddle.model.spec.AllocationSpec.Network;
import dev.heddle.model.spec.AllocationSpec.TrafficClass;
import dev.heddle.placement.allocation.Allocator;
import dev.heddle.placement.allocation.Outcome;
import java.math.BigDecimal;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The traffic allocation, optimum and shadow prices, where the traffic takes most of the networks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-Xmx256m"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AllocationBenchmark {
    private final AllocationSpec oneClass = allocation(1_000, 1);
    private final AllocationSpec manyClasses = allocation(50, 20);

    private static AllocationSpec allocation(int networks, int classes) {
        Random random = new Random(7);
        BigDecimal gigabit = BigDecimal.valueOf(1_000_000_000);
        return new AllocationSpec(
                IntStream.range(0, networks)
                        .mapToObj(i -> new Network(
                                "n" + i,
                                BigDecimal.valueOf(random.nextInt(100_000), 3),
                                gigabit.multiply(BigDecimal.valueOf(100 + random.nextInt(100)))))
                        .toList(),
                IntStream.range(0, classes)
                        .mapToObj(j -> new TrafficClass(
                                "c" + j,
                                gigabit.multiply(BigDecimal.valueOf(100L * networks / classes - random.nextInt(10))),
                                BigDecimal.valueOf(random.nextInt(1_000), 2)))
                        .toList());
    }

    @Benchmark
    public Outcome thousandNetworksOneClass() {
        return Allocator.solve(oneClass);
    }

    @Benchmark
    public Outcome fiftyNetworksTwentyClasses() {
        return Allocator.solve(manyClasses);
    }
}
