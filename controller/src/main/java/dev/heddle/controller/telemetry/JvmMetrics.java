package dev.heddle.controller.telemetry;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** The process and its virtual machine, under the names that Prometheus clients share. */
final class JvmMetrics {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final int PAGE_BYTES = 4096;

    private JvmMetrics() {}

    static void register(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("process_resident_memory_bytes")
                .help("Resident memory of the process.")
                .callback(c -> resident().ifPresent(c::call))
                .register(registry);
        GaugeWithCallback.builder()
                .name("process_start_time_seconds")
                .help("Start of the process since the epoch.")
                .callback(c -> c.call(ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3))
                .register(registry);
        CounterWithCallback.builder()
                .name("process_cpu_seconds_total")
                .help("CPU time of the process.")
                .callback(c ->
                        ProcessHandle.current().info().totalCpuDuration().ifPresent(d -> c.call(d.toNanos() / 1e9)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("jvm_memory_used_bytes")
                .help("Memory used by the virtual machine.")
                .labelNames("area")
                .callback(c -> {
                    var memory = ManagementFactory.getMemoryMXBean();
                    c.call((double) memory.getHeapMemoryUsage().getUsed(), "heap");
                    c.call((double) memory.getNonHeapMemoryUsage().getUsed(), "nonheap");
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("jvm_threads_current")
                .help("Platform threads.")
                .callback(c -> c.call(ManagementFactory.getThreadMXBean().getThreadCount()))
                .register(registry);
        CounterWithCallback.builder()
                .name("jvm_gc_seconds_total")
                .help("Time spent in garbage collection.")
                .labelNames("gc")
                .callback(c -> ManagementFactory.getGarbageCollectorMXBeans()
                        .forEach(gc -> c.call(Math.max(0, gc.getCollectionTime()) / 1e3, gc.getName())))
                .register(registry);
    }

    /** The second figure of proc(5) statm; empty on other systems than Linux. */
    private static OptionalDouble resident() {
        try {
            return OptionalDouble.of(Double.parseDouble(Files.readString(STATM).split(" ")[1]) * PAGE_BYTES);
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
