package dev.heddle.ovs.ovsdb.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.ovsdb.MonitorRequest;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbDump;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.ovs.ovsdb.RowChange;
import dev.heddle.ovs.ovsdb.Schema;
import dev.heddle.ovs.ovsdb.net.Backoff;
import dev.heddle.ovs.testing.DummyOvs;
import dev.heddle.ovs.testing.RealOvsdb;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Four clients change a real ovsdb-server's database at once, and every connection is cut wherever it happens to be. Each view that a
 * watch publishes is of one point in time, later than the one before; in the end it equals what ovsdb-client dumps.
 */
class BankTest {
    private static final int WRITERS = 4;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(50));

    @Test
    void everyViewIsOnePointInTime() {
        try (RealOvsdb ovsdb = RealOvsdb.standalone(schema())) {
            run(ovsdb, 1, 1000);
        }
    }

    /** A server that remembers transactions goes on where the watch was. */
    @Test
    void everyViewIsOnePointInTimeOfACluster() {
        try (RealOvsdb ovsdb = RealOvsdb.clustered(schema())) {
            run(ovsdb, 2, 1000);
        }
    }

    @Test
    @Tag("soak")
    void everyViewIsOnePointInTimeForLong() {
        for (long seed = 10; seed < 20; seed++) {
            try (RealOvsdb ovsdb = seed % 2 == 0 ? RealOvsdb.standalone(schema()) : RealOvsdb.clustered(schema())) {
                run(ovsdb, seed, 10_000);
            }
        }
    }

    private static Path schema() {
        try {
            return Path.of(Objects.requireNonNull(BankTest.class.getResource("bank.ovsschema"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static OvsdbClient client(String target) {
        return OvsdbClient.connect(OvsdbOptions.of(target)
                .withDatabase(Bank.NAME)
                .withBackoff(QUICK)
                .withPatience(SOON)
                .withLimits(OvsdbLimits.DEFAULT));
    }

    private static void run(RealOvsdb ovsdb, long seed, int transactions) {
        try (CuttingProxy proxy = new CuttingProxy(ovsdb.socket(), seed, 4_000, 24_000);
                OvsdbClient steady = client("unix:" + ovsdb.socket());
                OvsdbClient cut = client(proxy.address());
                OvsdbClient changing = client(proxy.address())) {
            OvsdbClient.await(steady.transact(Bank.found()), SOON);
            Schema schema = OvsdbClient.await(steady.schema(), SOON);
            MonitorRequest everything = MonitorRequest.everything(schema);
            Views views = new Views(seed);
            Watch whole = watch(steady, everything, views, "steady");
            Watch resumed = watch(cut, everything, views, "cut");
            Watch filtered = watch(changing, Bank.branches(schema, Set.of(0)), views, "changing");
            AtomicInteger committed = new AtomicInteger();
            List<Thread> writers = new ArrayList<>();
            List<Throwable> failures = new CopyOnWriteArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                long its = seed * 100 + i;
                Thread writer = Thread.ofPlatform().unstarted(() -> {
                    try {
                        committed.addAndGet(write(proxy, whole, its, transactions / WRITERS));
                    } catch (RuntimeException | AssertionError e) {
                        failures.add(e);
                    }
                });
                writers.add(writer);
                writer.start();
            }
            Set<Integer> last = selectAtRandom(filtered, schema, new Random(seed), writers);
            assertThat(failures).as("seed %d", seed).isEmpty();
            assertThat(committed.get()).as("seed %d: committed", seed).isGreaterThan(transactions / 4);
            assertThat(proxy.cuts()).as("seed %d: cuts", seed).isGreaterThan(transactions / 50);
            proxy.leaveAlone();
            Map<String, Map<String, String>> dump = dump(ovsdb, schema);
            views.await(whole, dump, "steady");
            views.await(resumed, dump, "cut");
            OvsdbClient.await(filtered.select(Bank.branches(schema, last)), SOON);
            views.await(filtered, ofBranches(ovsdb, schema, last), "changing");
            assertThat(views.seen()).as("seed %d: views", seed).isGreaterThan(committed.get());
        }
    }

    /** Until the writers have ended; the filters may change while an earlier change is under way. */
    private static Set<Integer> selectAtRandom(Watch watch, Schema schema, Random random, List<Thread> writers) {
        Set<Integer> branches = Set.of(0);
        while (writers.stream().anyMatch(Thread::isAlive)) {
            branches = new TreeSet<>();
            for (int i = random.nextInt(Bank.BRANCHES + 1); i > 0; i--) {
                branches.add(random.nextInt(Bank.BRANCHES));
            }
            var done = watch.select(Bank.branches(schema, branches));
            if (random.nextBoolean()) {
                OvsdbClient.await(done, SOON);
            }
            try {
                writers.get(random.nextInt(writers.size())).join(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return branches;
    }

    private static int write(CuttingProxy proxy, Watch seen, long seed, int transactions) {
        Random random = new Random(seed);
        int committed = 0;
        try (OvsdbClient client = client(proxy.address())) {
            for (int i = 0; i < transactions; i++) {
                List<Row> accounts = OvsdbClient.await(seen.read(r -> List.copyOf(r.rows("Account"))), SOON);
                List<Operation> operations = Bank.transaction(random, accounts);
                try {
                    OvsdbClient.await(client.transact(operations), SOON);
                    committed++;
                } catch (OvsdbException e) {
                    assertThat(e.kind()).isIn(OvsdbException.Kind.REFUSED, OvsdbException.Kind.LOST);
                }
            }
        }
        return committed;
    }

    private static Watch watch(OvsdbClient client, MonitorRequest request, Views views, String name) {
        Map<Long, Long> transfers = new TreeMap<>();
        Watch watch = client.monitor(request, new MonitorListener() {
            @Override
            public void changed(Replica replica, List<RowChange> changes) {
                views.look(replica, name, transfers);
            }

            @Override
            public void refused(RuntimeException why) {
                views.fail(why);
            }
        });
        OvsdbClient.await(watch.ready(), SOON);
        return watch;
    }

    /** All that was published; keeps the first that was wrong. */
    private static final class Views {
        private final long seed;
        private final AtomicInteger seen = new AtomicInteger();
        private final AtomicReference<Throwable> wrong = new AtomicReference<>();

        Views(long seed) {
            this.seed = seed;
        }

        int seen() {
            return seen.get();
        }

        void fail(Throwable why) {
            wrong.compareAndSet(null, why);
        }

        /** @param before what this watch saw last of each branch */
        void look(Replica replica, String name, Map<Long, Long> before) {
            String when = "seed " + seed + ", " + name + ", view " + seen.incrementAndGet();
            try {
                Bank.check(replica, when).forEach((branch, transfers) -> {
                    Long earlier = before.put(branch, transfers);
                    assertThat(transfers)
                            .as("%s: branch %d goes on", when, branch)
                            .isGreaterThanOrEqualTo(earlier == null ? 0 : earlier);
                });
            } catch (AssertionError | RuntimeException e) {
                fail(e);
            }
        }

        void await(Watch watch, Map<String, Map<String, String>> dump, String name) {
            AtomicReference<Map<String, Map<String, String>>> mine = new AtomicReference<>(Map.of());
            try {
                DummyOvs.await("the replica to equal the dump", () -> {
                    mine.set(OvsdbClient.await(watch.read(replica -> text(replica, dump.keySet())), SOON));
                    return mine.get().equals(dump);
                });
            } catch (IllegalStateException e) {
                assertThat(mine.get()).as("seed %d, %s", seed, name).isEqualTo(dump);
            }
            if (wrong.get() != null) {
                throw new AssertionError("seed " + seed + ", " + name, wrong.get());
            }
        }

        private static Map<String, Map<String, String>> text(Replica replica, Set<String> tables) {
            Map<String, Map<String, String>> out = new TreeMap<>();
            tables.forEach(table -> out.put(table, OvsdbDump.text(replica.rows(table))));
            return out;
        }
    }

    private static Map<String, Map<String, String>> dump(RealOvsdb ovsdb, Schema schema) {
        Map<String, Map<String, String>> out = new TreeMap<>();
        schema.tables().forEach((name, table) -> {
            List<String> columns = new ArrayList<>(List.of("_uuid"));
            columns.addAll(table.columns().keySet());
            out.put(name, OvsdbDump.of(ovsdb.dump(Bank.NAME, name, columns)));
        });
        return out;
    }

    private static Map<String, Map<String, String>> ofBranches(RealOvsdb ovsdb, Schema schema, Set<Integer> branches) {
        Map<String, Map<String, String>> out = dump(ovsdb, schema);
        out.forEach((table, rows) -> {
            String column = table.equals("Branch") ? "number=" : "branch=";
            rows.values().removeIf(cells -> branches.stream().noneMatch(each -> cells.contains(column + each)));
        });
        return out;
    }
}
