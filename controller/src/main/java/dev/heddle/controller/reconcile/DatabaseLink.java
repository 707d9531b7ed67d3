package dev.heddle.controller.reconcile;

import dev.heddle.controller.reconcile.contract.FactsReader;
import dev.heddle.controller.reconcile.contract.HostContract;
import dev.heddle.controller.reconcile.contract.HostFacts;
import dev.heddle.controller.reconcile.contract.Plan;
import dev.heddle.controller.reconcile.contract.StatisticsSwitch;
import dev.heddle.controller.reconcile.contract.Tables;
import dev.heddle.controller.reconcile.contract.Wanted;
import dev.heddle.controller.reconcile.contract.Witness;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.ovs.ovsdb.MonitorMethod;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Schema;
import dev.heddle.ovs.ovsdb.net.OvsdbConnection;
import dev.heddle.ovs.ovsdb.net.OvsdbHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation with one host's database: watches it, tells its {@link Owner} what is in it, and keeps the contract with the
 * host as long as the owner allows it. One transaction is under way at a time. Owned by the connection's event loop.
 */
final class DatabaseLink implements OvsdbHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseLink.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Decides what a database may be used for. Called on the link's loop. */
    interface Owner {
        /** What the database's host shall hold; empty while it must not be touched. Called after each change. */
        Optional<Wanted> judge(DatabaseLink link, HostFacts facts);

        /**
         * The contract was looked at, and not all is as at the last call; problems of it and of our transactions, empty where
         * all is well.
         */
        void checked(DatabaseLink link, HostFacts facts, Contract contract);

        /** The host told of itself what nobody has told yet. Called again only where that changes. */
        void observed(DatabaseLink link, HostFacts facts, Observed told);

        void closed(DatabaseLink link, String why);
    }

    /**
     * How the contract with the host stands.
     *
     * @param refused why the host must not be programmed, if so
     * @param kept whether the database says, or has said since the owner wanted all to be looked at again, what it shall
     */
    record Contract(Optional<Plan.Refuse> refused, boolean kept, List<String> problems) {}

    /** What the owner was told last. */
    private record Checked(HostFacts facts, Contract contract) {}

    /** Someone waits until the host says that it has seen this. */
    private record Telling(Witness seen, CompletableFuture<Void> done) {}

    private final Owner owner;
    private final Optional<String> dialledFor;
    private final RateLimit repairs = new RateLimit(8, TimeUnit.MILLISECONDS.toNanos(500));
    private @Nullable OvsdbConnection connection;
    private @Nullable Schema schema;
    private @Nullable Replica replica;
    private @Nullable FactsReader reader;
    private @Nullable CapacityWatch capacity;
    private Observed observed = Observed.NOTHING;
    private @Nullable Checked checked;
    private boolean plainMonitor;
    private long monitorRequest;
    private long transaction;
    private long probe;
    private @Nullable Runnable probeAnswered;
    private @Nullable String failure;
    private final Doubts doubts = new Doubts();
    private boolean nudge;
    private @Nullable Witness witness;
    private final List<Telling> tellings = new ArrayList<>();
    private @Nullable Future<?> retry;
    private long retryAt;

    /** @param dialledFor the Host for which we dialled; empty where the host dialled us */
    DatabaseLink(Owner owner, Optional<String> dialledFor) {
        this.owner = owner;
        this.dialledFor = dialledFor;
    }

    Optional<String> dialledFor() {
        return dialledFor;
    }

    private long now() {
        return connection().loop().nanoTime();
    }

    OvsdbConnection connection() {
        if (connection == null) {
            throw new IllegalStateException("not connected yet");
        }
        return connection;
    }

    @Override
    public void connected(OvsdbConnection made, OvsdbSession session) {
        connection = made;
        session.schema(Tables.DATABASE, now());
    }

    @Override
    public void event(OvsdbConnection made, OvsdbSession session, OvsdbEvent event) {
        switch (event) {
            case OvsdbEvent.Replied(long request, OvsdbResult result) -> replied(session, request, result);
            case OvsdbEvent.Changed c -> evaluate(session);
            case OvsdbEvent.LockChanged _, OvsdbEvent.MonitorEnded _ -> {}
            case OvsdbEvent.Closed(var fault) -> {
                if (retry != null) {
                    retry.cancel(false);
                }
                toldNoMore();
                owner.closed(this, fault.toString());
            }
        }
    }

    /** Looks at everything again: the owner may decide otherwise now. From any thread. */
    void evaluateAgain() {
        connection().run(session -> {
            forget();
            evaluate(session);
        });
    }

    /** Makes vswitchd read its configuration again, once. From any thread. */
    void nudge() {
        connection().run(session -> {
            nudge = true;
            evaluate(session);
        });
    }

    /** What the host is to say that it has seen; empty before it was first asked for. On the loop. */
    Optional<Witness> witness() {
        return Optional.ofNullable(witness);
    }

    /** Likewise; {@code first} where nothing was said yet, which is kept. On the loop. */
    Witness witnessFrom(Witness first) {
        witness = witness == null ? first : witness;
        return witness;
    }

    /**
     * Records what the host has seen, unless it has said more already. From any thread.
     *
     * @return done on the loop once the host says so, or can no longer be told
     */
    CompletableFuture<Void> witness(Witness seen) {
        Telling telling = new Telling(seen, new CompletableFuture<>());
        connection().run(session -> {
            if (witness != null && witness.compareTo(seen) < 0) {
                witness = seen;
            }
            tellings.add(telling);
            evaluate(session);
        });
        return telling.done();
    }

    private void told(Witness says) {
        tellings.removeIf(
                each -> says.compareTo(each.seen()) >= 0 && each.done().complete(null));
    }

    private void toldNoMore() {
        tellings.forEach(each -> each.done().complete(null));
        tellings.clear();
    }

    /** Asks the host for a sign of life; {@code answered} is called on the loop if it comes. From any thread. */
    void probe(Runnable answered) {
        connection().run(session -> {
            if (session.free() > 0) {
                probeAnswered = answered;
                probe = session.echo(now());
            }
        });
    }

    void close() {
        connection().close();
    }

    private void replied(OvsdbSession session, long request, OvsdbResult result) {
        if (capacity != null && capacity.takes(request, result)) {
            evaluate(session);
            return;
        }
        switch (result) {
            case OvsdbResult.Described(Schema described) -> {
                schema = described;
                monitor(session, described);
            }
            case OvsdbResult.Monitoring(Replica made, boolean resumed) -> {
                replica = made;
                reader = new FactsReader(made);
                capacity = new CapacityWatch(method(), made.schema());
                evaluate(session);
            }
            case OvsdbResult.Transacted t -> {
                transaction = 0;
                failure = null;
                evaluate(session);
            }
            case OvsdbResult.Failed failed -> failed(session, request, failed);
            case OvsdbResult.Echoed e -> {
                if (request == probe && probeAnswered != null) {
                    probeAnswered.run();
                    probeAnswered = null;
                }
            }
            case OvsdbResult.Databases _,
                    OvsdbResult.Cancelled _,
                    OvsdbResult.Lock _,
                    OvsdbResult.ServerId _,
                    OvsdbResult.Done _ -> {}
        }
    }

    private void monitor(OvsdbSession session, Schema described) {
        List<String> lacking = described.lacks(Tables.COLUMNS);
        if (!lacking.isEmpty()) {
            LOG.warn("{}: the database lacks {}", connection().remote(), lacking);
            session.disconnected("the database lacks " + lacking);
            return;
        }
        long now = now();
        monitorRequest = session.monitor(method(), described, Tables.COLUMNS, now);
    }

    private MonitorMethod method() {
        return plainMonitor ? MonitorMethod.PLAIN : MonitorMethod.CONDITIONAL;
    }

    private void failed(OvsdbSession session, long request, OvsdbResult.Failed failed) {
        if (request == transaction) {
            transaction = 0;
            failure = failed.error().toString();
            LOG.info("{}: transaction refused: {}", connection().remote(), failure);
            evaluateIn(RETRY_NANOS);
        } else if (request == monitorRequest && !plainMonitor && schema != null) {
            plainMonitor = true;
            monitor(session, schema);
        } else {
            session.disconnected("the database refused: " + failed.error());
        }
    }

    private void evaluate(OvsdbSession session) {
        if (replica == null || reader == null || !session.isOpen()) {
            toldNoMore();
            return;
        }
        HostFacts facts = reader.read();
        Optional<Wanted> wanted = owner.judge(this, facts);
        if (wanted.isEmpty()) {
            forget();
            toldNoMore();
            return;
        }
        facts.witness().ifPresent(this::told);
        switch (HostContract.plan(replica, wanted.get())) {
            case Plan.Refuse refuse -> tell(facts, new Contract(Optional.of(refuse), false, List.of()));
            case Plan.Repair(List<Operation> operations, List<String> problems) -> {
                List<String> all = new ArrayList<>(problems);
                if (failure != null) {
                    all.add("Database: " + failure);
                }
                tell(facts, new Contract(Optional.empty(), operations.isEmpty() || wasKept(), all));
                if (transaction == 0 && !operations.isEmpty()) {
                    transact(session, operations);
                } else if (transaction == 0) {
                    doubt(facts);
                    touch(session, replica, survey(session, replica, wanted.get(), facts));
                }
            }
        }
    }

    private void doubt(HostFacts facts) {
        switch (doubts.about(facts.refused(), now())) {
            case Doubts.Advice.Accept _ -> {}
            case Doubts.Advice.Ask _ -> nudge = true;
            case Doubts.Advice.Wait(long nanos) -> evaluateIn(nanos);
        }
    }

    /**
     * Tells what fills gaps of the host's capacity; what the operator lets the host say wins over what Open vSwitch counts.
     *
     * @return what is to be changed so that Open vSwitch counts as long as that is wanted, and no longer
     */
    private List<Operation> survey(OvsdbSession session, Replica of, Wanted wanted, HostFacts facts) {
        if (capacity == null) {
            return List.of();
        }
        HostSpec known = wanted.host().effective();
        Observed counted = capacity.look(session, facts.capacity().complete(known), now());
        Observed fills = facts.capacity().plus(counted).missingIn(known);
        if (!fills.isEmpty() && !fills.equals(observed)) {
            owner.observed(this, facts, fills);
        }
        observed = fills;
        return StatisticsSwitch.plan(of, capacity.wantsStatistics(), wanted.clusterId());
    }

    /** The owner is to be told all again. */
    private void forget() {
        checked = null;
        observed = Observed.NOTHING;
    }

    private boolean wasKept() {
        return checked != null && checked.contract().kept();
    }

    private void tell(HostFacts facts, Contract contract) {
        Checked now = new Checked(facts.withoutWitness(), contract);
        if (!now.equals(checked)) {
            checked = now;
            owner.checked(this, facts, contract);
        }
    }

    /** @param more comes after a nudge, in a transaction of its own, which may fail */
    private void touch(OvsdbSession session, Replica of, List<Operation> more) {
        List<Operation> nudges = nudge ? HostContract.nudge(of) : List.of();
        nudge = !nudges.isEmpty();
        if (nudge) {
            nudge = !transact(session, nudges);
        } else if (!more.isEmpty()) {
            var _ = transact(session, more);
        }
    }

    /** Someone else who keeps on changing our rows back is answered at a bounded rate. */
    private boolean transact(OvsdbSession session, List<Operation> operations) {
        long now = now();
        long pause = session.free() == 0 ? RETRY_NANOS : repairs.take(now);
        if (pause > 0) {
            evaluateIn(pause);
            return false;
        }
        transaction = session.transact(Tables.DATABASE, operations, now);
        return true;
    }

    /** Looks again then, if not before; one that comes later gives way. */
    private void evaluateIn(long nanos) {
        long at = now() + nanos;
        if (retry != null) {
            if (at - retryAt >= 0) {
                return;
            }
            retry.cancel(false);
        }
        retryAt = at;
        retry = connection().loop().schedule(this::retry, nanos);
    }

    private void retry() {
        retry = null;
        evaluateAgain();
    }
}
