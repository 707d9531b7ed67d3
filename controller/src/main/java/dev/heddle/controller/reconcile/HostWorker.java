package dev.heddle.controller.reconcile;

import dev.heddle.controller.reconcile.contract.HostFacts;
import dev.heddle.controller.reconcile.contract.Witness;
import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.Isolation;
import dev.heddle.controller.state.Observation;
import dev.heddle.controller.state.Programs;
import dev.heddle.flow.Program;
import dev.heddle.ovs.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One declared host: brings its database's facts, its switch and its newest program together, and says how it stands. All
 * that it holds belongs to its loop; its methods may be called from any thread and take effect there, in order.
 */
final class HostWorker {
    private static final Logger LOG = LoggerFactory.getLogger(HostWorker.class);
    private static final long READ_TIMEOUT_SECONDS = 5;
    private static final Isolation NO_ANSWER =
            Isolation.notProven("NoAnswer", "the switch could not be read within " + READ_TIMEOUT_SECONDS + " s");

    /** How long after a change: not while the change itself is on its way. */
    private static final long WITNESS_CHANGE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Between two witnesses of one host. */
    private static final long WITNESS_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Until a host is told of a revision that changed nothing on it. */
    private static final long WITNESS_IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** For each host that there is: all of them together are told a hundred times a second at most. */
    private static final long WITNESS_SHARE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** A program, whose its ports are, and when its snapshot was published (nanoseconds of the monotonic clock). */
    private record Published(Program program, Membership membership, long at) {}

    private final String name;
    private final Loop loop;
    private final Context context;
    private final ProvingGuard guard;
    private final SwitchSession session;
    private final AuditRequests audits = new AuditRequests();

    private @Nullable DatabaseLink database;
    private @Nullable SwitchLink link;
    private @Nullable HostFacts facts;
    private List<String> contractProblems = List.of();
    private @Nullable Standing barred;

    /** Whether the database has said since the start that the host is as it shall be. */
    private boolean ready;

    private boolean nudge;
    private @Nullable Published published;
    private long realisedToldFor;

    /** The newest revision that the switch was known to hold in this connection. */
    private long known;

    /**
     * Whether the switch has been as it shall be since the Host was declared. Before, it may hold what it held when it was last
     * declared, under numbers that are others' by now: nothing is bound to it until then, so that nobody takes it for a peer.
     */
    private boolean right;

    private @Nullable SortedMap<String, String> pluggedTold;
    private String awayWhy = "it has not connected since the controller started";
    private @Nullable HostStatus told;
    private @Nullable Future<?> timer;
    private long timerAt;
    private @Nullable Future<?> witnessTimer;
    private long witnessDue;
    private long witnessed;
    private long witnessedAt;
    private boolean closed;

    HostWorker(String name, Loop loop, Context context) {
        this.name = name;
        this.loop = loop;
        this.context = context;
        this.guard = new ProvingGuard(Membership.of(name, context.state().snapshot()), context.differences());
        this.session = new SwitchSession(context.differences(), guard);
        this.witnessedAt = loop.nanoTime() - WITNESS_PAUSE_NANOS;
    }

    String name() {
        return name;
    }

    /** The loop that owns it. */
    Loop loop() {
        return loop;
    }

    /** Says how the host stands for the first time. */
    void start() {
        run(() -> {});
    }

    /** A newer program. */
    void program(Program program, Membership membership, long publishedAt) {
        run(() -> {
            published = new Published(program, membership, publishedAt);
            offer();
        });
    }

    /** What the host's database says now, and how the contract with it stands. */
    void facts(DatabaseLink from, HostFacts now, DatabaseLink.Contract contract) {
        run(() -> {
            database = from;
            facts = now;
            contractProblems = contract.problems();
            barred = contract.refused()
                    .map(r -> Standing.refused(r.reason(), r.message()))
                    .orElse(null);
            if (barred != null) {
                step(new SwitchInput.Hold());
                return;
            }
            if (now.bridge()
                    && !now.owner()
                            .equals(Optional.of(context.state().snapshot().clusterId()))) {
                step(new SwitchInput.Adopt());
            }
            guard.beside(now.beside());
            ports(now);
            tellPlugged();
            ready |= contract.kept();
            offer();
            nudgeIfDue();
        });
    }

    /** The host must not be programmed for now. */
    void bar(Standing why) {
        run(() -> {
            barred = why;
            step(new SwitchInput.Hold());
        });
    }

    void databaseClosed(DatabaseLink from, String why) {
        run(() -> {
            if (from.equals(database)) {
                database = null;
                away("the connection to its database ended: " + why);
            }
        });
    }

    /** A switch connected; an older connection of the same switch is closed. */
    void switchConnected(SwitchLink made, Map<Integer, String> described) {
        run(() -> {
            if (link != null) {
                link.close();
                step(new SwitchInput.Disconnected());
            }
            link = made;
            nudge = true;
            nudgeIfDue();
            tellPlugged();
            step(new SwitchInput.Connected(described));
        });
    }

    void switchSaid(SwitchLink from, SwitchInput input) {
        run(() -> {
            if (from.equals(link)) {
                step(input);
            }
        });
    }

    /** A switch acknowledged a bundle. */
    void bundled(Duration took, int messages) {
        context.timings().bundled(name, took, messages);
    }

    void switchClosed(SwitchLink from, String why) {
        run(() -> {
            if (from.equals(link)) {
                link = null;
                step(new SwitchInput.Disconnected());
                away("the OpenFlow connection ended: " + why);
            }
        });
    }

    /** The Host is no longer declared. */
    void close() {
        run(() -> {
            closed = true;
            if (link != null) {
                link.close();
            }
            cancel(timer);
            cancel(witnessTimer);
            audits.end(Isolation.notProven("NotDeclared", "its Host is no longer declared"));
            context.statuses().remove(name);
        });
    }

    /** Tells the host what it has seen; done once it says so or cannot be told. */
    CompletableFuture<Void> leave() {
        CompletableFuture<CompletableFuture<Void>> asked = new CompletableFuture<>();
        run(() -> asked.complete(witness()));
        return asked.thenCompose(Function.identity());
    }

    /** What the switch shall hold and does hold; a switch that does not answer counts as away. */
    CompletableFuture<Programs.View> view() {
        CompletableFuture<CompletableFuture<Programs.View>> asked = new CompletableFuture<>();
        run(() -> asked.complete(readAndCompare()));
        return asked.thenCompose(Function.identity());
    }

    /** What the switch holds; empty where it does not answer. */
    CompletableFuture<Optional<Installed>> installed() {
        CompletableFuture<CompletableFuture<Optional<Installed>>> asked = new CompletableFuture<>();
        run(() -> {
            PortMap ports = session.ports();
            asked.complete(read().thenApply(held -> Optional.of(
                            new Installed(held.flows().values(), held.groups().values(), ports)))
                    .exceptionally(failure -> Optional.empty()));
        });
        return asked.thenCompose(Function.identity());
    }

    private CompletableFuture<Held> read() {
        return link == null
                ? CompletableFuture.failedFuture(new IllegalStateException("no switch"))
                : link.read().orTimeout(READ_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private CompletableFuture<Programs.View> readAndCompare() {
        Program program = published == null
                ? Program.empty(name)
                : new Program(name, offered(), published.program().fragments());
        PortMap ports = session.ports();
        Programs.Contract contract = published == null
                ? Programs.Contract.NONE
                : published.membership().view(ports);
        return read().thenApply(held -> ProgramView.of(program, ports, held, contract))
                .exceptionally(failure -> ProgramView.away(program, ports, contract));
    }

    /** Whether it keeps slices apart, from all that its switch says just now. */
    CompletableFuture<Isolation> isolation() {
        CompletableFuture<Isolation> out = new CompletableFuture<>();
        run(() -> {
            audits.ask(out);
            step(new SwitchInput.Audit());
        });
        return out.completeOnTimeout(NO_ANSWER, READ_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private void run(Runnable work) {
        loop.execute(() -> {
            try {
                attempt(work);
            } catch (RuntimeException e) {
                LOG.error("host {}: its session is broken and begins anew", name, e);
                if (link != null) {
                    link.close();
                }
            }
        });
    }

    private void attempt(Runnable work) {
        if (!closed) {
            remember();
            work.run();
        }
        if (!closed) {
            remember();
            tell();
            schedule();
            witnessIdle();
        }
    }

    /** A switch that is as it shall be holds what was compiled since, as long as none of it concerned the host. */
    private void remember() {
        if (session.clean()) {
            known = Math.max(known, context.statuses().through(name, session.realised()));
        } else if (session.realised() == 0) {
            known = 0;
        }
    }

    private void step(SwitchInput input) {
        if (input instanceof SwitchInput.Read) {
            audits.read();
        }
        List<SwitchOutput> out = session.step(input, loop.nanoTime());
        List<SwitchOutput> forSwitch = new ArrayList<>(out.size());
        for (SwitchOutput output : out) {
            if (output instanceof SwitchOutput.Realised realised) {
                realised(realised.revision());
            } else {
                forSwitch.add(output);
            }
        }
        audits.known(session.isolation(loop.nanoTime()));
        if (forSwitch.stream().anyMatch(SwitchOutput.Read.class::isInstance)) {
            audits.began();
        }
        if (link != null && !forSwitch.isEmpty()) {
            link.perform(forSwitch);
            if (forSwitch.stream().anyMatch(SwitchOutput.Apply.class::isInstance)) {
                witnessWithin(WITNESS_CHANGE_NANOS);
            }
        }
    }

    private void realised(long revision) {
        context.state().observe(new Observation.Realised(name, revision));
        if (!right) {
            right = true;
            tellPlugged();
        }
        if (published != null
                && revision > realisedToldFor
                && published.program().revision() == revision) {
            realisedToldFor = revision;
            context.timings().realised(name, Duration.ofNanos(loop.nanoTime() - published.at()));
        }
    }

    private void witnessIdle() {
        if (session.clean()) {
            witnessWithin(Math.max(
                    WITNESS_IDLE_NANOS, WITNESS_SHARE_NANOS * context.statuses().size()));
        }
    }

    /** The newest revision of which anything may be on the switch; 0 if there is no program yet. */
    private long offered() {
        return published == null
                ? 0
                : context.statuses().through(name, published.program().revision());
    }

    /** Tells the host what it has seen; at once where it was not told for a while. */
    private void witnessWithin(long nanos) {
        if (offered() <= witnessed) {
            return;
        }
        long now = loop.nanoTime();
        long pause = Math.max(nanos, witnessedAt + WITNESS_PAUSE_NANOS - now);
        if (witnessTimer != null && witnessDue - (now + pause) <= 0) {
            return;
        }
        cancel(witnessTimer);
        witnessDue = now + pause;
        witnessTimer = loop.schedule(
                () -> run(() -> {
                    var _ = witness();
                }),
                pause);
    }

    /** All of the newest program may be on the switch, whether it has said so or not. */
    private CompletableFuture<Void> witness() {
        cancel(witnessTimer);
        witnessTimer = null;
        witnessedAt = loop.nanoTime();
        if (database == null || published == null) {
            return CompletableFuture.completedFuture(null);
        }
        witnessed = offered();
        return database.witness(new Witness(context.state().term(), witnessed));
    }

    private void offer() {
        if (ready && barred == null && published != null) {
            guard.members(published.membership());
            step(new SwitchInput.Wanted(published.program()));
        }
    }

    private void nudgeIfDue() {
        if (nudge && database != null) {
            nudge = false;
            database.nudge();
        }
    }

    private void ports(HostFacts from) {
        PortMap now = HostPorts.of(from);
        if (!now.equals(session.told())) {
            step(new SwitchInput.Ports(now));
        }
    }

    private void tellPlugged() {
        if (!right || facts == null || barred != null) {
            return;
        }
        SortedMap<String, String> plugged = new TreeMap<>();
        facts.plugged().forEach((iface, port) -> plugged.put(iface, port.name()));
        if (!plugged.equals(pluggedTold)) {
            pluggedTold = plugged;
            context.state().observe(new Observation.Interfaces(name, plugged));
        }
    }

    private void away(String why) {
        awayWhy = why;
        pluggedTold = null;
        context.state().observe(new Observation.Away(name));
    }

    private void schedule() {
        OptionalLong at = session.wakeAt();
        if (at.isEmpty() || (timer != null && !timer.isDone() && at.getAsLong() - timerAt >= 0)) {
            return;
        }
        cancel(timer);
        timerAt = at.getAsLong();
        long pause = Math.max(0, timerAt - loop.nanoTime());
        timer = loop.schedule(() -> run(() -> step(new SwitchInput.Tick())), pause);
    }

    private static void cancel(@Nullable Future<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }

    private void tell() {
        HostStatus now = status();
        if (!connected(now.phase())) {
            audits.end(now.isolation());
        }
        if (!now.equals(told)) {
            tellLeak(now.isolation());
            told = now;
            context.statuses().put(now);
        }
    }

    private void tellLeak(Isolation now) {
        boolean known = told != null && told.isolation().equals(now);
        if (now.verdict() == Isolation.Verdict.VIOLATED && !known) {
            LOG.warn("host {}: isolation is violated: {}", name, now.message());
            context.timings().violated(name);
        }
    }

    private static boolean connected(HostStatus.Phase phase) {
        return phase == HostStatus.Phase.SYNCING || phase == HostStatus.Phase.REALISED;
    }

    private HostStatus status() {
        Standing standing = standing();
        Instant since = told != null && told.phase() == standing.phase()
                ? told.since()
                : context.clock().instant();
        NumberedProgram held = session.installed();
        List<String> problems = new ArrayList<>(session.problems());
        problems.addAll(contractProblems);
        if (facts != null) {
            problems.addAll(facts.problems());
        }
        return new HostStatus(
                name,
                standing.phase(),
                Math.max(known, session.realised()),
                standing.reason(),
                standing.message(),
                since,
                held == null ? 0 : held.flowCount(),
                held == null ? List.of() : held.withheld(),
                session.objectErrors(),
                List.copyOf(problems),
                Map.copyOf(session.drops()),
                connected(standing.phase())
                        ? session.isolation(loop.nanoTime())
                        : Isolation.notProven(standing.reason(), standing.message()));
    }

    private Standing standing() {
        if (barred != null) {
            return barred;
        }
        if (database == null || link == null) {
            return new Standing(HostStatus.Phase.AWAY, "Away", Objects.requireNonNull(awayWhy));
        }
        return session.clean()
                ? new Standing(HostStatus.Phase.REALISED, "Realised", "")
                : new Standing(HostStatus.Phase.SYNCING, "Syncing", "");
    }
}
