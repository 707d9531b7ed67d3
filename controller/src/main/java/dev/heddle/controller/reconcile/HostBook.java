package dev.heddle.controller.reconcile;

import dev.heddle.controller.reconcile.contract.HostContract;
import dev.heddle.controller.reconcile.contract.HostFacts;
import dev.heddle.controller.reconcile.contract.Wanted;
import dev.heddle.controller.reconcile.contract.Witness;
import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.Isolation;
import dev.heddle.controller.state.Observation;
import dev.heddle.flow.Program;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.Snapshot;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which connections belong to which declared host. Told of every compiled snapshot, of what each database says, and of each
 * switch; decides who may be programmed. Thread-safe: each call is short and holds the one lock.
 */
final class HostBook implements DatabaseLink.Owner, CompileWorker.Sink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostBook.class);
    private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A declared host with its worker. */
    private record Entry(HostState state, HostWorker worker) {}

    private final Context context;
    private final Transport transport;
    private final Dialers dialers;
    private final JournalAge age;
    private final Claims<DatabaseLink> claims = new Claims<>();
    private final SortedMap<String, Entry> byName = new TreeMap<>();
    private final Map<String, Entry> bySystemId = new HashMap<>();
    private final Map<Long, HostWorker> byDatapath = new HashMap<>();
    private final Map<DatabaseLink, String> strangers = new HashMap<>();
    private @Nullable InetSocketAddress openflow;
    private @Nullable Snapshot declared;

    /** Whether programming stopped because the journal is older than what a host has seen. */
    private boolean halted;

    private boolean leaving;

    HostBook(Context context, Transport transport) {
        this.context = context;
        this.transport = transport;
        this.dialers = new Dialers(this, transport);
        this.age = new JournalAge(context.state());
    }

    /** Where bridges are to dial. To be told before any host connects. */
    synchronized void openflowAt(InetSocketAddress address) {
        openflow = address;
    }

    /** Only whom the change concerns is told of it; of all others it is then known that they hold the revision. */
    @Override
    public synchronized void compiled(
            Snapshot snapshot, SortedMap<String, Program> programs, Set<String> changed, long publishedAt) {
        if (leaving) {
            return;
        }
        changed.forEach(name -> concern(name, programs.get(name)));
        Set<String> others = new TreeSet<>(changed);
        others.addAll(declare(snapshot));
        for (String name : others) {
            Entry entry = byName.get(name);
            Program program = programs.get(name);
            if (entry != null && program != null) {
                entry.worker().program(program, Membership.of(name, snapshot), publishedAt);
            }
        }
        context.statuses().compiled(snapshot.revision());
        context.state().observe(new Observation.Compiled(snapshot.revision()));
    }

    private void concern(String name, @Nullable Program program) {
        if (program == null) {
            context.statuses().unconcerned(name);
        } else {
            context.statuses().concerned(name, program.revision());
            context.state().observe(new Observation.Concerned(name, program.revision()));
        }
    }

    /**
     * Takes the declared hosts of a newer snapshot.
     *
     * @return those that were declared anew or otherwise
     */
    synchronized Set<String> declare(Snapshot snapshot) {
        Set<String> names = new TreeSet<>();
        Set<String> systemIds = new TreeSet<>();
        for (String name : declared == null ? snapshot.hosts().keySet() : snapshot.hostsTouchedSince(declared)) {
            HostState state = snapshot.hosts().get(name);
            if (state == null && byName.containsKey(name)) {
                systemIds.add(forget(name));
            } else if (state != null && !isKnown(state)) {
                declare(state);
                names.add(name);
                systemIds.add(state.spec().systemId());
            }
        }
        declared = snapshot;
        if (halted && age.older().isEmpty()) {
            halted = false;
            systemIds.addAll(bySystemId.keySet());
        }
        systemIds.forEach(id -> claims.living(id).forEach(DatabaseLink::evaluateAgain));
        return names;
    }

    /** Identity on purpose: the same object as long as nothing in it changed. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isKnown(HostState state) {
        Entry entry = byName.get(state.name());
        return entry != null && entry.state() == state;
    }

    private void declare(HostState state) {
        String id = state.spec().systemId();
        Entry before = byName.get(state.name());
        if (before != null && !before.state().spec().systemId().equals(id)) {
            forget(state.name());
            before = null;
        }
        HostWorker worker =
                before == null ? new HostWorker(state.name(), transport.nextLoop(), context) : before.worker();
        Entry entry = new Entry(state, worker);
        byName.put(state.name(), entry);
        bySystemId.put(id, entry);
        byDatapath.put(HostContract.datapathId(id), worker);
        if (before == null) {
            worker.start();
            age.older().ifPresent(worker::bar);
        }
        dialers.dial(state.name(), state.spec().ovsdb(), worker.loop());
    }

    private String forget(String name) {
        Entry entry = byName.remove(name);
        if (entry == null) {
            throw new IllegalStateException(name + " is not declared");
        }
        String id = entry.state().spec().systemId();
        bySystemId.remove(id);
        byDatapath.remove(HostContract.datapathId(id));
        dialers.dial(name, Optional.empty(), entry.worker().loop());
        entry.worker().close();
        return id;
    }

    synchronized @Nullable HostWorker worker(String name) {
        Entry entry = byName.get(name);
        return entry == null ? null : entry.worker();
    }

    /** The host whose bridge has this datapath id, or null. */
    synchronized @Nullable HostWorker ofDatapath(long datapathId) {
        return byDatapath.get(datapathId);
    }

    @Override
    public synchronized Optional<Wanted> judge(DatabaseLink link, HostFacts facts) {
        if (facts.systemId().isEmpty()) {
            claims.remove(link);
            stranger(link, peer(link), Standing.refused("NoSystemId", HostFacts.NO_SYSTEM_ID));
            return Optional.empty();
        }
        String id = facts.systemId().get();
        claims.id(link)
                .filter(before -> !before.equals(id))
                .ifPresent(before -> detach(link, before, "it is " + id + " now"));
        List<DatabaseLink> older = claims.claim(id, link);
        if (!older.isEmpty()) {
            probe(id, link, older);
        }
        Entry entry = bySystemId.get(id);
        if (entry == null || !fits(link, entry)) {
            stranger(
                    link,
                    entry == null && !byName.containsKey(id) ? id : id + " at " + peer(link),
                    undeclared(link, id));
            return Optional.empty();
        }
        known(link);
        return switch (claims.state(link)) {
            case WAITING -> Optional.empty();
            case CONTESTED -> {
                entry.worker().bar(contested(id));
                yield Optional.empty();
            }
            case GRANTED -> granted(link, facts, entry);
        };
    }

    private Optional<Wanted> granted(DatabaseLink link, HostFacts facts, Entry entry) {
        String name = entry.state().name();
        Snapshot snapshot = context.state().snapshot();
        boolean ours = facts.owner().filter(snapshot.clusterId()::equals).isPresent();
        if (ours && facts.witness().isPresent() && link.witness().isEmpty()) {
            Witness seen = facts.witness().get();
            context.state().observe(new Observation.Witness(name, seen.term(), seen.revision()));
            age.seen(seen);
        }
        Optional<Standing> older = age.older();
        if (older.isPresent() || openflow == null) {
            halted = true;
            older.ifPresent(why -> byName.values().forEach(e -> e.worker().bar(why)));
            return Optional.empty();
        }
        Reconciler.Settings settings = context.settings();
        var local = link.connection().local();
        return Optional.of(new Wanted(
                entry.state(),
                snapshot.clusterId(),
                link.witnessFrom(new Witness(context.state().term(), snapshot.revision())),
                Addresses.controller(settings.advertise(), local, openflow),
                link.dialledFor().isEmpty() ? Addresses.manager(local) : Optional.empty(),
                settings.adopt()));
    }

    private static boolean fits(DatabaseLink link, Entry entry) {
        return link.dialledFor().isEmpty()
                || link.dialledFor().get().equals(entry.state().name());
    }

    private static Standing undeclared(DatabaseLink link, String id) {
        return link.dialledFor()
                .map(host -> Standing.refused(
                        "OtherHost", "dialled for host " + host + ", but this database has the system-id " + id))
                .orElse(new Standing(HostStatus.Phase.PENDING, "NotDeclared", "no Host declares the system-id " + id));
    }

    private Standing contested(String id) {
        List<String> peers = claims.living(id).stream().map(HostBook::peer).toList();
        return Standing.refused(
                "DuplicateSystemId",
                "the hosts at " + String.join(" and ", peers) + " both have the system-id " + id
                        + ": none is programmed");
    }

    private void probe(String id, DatabaseLink link, List<DatabaseLink> older) {
        older.forEach(o -> o.probe(() -> claims.answered(o)));
        var _ = link.connection().loop().schedule(() -> probed(id), PROBE_NANOS);
    }

    private void probed(String id) {
        claims.expired(id).forEach(DatabaseLink::close);
        claims.living(id).forEach(DatabaseLink::evaluateAgain);
    }

    @Override
    public synchronized void checked(DatabaseLink link, HostFacts facts, DatabaseLink.Contract contract) {
        Entry entry = facts.systemId().map(bySystemId::get).orElse(null);
        if (entry != null) {
            entry.worker().facts(link, facts, contract);
        }
    }

    @Override
    public synchronized void observed(DatabaseLink link, HostFacts facts, Observed told) {
        Entry entry = facts.systemId().map(bySystemId::get).orElse(null);
        if (entry != null) {
            context.state().observe(new Observation.Capacity(entry.state().name(), told));
        }
    }

    @Override
    public synchronized void closed(DatabaseLink link, String why) {
        known(link);
        claims.id(link).ifPresent(id -> {
            detach(link, id, why);
            claims.living(id).forEach(DatabaseLink::evaluateAgain);
        });
    }

    /** The connection no longer speaks for this system-id. */
    private void detach(DatabaseLink link, String id, String why) {
        claims.remove(link);
        Entry entry = bySystemId.get(id);
        if (entry != null) {
            entry.worker().databaseClosed(link, why);
        }
    }

    /** Shows a connection that belongs to no declared host. */
    private void stranger(DatabaseLink link, String name, Standing standing) {
        known(link);
        strangers.put(link, name);
        context.statuses()
                .put(new HostStatus(
                        name,
                        standing.phase(),
                        0,
                        standing.reason(),
                        standing.message(),
                        context.clock().instant(),
                        0,
                        List.of(),
                        new TreeMap<>(),
                        List.of(),
                        Map.of(),
                        Isolation.UNCHECKED));
    }

    private void known(DatabaseLink link) {
        String name = strangers.remove(link);
        if (name != null && !byName.containsKey(name)) {
            context.statuses().remove(name);
        }
    }

    /** Tells every host what it has seen, waits until they say so, for so long at most, and takes no more programs. */
    void leave(Duration atMost) throws InterruptedException {
        List<CompletableFuture<Void>> told;
        synchronized (this) {
            leaving = true;
            told = byName.values().stream().map(entry -> entry.worker().leave()).toList();
        }
        try {
            CompletableFuture.allOf(told.toArray(CompletableFuture[]::new))
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            long late = told.stream().filter(each -> !each.isDone()).count();
            LOG.warn("{} hosts were not told in time what they have seen", late);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Dials no more. */
    @Override
    public synchronized void close() {
        dialers.close();
    }

    private static String peer(DatabaseLink link) {
        return String.valueOf(link.connection().remote()).replaceFirst("^/", "");
    }
}
