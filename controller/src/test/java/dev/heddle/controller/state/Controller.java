package dev.heddle.controller.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.manifest.ManifestReader;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.ImageCodec;
import dev.heddle.model.state.PortState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** A state thread under test, with manifests to feed it. */
final class Controller implements AutoCloseable {
    static final String BASE = """
            apiVersion: heddle.dev/v1
            kind: Tenant
            metadata: {name: team-a}
            ---
            apiVersion: heddle.dev/v1
            kind: VirtualNetwork
            metadata: {tenant: team-a, name: net}
            ---
            apiVersion: heddle.dev/v1
            kind: Slice
            metadata: {tenant: team-a, name: train}
            spec: {network: net, subnets: [10.9.0.0/16]}
            """;

    final AtomicReference<Throwable> fatal = new AtomicReference<>();
    final StateThread state;
    private final Journal journal;

    Controller(Journal journal) throws JournalRefused {
        this(journal, false, Ledger.SnapshotRule.DEFAULT);
    }

    Controller(Journal journal, Meter meter) throws JournalRefused {
        this(journal, false, Ledger.SnapshotRule.DEFAULT, meter);
    }

    Controller(Journal journal, boolean acceptOlder, Ledger.SnapshotRule rule) throws JournalRefused {
        this(journal, acceptOlder, rule, Meter.NONE);
    }

    private Controller(Journal journal, boolean acceptOlder, Ledger.SnapshotRule rule, Meter meter)
            throws JournalRefused {
        this.journal = journal;
        state = new StateThread(
                journal,
                rule,
                new StateThread.Options(InstantSource.system(), UUID::randomUUID, acceptOlder, meter),
                fatal::set);
        state.start();
    }

    static String port(String name) {
        return """
                ---
                apiVersion: heddle.dev/v1
                kind: Port
                metadata: {tenant: team-a, name: %s}
                spec: {slice: train}
                """.formatted(name);
    }

    static String host(String name, int number) {
        return """
                ---
                apiVersion: heddle.dev/v1
                kind: Host
                metadata: {name: %s}
                spec: {systemId: sys-%s, uplinks: [{name: uplink1, address: 192.0.2.%d}]}
                """.formatted(name, name, number);
    }

    static StateMachine.Apply request(String yaml, boolean dryRun) {
        var parsed = ManifestReader.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        assertThat(parsed.problems()).isEmpty();
        List<Manifest> manifests = parsed.manifests();
        return new StateMachine.Apply(manifests, "tester", "here", OptionalLong.empty(), dryRun);
    }

    StateMachine.Applied apply(String yaml) throws Exception {
        return await(state.apply(request(yaml, false)));
    }

    CompletableFuture<StateMachine.Applied> delete(String port) {
        return state.delete(new StateMachine.Delete(List.of(key(port)), "tester", "here", OptionalLong.empty(), false));
    }

    void plug(String host, String... ports) {
        TreeMap<String, String> plugged = new TreeMap<>();
        for (String port : ports) {
            plugged.put("team-a/" + port, "if-" + port);
        }
        state.observe(new Observation.Interfaces(host, plugged));
    }

    PortState stored(String port) {
        return Objects.requireNonNull(state.snapshot().port(key(port)));
    }

    String hostOf(String port) {
        return stored(port).binding().map(PortState.Binding::host).orElse("");
    }

    /** Everything that is stored, as bytes. */
    String image() {
        return new String(ImageCodec.encode((Image) state.snapshot()), StandardCharsets.UTF_8);
    }

    static ObjectKey key(String port) {
        return ObjectKey.of(Kind.PORT, "team-a", port);
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    /** Polls until the condition holds; fails after 20 s. */
    static void eventually(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    @Override
    public void close() {
        state.close();
        journal.close();
    }
}
