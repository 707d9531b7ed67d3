package dev.heddle.controller.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.Isolation;
import dev.heddle.controller.state.StateThread;
import dev.heddle.controller.store.InMemoryJournal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void satisfiesPromtool() throws Exception {
        String text = scrape(used());
        assertThat(text)
                .contains("heddle_queue_depth", "heddle_journal_commit_seconds_bucket", "heddle_compile_seconds_count")
                .contains("heddle_host_bundle_seconds_count{host=\"h1\"} 1", "heddle_bundle_seconds_count 1")
                .contains("heddle_host_realised_seconds_count{host=\"h1\"} 1", "heddle_realised_seconds_count 1")
                .contains("heddle_host_flows{host=\"h1\"} 42.0", "heddle_hosts_connected 1.0")
                .contains("heddle_dropped_packets_total{host=\"h1\",reason=\"mac\"} 5.0")
                .contains("heddle_build_info{", "version=\"9.9\"", "process_resident_memory_bytes");
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        promtool.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        promtool.getOutputStream().close();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(promtool.exitValue()).isZero();
    }

    @Test
    void forgetsHosts() throws Exception {
        Metrics metrics = used();
        metrics.forget("h1");
        assertThat(scrape(metrics)).doesNotContain("heddle_host_bundle_seconds_count{host=\"h1\"}");
    }

    private static Metrics used() throws Exception {
        Metrics metrics = new Metrics("9.9");
        HostStatuses hosts = new HostStatuses();
        hosts.put(new HostStatus(
                "h1",
                HostStatus.Phase.REALISED,
                3,
                "",
                "",
                Instant.EPOCH,
                42,
                List.of(),
                new TreeMap<>(),
                List.of(),
                Map.of("", Map.of("mac", 2L), "some-port", Map.of("mac", 3L)),
                Isolation.proved("")));
        var journal = new InMemoryJournal(new InMemoryJournal.Disk("cluster"), true);
        var options = new StateThread.Options(InstantSource.system(), UUID::randomUUID, false, metrics);
        metrics.observe(new StateThread(journal, options, e -> {}), hosts);
        metrics.decided(1, 0, Duration.ofMillis(1));
        metrics.committed(3, 1000, Duration.ofMillis(2));
        metrics.compiled(Duration.ofMillis(3));
        metrics.bundled("h1", 12, Duration.ofMillis(4));
        metrics.bundleRejected("h1");
        metrics.realised("h1", Duration.ofMillis(5));
        metrics.requested("apply", 200, Duration.ofMillis(6));
        return metrics;
    }

    private static String scrape(Metrics metrics) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
