package dev.heddle.controller.state;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.decide.Acknowledged;
import dev.heddle.model.decide.Binding;
import dev.heddle.model.decide.Ids;
import dev.heddle.model.decide.Observing;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Record;
import dev.heddle.model.state.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state thread. Round by round it takes all that waits, decides it, journals it in one append, waits until that is
 * durable, and publishes. Decisions see the records decided before them in the same round; nobody else sees them before
 * they are durable. An unexpected exception on this thread goes to {@code fatal}, which must end the process: nothing more
 * is decided or answered.
 */
public final class StateThread implements StateMachine, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateThread.class);
    private static final int QUEUE = 1024;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofHours(1);

    /** The least time between revisions that only bind. */
    private static final Duration PACE = Duration.ofMillis(5);

    /** How long the interface of a bound port may be gone before its binding is. */
    private static final Duration UNPLUGGED = Duration.ofMillis(5);

    /** How long what a host tells of its capacity waits for that of others. */
    private static final Duration TELLING = Duration.ofMillis(100);

    /** What the thread is made with. */
    public record Options(
            InstantSource clock, LongSupplier nanoTime, Supplier<UUID> uids, boolean acceptOlder, Meter meter) {
        /** With the machine's monotonic clock. */
        public Options(InstantSource clock, Supplier<UUID> uids, boolean acceptOlder, Meter meter) {
            this(clock, System::nanoTime, uids, acceptOlder, meter);
        }
    }

    private final Ledger ledger;
    private final Options options;
    private final Consumer<Throwable> fatal;
    private final Inbox<Request> inbox;
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Hosts hosts = new Hosts();
    private final Lineage lineage;
    private final Set<ObjectKey> undecided = new TreeSet<>();
    private volatile Image durable;
    private Ids ids = Ids.NONE;

    /** Whether something can happen when a host acknowledges: a move's next phase, a number's return. */
    private volatile boolean awaitsAcknowledgements;

    /** When bindings were decided last (nanoseconds of the monotonic clock). */
    private volatile long boundAt;

    /**
     * When to look again, should nobody ask for anything (nanoseconds of the monotonic clock: people's may be set meanwhile).
     */
    private long wake;

    private @Nullable Thread thread;

    /**
     * Restores the state from the journal; the journal stays the caller's to close.
     *
     * @param fatal told once of what the process must end for
     */
    public StateThread(Journal journal, Options options, Consumer<Throwable> fatal) throws JournalRefused {
        this(journal, Ledger.SnapshotRule.DEFAULT, options, fatal);
    }

    StateThread(Journal journal, Ledger.SnapshotRule rule, Options options, Consumer<Throwable> fatal)
            throws JournalRefused {
        this.ledger = new Ledger(journal, rule);
        this.options = options;
        this.inbox = new Inbox<>(QUEUE, options.nanoTime());
        this.boundAt = options.nanoTime().getAsLong() - PACE.toNanos();
        this.fatal = fatal;
        this.durable = ledger.start(fatal);
        hosts.declared(Image.empty(""), durable);
        this.awaitsAcknowledgements = awaitsAcknowledgements(durable);
        this.lineage = new Lineage(ledger, durable, options.acceptOlder());
        this.wake = options.nanoTime().getAsLong() + (lineage.waits() ? 0 : IDLE.toNanos());
    }

    /**
     * One round on the calling thread, if anything is due: for a caller that is thread and clock of one that is not started.
     *
     * @return how long until something is due
     */
    public Duration step() {
        if (untilDue().isZero()) {
            round(inbox.takeAll());
        }
        return untilDue();
    }

    private Duration untilDue() {
        return inbox.untilDue(untilWake());
    }

    /** Begins to work. */
    public void start() {
        thread = Thread.ofPlatform().name("heddle-state").start(this::run);
    }

    @Override
    public Snapshot snapshot() {
        return durable;
    }

    @Override
    public long term() {
        return ledger.term();
    }

    @Override
    public boolean vouchesFor(long term, long revision) {
        return lineage.vouchesFor(term, revision, durable.revision());
    }

    @Override
    public Optional<String> journalOlder() {
        return lineage.older();
    }

    @Override
    public List<String> explain(PortState port) {
        Image now = durable;
        boolean exists = now.port(port.resource().key()) != null;
        return exists ? Binding.explain(now, hosts.claims(), port) : List.of();
    }

    /**
     * The snapshot as the request would make it now, with the bindings that would follow; nothing changes. On any thread.
     *
     * @throws Refused as {@link #apply} would complete
     */
    public Preview preview(Apply apply) throws Refused {
        Image before = durable;
        Draft draft = new Draft(before, options.clock().instant());
        Request request =
                Request.of(new Apply(apply.manifests(), apply.actor(), apply.origin(), apply.ifRevision(), false));
        List<Record> records = draft.add(request, options.uids());
        if (request.answer().isCompletedExceptionally() && request.answer().exceptionNow() instanceof Refused refused) {
            throw refused;
        }
        Set<ObjectKey> touched = Binding.touchedBy(draft.image(), hosts.claims(), records);
        draft.add(
                Binding.decide(
                                draft.image(),
                                hosts.claims(),
                                Acknowledged.NOTHING,
                                options.clock().instant(),
                                touched)
                        .records(),
                "interfaces");
        return new Preview(before, draft.image());
    }

    /** What is, and what would be. */
    public record Preview(Snapshot before, Snapshot after) {}

    @Override
    public CompletableFuture<Applied> apply(Apply request) {
        return submit(Request.of(request));
    }

    @Override
    public CompletableFuture<Applied> delete(Delete request) {
        return submit(Request.of(request));
    }

    @Override
    public void observe(Observation observation) {
        inbox.put(observation, patience(observation));
    }

    @Override
    public Subscription subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Load load() {
        Image image = durable;
        Map<Kind, Integer> objects = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            objects.put(kind, image.count(kind));
        }
        return new Load(inbox.size(), objects);
    }

    /** Takes no more requests, answers those that wait, and returns when the thread has ended. */
    @Override
    public void close() {
        inbox.close();
        Thread running = thread;
        try {
            if (running != null) {
                running.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * How long an observation may wait for company. Bindings that come in a burst make a revision together, and an interface
     * that goes may be on another host, or its port deleted, a moment later.
     */
    private Duration patience(Observation observation) {
        return switch (observation) {
            case Observation.Realised _, Observation.Compiled _ -> awaitsAcknowledgements ? Duration.ZERO : IDLE;
            case Observation.Concerned _ -> IDLE;
            case Observation.Interfaces(String host, SortedMap<String, String> plugged) -> {
                boolean onlyLess = hosts.claims().interfaces(host).keySet().containsAll(plugged.keySet());
                long paced = boundAt + PACE.toNanos() - options.nanoTime().getAsLong();
                yield onlyLess ? UNPLUGGED : Duration.ofNanos(Math.clamp(paced, 0, PACE.toNanos()));
            }
            case Observation.Away a -> Duration.ZERO;
            case Observation.Capacity c -> TELLING;
            case Observation.Witness w -> Duration.ZERO;
        };
    }

    private CompletableFuture<Applied> submit(Request request) {
        if (!inbox.offer(request)) {
            options.meter().turnedAway();
            request.refuse(new Unavailable("too many requests are waiting, or the controller is stopping"));
        }
        return request.answer();
    }

    private void run() {
        try {
            boolean closed = false;
            while (!closed) {
                Inbox.Round<Request> round = inbox.take(untilWake());
                round(round);
                closed = round.closed();
            }
        } catch (InterruptedException e) {
            LOG.info("the state thread was interrupted and ends");
        } catch (Throwable e) {
            fatal.accept(e);
        }
    }

    private Duration untilWake() {
        return Duration.ofNanos(Math.max(0, wake - options.nanoTime().getAsLong()));
    }

    private void round(Inbox.Round<Request> round) {
        long began = options.nanoTime().getAsLong();
        Instant now = options.clock().instant();
        Draft draft = new Draft(durable, now);
        lineage.begin(draft);
        for (Observation observation : round.observations()) {
            undecided.addAll(hosts.observe(observation, durable));
            if (observation instanceof Observation.Witness witness) {
                lineage.check(witness, draft);
            }
        }
        wake = began + IDLE.toNanos();
        if (lineage.older().isPresent()) {
            lineage.record(new Draft(durable, now), ledger);
            Unavailable why = new Unavailable(lineage.older().get());
            round.requests().forEach(request -> request.refuse(why));
            return;
        }
        for (Request request : round.requests()) {
            undecided.addAll(Binding.touchedBy(draft.image(), hosts.claims(), draft.add(request, options.uids())));
        }
        Ids nextIds = decideAlone(draft, now);
        options.meter()
                .decided(
                        round.requests().size(),
                        round.observations().size(),
                        Duration.ofNanos(options.nanoTime().getAsLong() - began));
        if (write(draft)) {
            ids = nextIds;
            undecided.clear();
            hosts.told().clear();
        } else {
            wakeIn(RETRY);
        }
    }

    /** What needs no request: capacities, bindings, the phases of moves, numbers that may be used again. */
    private Ids decideAlone(Draft draft, Instant now) {
        List<Record> capacities = hosts.told().entrySet().stream()
                .flatMap(each -> Observing.decide(draft.image(), each.getKey(), each.getValue()).stream())
                .toList();
        draft.add(capacities, "capacities");
        undecided.addAll(Binding.touchedBy(draft.image(), hosts.claims(), capacities));
        undecided.addAll(draft.image().moves().keySet());
        Binding.Step bindings = Binding.decide(draft.image(), hosts.claims(), hosts.acknowledged(), now, undecided);
        draft.add(bindings.records(), "interfaces");
        if (!bindings.records().isEmpty()) {
            boundAt = options.nanoTime().getAsLong();
        }
        bindings.deadline().ifPresent(deadline -> wakeIn(Duration.between(now, deadline)));
        Ids.Step freed = ids.step(draft.image(), hosts.acknowledged(), now);
        draft.add(freed.records(), "acknowledgements");
        freed.deadline().ifPresent(deadline -> wakeIn(Duration.between(now, deadline)));
        return freed.next();
    }

    private void wakeIn(Duration pause) {
        if (pause.compareTo(IDLE) < 0) {
            long at = options.nanoTime().getAsLong() + Math.max(0, pause.toNanos());
            wake = at - wake < 0 ? at : wake;
        }
    }

    /** Makes the draft durable, publishes it and answers; false if there was no room for it. */
    private boolean write(Draft draft) {
        if (!draft.batches().isEmpty()) {
            try {
                ledger.append(draft.batches());
            } catch (Unavailable e) {
                options.meter().turnedAway();
                draft.refuse(e);
                return false;
            }
            lineage.written();
            draft.images().forEach(this::publish);
            ledger.snapshotIfDue(durable);
        }
        draft.answer();
        return true;
    }

    private static boolean awaitsAcknowledgements(Image image) {
        return !image.moves().isEmpty() || image.hasReleasedIds();
    }

    private void publish(Image after) {
        Image before = durable;
        durable = after;
        hosts.declared(before, after);
        // Before anybody can acknowledge it.
        awaitsAcknowledgements = awaitsAcknowledgements(after);
        if (after.revision() != before.revision()) {
            listeners.forEach(listener -> listener.changed(before, after));
        }
    }
}
