package dev.heddle.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.compiler.Compiler;
import dev.heddle.controller.reconcile.Reconciler;
import dev.heddle.controller.reconcile.Timings;
import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.Meter;
import dev.heddle.controller.state.StateMachine;
import dev.heddle.controller.state.StateThread;
import dev.heddle.controller.store.InMemoryJournal;
import dev.heddle.model.manifest.ManifestReader;
import dev.heddle.model.state.Snapshot;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Simulated hosts beside a reconciler in this process, over real sockets. */
class FleetTest {
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();
    private static final Layout LAYOUT = new Layout(6, 40, 10, 3);

    private final Semaphore news = new Semaphore(0);

    @Test
    void hostsJoinAndHoldWhatTheirPortsNeed() throws Exception {
        HostStatuses statuses = new HostStatuses();
        statuses.subscribe(status -> news.release());
        statuses.subscribeCompiled(revision -> news.release());
        try (StateThread state = new StateThread(
                new InMemoryJournal(new InMemoryJournal.Disk("c"), true),
                new StateThread.Options(InstantSource.system(), UUID::randomUUID, false, Meter.NONE),
                failure -> {
                    throw new AssertionError(failure);
                })) {
            state.start();
            apply(state, LAYOUT.hostManifests(0, LAYOUT.hosts()));
            try (Reconciler reconciler = reconciler(state, statuses);
                    Fleet fleet = new Fleet(LAYOUT.hosts(), reconciler.ovsdbAddress())) {
                fleet.start();
                await("hosts to join", () -> realised(state, statuses));
                apply(state, LAYOUT.tenantManifests(0));
                LAYOUT.portsOfTenant(0).forEach(fleet::plug);
                await("ports to be bound", () -> bound(state.snapshot()) == LAYOUT.ports());
                await("hosts to hold them", () -> realised(state, statuses));
                assertHeld(state.snapshot(), statuses, fleet);

                Layout.Place port = LAYOUT.port(1, 0);
                fleet.plug(port.on(LAYOUT.host(1, 1)));
                fleet.unplug(port);
                String there = Layout.hostName(LAYOUT.host(1, 1));
                await("the port to move", () -> there.equals(hostOf(state.snapshot(), port)));
                await("hosts to hold that", () -> realised(state, statuses));
                assertHeld(state.snapshot(), statuses, fleet);
            }
        }
    }

    private static Reconciler reconciler(StateThread state, HostStatuses statuses) throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return Reconciler.start(
                new Reconciler.Settings(any, any, Optional.empty(), false),
                state,
                statuses,
                Timings.NONE,
                InstantSource.system(),
                failure -> {
                    throw new AssertionError(failure);
                });
    }

    /** As many flows as the program has, which are all numbered: what they are is judged where the session is tested. */
    private static void assertHeld(Snapshot snapshot, HostStatuses statuses, Fleet fleet) throws Exception {
        var programs = new Compiler().compile(snapshot);
        for (int h = 0; h < LAYOUT.hosts(); h++) {
            String host = Layout.hostName(h);
            assertThat(fleet.flows(h))
                    .as(host)
                    .isEqualTo(programs.get(host).flows().size());
            assertThat(statuses.get(host).withheld()).as(host).isEmpty();
        }
    }

    private static boolean realised(StateThread state, HostStatuses statuses) {
        long revision = state.snapshot().revision();
        return state.snapshot().hosts().keySet().stream().allMatch(host -> {
            HostStatus status = statuses.get(host);
            return status != null && status.phase() == HostStatus.Phase.REALISED && status.realised() >= revision;
        });
    }

    private static long bound(Snapshot snapshot) {
        return LAYOUT.portsOfTenant(0).stream()
                .filter(port -> hostOf(snapshot, port) != null)
                .count();
    }

    private static String hostOf(Snapshot snapshot, Layout.Place port) {
        var state = snapshot.portByIfaceId(port.ifaceId());
        return state == null ? null : state.binding().map(b -> b.host()).orElse(null);
    }

    private static void apply(StateThread state, String manifests) throws Exception {
        state.apply(new StateMachine.Apply(
                        ManifestReader.read("fleet", manifests.getBytes(StandardCharsets.UTF_8))
                                .manifests(),
                        "test",
                        "here",
                        OptionalLong.empty(),
                        false))
                .get(30, TimeUnit.SECONDS);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("waiting for " + what).isNegative();
            boolean told = news.tryAcquire(1, TimeUnit.SECONDS);
            assertThat(told || System.nanoTime() - deadline < 0).isTrue();
        }
    }
}
