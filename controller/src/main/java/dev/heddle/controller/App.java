package dev.heddle.controller;

import dev.heddle.controller.http.HttpApi;
import dev.heddle.controller.http.ListenAddress;
import dev.heddle.controller.reconcile.Reconciler;
import dev.heddle.controller.reconcile.Timings;
import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.JournalRefused;
import dev.heddle.controller.state.StateThread;
import dev.heddle.controller.store.SqliteJournal;
import dev.heddle.controller.telemetry.Metrics;
import dev.heddle.controller.trace.Tracer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller's parts, joined by their constructors: journal, state thread, reconciler, API. */
final class App implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<ListenAddress> addresses;

    /**
     * Starts everything; what was started is closed again where a later part fails.
     *
     * @param fatal told once of what the process must end for
     */
    App(ServeOptions options, String version, InstantSource clock, Consumer<Throwable> fatal)
            throws IOException, InterruptedException, JournalRefused {
        try {
            addresses = start(options, version, clock, fatal);
        } catch (IOException | InterruptedException | JournalRefused | RuntimeException e) {
            close();
            throw e;
        }
    }

    private List<ListenAddress> start(
            ServeOptions options, String version, InstantSource clock, Consumer<Throwable> fatal)
            throws IOException, InterruptedException, JournalRefused {
        Metrics metrics = new Metrics(version);
        SqliteJournal journal =
                new SqliteJournal(options.data(), () -> UUID.randomUUID().toString(), clock, metrics);
        parts.push(journal);
        StateThread state = new StateThread(
                journal, new StateThread.Options(clock, UUID::randomUUID, options.acceptOlder(), metrics), fatal);
        parts.push(state);
        state.start();
        HostStatuses hosts = new HostStatuses();
        metrics.observe(state, hosts);
        state.subscribe((before, after) -> after.hostsTouchedSince(before).stream()
                .filter(host -> !after.hosts().containsKey(host))
                .forEach(metrics::forget));
        Reconciler reconciler = Reconciler.start(
                new Reconciler.Settings(
                        options.ovsdbListen(), options.openflowListen(), options.advertise(), options.adopt()),
                state,
                hosts,
                timings(metrics),
                clock,
                fatal);
        parts.push(reconciler);
        HttpApi api = HttpApi.start(
                new HttpApi.Options(options.listen(), options.tls(), options.tokenFile()),
                new HttpApi.Parts(
                        state,
                        hosts,
                        reconciler.programs(),
                        reconciler.isolation(),
                        new ProgramPreview(state),
                        new Tracer(state::snapshot, reconciler.installed()),
                        metrics,
                        state::journalOlder,
                        version,
                        clock));
        parts.push(api);
        LOG.info("hosts' databases dial {}, bridges {}", reconciler.ovsdbAddress(), reconciler.openflowAddress());
        return api.addresses();
    }

    private static Timings timings(Metrics metrics) {
        return new Timings() {
            @Override
            public void compiled(Duration took, int hosts) {
                metrics.compiled(took);
            }

            @Override
            public void bundled(String host, Duration took, int messages) {
                metrics.bundled(host, messages, took);
            }

            @Override
            public void realised(String host, Duration sincePublished) {
                metrics.realised(host, sincePublished);
            }

            @Override
            public void violated(String host) {
                metrics.violated(host);
            }
        };
    }

    /** Where the API listens. */
    List<ListenAddress> addresses() {
        return addresses;
    }

    /** API first, journal last: what was acknowledged is durable, switches keep what they hold. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("closing {}", part.getClass().getSimpleName(), e);
            }
        }
    }
}
