package dev.heddle.controller.telemetry;

import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.Meter;
import dev.heddle.controller.state.StateMachine;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The controller's metrics. The methods are called by whoever did it, on any thread; they never block. Latencies
 * are histograms in seconds, over all hosts and per host.
 */
public final class Metrics implements Meter {
    /** Content type of {@link #writeTo}. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double[] SECONDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };
    private static final double[] SECONDS_PER_HOST = {0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Histogram commit = latency("heddle_journal_commit_seconds", "Time to make a batch durable.");
    private final Counter records = counter("heddle_journal_records_total", "Records written to the journal.");
    private final Counter journalBytes = counter("heddle_journal_bytes_total", "Bytes written to the journal.");
    private final Counter turnedAway =
            counter("heddle_requests_turned_away_total", "Writes refused because queue or disk were full.");
    private final Histogram decide = latency("heddle_decide_seconds", "Time to decide what waited in the queue.");
    private final Histogram snapshot = latency("heddle_snapshot_seconds", "Time to store a snapshot.");
    private final Histogram compile = latency("heddle_compile_seconds", "Time to compile all programs of a revision.");
    private final Histogram bundle =
            latency("heddle_bundle_seconds", "Time from a bundle's first byte to its barrier's reply.");
    private final Histogram hostBundle = perHost("heddle_host_bundle_seconds", "heddle_bundle_seconds by host.");
    private final Histogram realised =
            latency("heddle_realised_seconds", "Time from a revision's commit to a host's acknowledgement.");
    private final Histogram hostRealised = perHost("heddle_host_realised_seconds", "heddle_realised_seconds by host.");
    private final Counter messages =
            counter("heddle_switch_changes_total", "Flow and group changes sent to switches.", "host");
    private final Counter rejected = counter("heddle_bundles_rejected_total", "Bundles that a switch refused.", "host");
    private final Counter violations = counter(
            "heddle_isolation_violations_total",
            "How often a host's switch was found to hold what does not keep slices apart.",
            "host");
    private final Histogram requests = Histogram.builder()
            .name("heddle_http_request_seconds")
            .help("Time to answer an HTTP request, waiting for hosts included.")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .labelNames("operation", "status")
            .register(registry);
    private final Gauge watchers = Gauge.builder()
            .name("heddle_watchers")
            .help("Connected readers of /v1/watch.")
            .register(registry);

    /** @param version of the program, for heddle_build_info */
    public Metrics(String version) {
        Gauge.builder()
                .name("heddle_build_info")
                .help("Always 1; the version is in the label.")
                .labelNames("version", "java")
                .register(registry)
                .labelValues(version, Runtime.version().toString())
                .set(1);
        JvmMetrics.register(registry);
    }

    /** Adds what is read at each scrape: queue, revision, objects, hosts, flows, drops. Call once. */
    public void observe(StateMachine state, HostStatuses hosts) {
        StateMetrics.register(registry, state, hosts);
    }

    @Override
    public void decided(int requests, int observations, Duration took) {
        decide.observe(seconds(took));
    }

    @Override
    public void committed(int bodies, long bytes, Duration took) {
        records.inc(bodies);
        journalBytes.inc(bytes);
        commit.observe(seconds(took));
    }

    @Override
    public void turnedAway() {
        turnedAway.inc();
    }

    @Override
    public void snapshotStored(long bytes, Duration took) {
        snapshot.observe(seconds(took));
    }

    /** All programs of a revision are compiled. */
    public void compiled(Duration took) {
        compile.observe(seconds(took));
    }

    /** A host's switch took a bundle of so many changes. */
    public void bundled(String host, int changes, Duration took) {
        messages.labelValues(host).inc(changes);
        bundle.observe(seconds(took));
        hostBundle.labelValues(host).observe(seconds(took));
    }

    /** A host's switch refused a bundle. */
    public void bundleRejected(String host) {
        rejected.labelValues(host).inc();
    }

    /** A host's switch equals the program of a revision, so long after the revision's commit. */
    public void realised(String host, Duration sinceCommit) {
        realised.observe(seconds(sinceCommit));
        hostRealised.labelValues(host).observe(seconds(sinceCommit));
    }

    /** A host's switch was found to hold what does not keep slices apart. */
    public void violated(String host) {
        violations.labelValues(host).inc();
    }

    /** The host is no longer declared: its series end. */
    public void forget(String host) {
        messages.remove(host);
        rejected.remove(host);
        violations.remove(host);
        hostBundle.remove(host);
        hostRealised.remove(host);
    }

    /** An HTTP request was answered. */
    public void requested(String operation, int status, Duration took) {
        requests.labelValues(operation, Integer.toString(status)).observe(seconds(took));
    }

    /** A reader of the watch came (+1) or went (-1). */
    public void watchers(int change) {
        watchers.inc(change);
    }

    /** Writes all metrics in the Prometheus text format. */
    public void writeTo(OutputStream out) throws IOException {
        writer.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private Histogram latency(String name, String help) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .register(registry);
    }

    private Histogram perHost(String name, String help) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(SECONDS_PER_HOST)
                .labelNames("host")
                .register(registry);
    }
}
