package dev.heddle.controller.telemetry;

import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.Isolation;
import dev.heddle.controller.state.StateMachine;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What is read from the state thread and the hosts' sessions at each scrape. */
final class StateMetrics {
    private StateMetrics() {}

    static void register(PrometheusRegistry registry, StateMachine state, HostStatuses hosts) {
        gauge(
                registry,
                "heddle_queue_depth",
                "Requests and observations that wait for the state thread.",
                c -> c.call(state.load().queued()));
        gauge(
                registry,
                "heddle_revision",
                "The newest revision.",
                c -> c.call((double) state.snapshot().revision()));
        gauge(
                registry,
                "heddle_objects",
                "Declared objects.",
                c -> state.load().objects().forEach((kind, count) -> c.call(count, kind.singular())),
                "kind");
        gauge(
                registry,
                "heddle_hosts_connected",
                "Declared hosts whose switch is connected.",
                c -> c.call((double) hosts.all().values().stream()
                        .filter(StateMetrics::connected)
                        .count()));
        gauge(
                registry,
                "heddle_host_connected",
                "Whether the host's switch is connected.",
                c -> hosts.all().values().stream()
                        .filter(s -> s.phase() != HostStatus.Phase.PENDING)
                        .forEach(s -> c.call(connected(s) ? 1 : 0, s.host())),
                "host");
        gauge(
                registry,
                "heddle_host_flows",
                "Our flows that the host's switch holds.",
                c -> hosts.all().values().forEach(s -> c.call(s.installedFlows(), s.host())),
                "host");
        gauge(
                registry,
                "heddle_host_realised_revision",
                "The newest revision that the host's switch acknowledged.",
                c -> hosts.all().values().forEach(s -> c.call((double) s.realised(), s.host())),
                "host");
        gauge(
                registry,
                "heddle_host_isolation",
                "1 for what is known of the host's isolation: proved, violated or notProven; else 0.",
                c -> hosts.all().values().stream()
                        .filter(s -> s.phase() != HostStatus.Phase.PENDING)
                        .forEach(s -> isolation(c, s)),
                "host",
                "verdict");
        CounterWithCallback.builder()
                .name("heddle_dropped_packets_total")
                .help("Packets that anti-spoofing and tunnel ingress dropped.")
                .labelNames("host", "reason")
                .callback(c -> hosts.all()
                        .values()
                        .forEach(s -> dropped(s).forEach((reason, n) -> c.call((double) n, s.host(), reason))))
                .register(registry);
    }

    private static void isolation(GaugeWithCallback.Callback callback, HostStatus status) {
        for (Isolation.Verdict verdict : Isolation.Verdict.values()) {
            callback.call(verdict == status.isolation().verdict() ? 1 : 0, status.host(), verdict.text());
        }
    }

    private static boolean connected(HostStatus status) {
        return status.phase() == HostStatus.Phase.SYNCING || status.phase() == HostStatus.Phase.REALISED;
    }

    private static Map<String, Long> dropped(HostStatus status) {
        Map<String, Long> byReason = new TreeMap<>();
        status.drops().values().forEach(m -> m.forEach((reason, count) -> byReason.merge(reason, count, Long::sum)));
        return byReason;
    }

    private static void gauge(
            PrometheusRegistry registry,
            String name,
            String help,
            Consumer<GaugeWithCallback.Callback> callback,
            String... labels) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback)
                .register(registry);
    }
}
