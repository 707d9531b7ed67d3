package dev.heddle.model.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Problem;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import dev.heddle.model.pool.Books;
import dev.heddle.model.pool.Lease;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.Resources;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.spec.TenantSpec;
import dev.heddle.model.spec.TopologySpec;
import dev.heddle.model.state.Batch;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.ImageCodec;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Record;
import dev.heddle.model.state.RecordCodec;
import dev.heddle.model.testing.Declare;
import dev.heddle.model.testing.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random reservations, releases, resizes, losses, bindings and restarts with crashes in between. After each record that
 * becomes durable the books are what {@link BooksOracle} counts, and nothing that grew is beyond its limit.
 */
class BooksHistoryTest {
    @Test
    void theBooksBalanceAfterEachStep() {
        check(5_000, 1);
    }

    @Test
    @Tag("soak")
    void theBooksBalanceAfterEachStepOfALongHistory() {
        check(100_000, 2);
    }

    private static void check(int steps, long seed) {
        History history = new History(new Random(seed));
        for (int i = 0; i < steps; i++) {
            try {
                history.step();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("step %d of seed %d: %s".formatted(i, seed, e.getMessage()), e);
            }
        }
        history.giveAllBack();
        assertThat(history.accepted).as("accepted").isGreaterThan(steps / 10);
        assertThat(history.overLimit).as("refused as over a limit").isGreaterThan(steps / 20);
        assertThat(history.foretold).as("refusals told by the oracle").isGreaterThan(steps / 40);
        assertThat(history.leasesTaken).as("leases").isGreaterThan(steps / 40);
        assertThat(history.waits).as("ports that wait").isGreaterThan(steps / 10);
        assertThat(history.crashes).as("crashes").isGreaterThan(steps / 30);
    }

    private static final class History {
        private static final long GBPS = 1_000_000_000L;

        private final Random random;
        private final Random uids = new Random(9);
        private final List<byte[]> sinceSnapshot = new ArrayList<>();
        private byte[] snapshot;
        private Image image = Image.empty("test-cluster");
        private BooksOracle oracle = new BooksOracle();
        private Claims claims = Claims.NONE;
        private Instant now = World.NOW;
        private int accepted;
        private int overLimit;
        private int foretold;
        private int leasesTaken;
        private int crashes;
        private int waits;

        History(Random random) {
            this.random = random;
            this.snapshot = ImageCodec.encode(image);
        }

        void step() {
            now = now.plusMillis(random.nextInt(4000));
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> apply();
                case 4 -> delete(some(new ArrayList<>(oracle.declared.keySet())));
                case 5, 6 -> report();
                case 7 -> observe();
                case 8 -> claims = claims.without("h" + random.nextInt(4));
                default -> crash();
            }
        }

        private void apply() {
            Map<ObjectKey, Manifest> request = new TreeMap<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                Manifest manifest = manifest();
                request.put(manifest.key(), manifest);
            }
            List<Manifest> manifests = new ArrayList<>(request.values());
            Collections.shuffle(manifests, random);
            Decision decision = Applying.decide(image, manifests, context());
            BooksOracle asked = oracle.copy();
            manifests.forEach(m -> asked.declare(m.key(), m.spec()));
            switch (decision) {
                case Decision.Accepted(List<Record> records, List<Decision.Done> _) -> {
                    if (!movesLeases(manifests)) {
                        assertThat(asked.excessesSince(oracle)).as("accepted").isEmpty();
                    }
                    accepted++;
                    BooksOracle before = oracle.copy();
                    manifests.forEach(m -> oracle.declare(m.key(), m.spec()));
                    write(records);
                    assertThat(oracle.excessesSince(before)).as("applied").isEmpty();
                    bind(Binding.touchedBy(image, claims, records));
                }
                case Decision.Refused(List<Problem> problems) -> {
                    boolean over = problems.stream().allMatch(p -> p.category() == Problem.Category.OVER_LIMIT);
                    overLimit += over ? 1 : 0;
                    if (over && !movesLeases(manifests)) {
                        foretold++;
                        assertThat(problems)
                                .extracting(Problem::message)
                                .containsExactlyInAnyOrderElementsOf(asked.excessesSince(oracle));
                    }
                }
            }
        }

        /** Whether the request itself may change leases. */
        private boolean movesLeases(List<Manifest> manifests) {
            return manifests.stream().anyMatch(m -> m.key().kind() == Kind.HOST || image.port(m.key()) != null);
        }

        private Manifest manifest() {
            String tenant = "t" + random.nextInt(2);
            int n = random.nextInt(3);
            return switch (random.nextInt(12)) {
                case 0 -> Declare.manifest(ObjectKey.clusterWide(Kind.TENANT, tenant), tenant());
                case 1 -> Declare.network(tenant, "n");
                case 2, 3, 4, 5 ->
                    Declare.manifest(
                            ObjectKey.of(Kind.SLICE, tenant, "s" + n),
                            new SliceSpec(
                                    "n",
                                    List.of(IpPrefix.parse("10.%d.0.0/24".formatted(n))),
                                    1450,
                                    resources(6, true),
                                    false));
                case 6, 7 -> {
                    int host = random.nextInt(4);
                    yield Declare.manifest(ObjectKey.clusterWide(Kind.HOST, "h" + host), host(host));
                }
                case 8 -> Declare.manifest(ObjectKey.clusterWide(Kind.TOPOLOGY, "clos"), topology());
                default -> {
                    PortSpec port = new PortSpec(
                            "s" + n,
                            random.nextInt(4) == 0 ? Optional.of("h" + random.nextInt(4)) : Optional.empty(),
                            random.nextInt(3) == 0 ? Optional.of("u2") : Optional.empty(),
                            List.of(),
                            Optional.empty(),
                            amount(4, GBPS),
                            OptionalLong.empty());
                    yield Declare.manifest(ObjectKey.of(Kind.PORT, tenant, "p" + n + random.nextInt(3)), port);
                }
            };
        }

        private TenantSpec tenant() {
            return new TenantSpec(resources(12, true), amount(9, 1), amount(4, 1));
        }

        private HostSpec host(int n) {
            List<HostSpec.Uplink> uplinks = new ArrayList<>();
            for (int i = 1; i <= 1 + random.nextInt(2); i++) {
                uplinks.add(new HostSpec.Uplink(
                        "u" + i,
                        IpAddress.parse("192.0.2." + (10 * n + i)),
                        amount(8, GBPS),
                        Optional.empty(),
                        Optional.empty(),
                        1500));
            }
            SequencedMap<String, String> location = new LinkedHashMap<>();
            if (random.nextInt(5) > 0) {
                location.put("site", "a");
                location.put("rack", "r" + n % 2);
            }
            HostSpec.State[] states = HostSpec.State.values();
            return new HostSpec(
                    "system-" + n,
                    uplinks,
                    Optional.empty(),
                    HostSpec.Datapath.SYSTEM,
                    location,
                    4789,
                    resources(8, false),
                    Optional.empty(),
                    random.nextInt(3) == 0 ? resources(1, true) : Resources.NONE,
                    random.nextBoolean() ? HostSpec.State.READY : states[random.nextInt(states.length)]);
        }

        private TopologySpec topology() {
            OptionalLong none = OptionalLong.empty();
            return new TopologySpec(List.of(
                    new TopologySpec.Tier(
                            "a", Optional.empty(), "site", none, OptionalLong.of(1000 + random.nextInt(1500))),
                    new TopologySpec.Tier("r" + random.nextInt(3), Optional.of("a"), "rack", amount(9, GBPS), none)));
        }

        private Resources resources(int most, boolean bandwidth) {
            return new Resources(
                    amount(most, 1500),
                    amount(most, 1),
                    amount(most, 1L << 30),
                    amount(most, 7),
                    bandwidth ? amount(most, GBPS) : OptionalLong.empty());
        }

        /** Sometimes nothing, sometimes 0, else up to {@code most} of the unit. */
        private OptionalLong amount(int most, long unit) {
            return random.nextInt(3) == 0 ? OptionalLong.empty() : OptionalLong.of(random.nextInt(most + 1) * unit);
        }

        private List<ObjectKey> some(List<ObjectKey> all) {
            Collections.shuffle(all, random);
            return all.subList(0, Math.min(all.size(), 1 + random.nextInt(2)));
        }

        private void delete(List<ObjectKey> keys) {
            if (Deleting.decide(image, keys, context())
                    instanceof Decision.Accepted(List<Record> records, List<Decision.Done> _)) {
                keys.forEach(oracle::delete);
                write(records);
                bind(Binding.touchedBy(image, claims, records));
            }
        }

        private void report() {
            String host = "h" + random.nextInt(4);
            if (image.hosts().get(host) == null) {
                return;
            }
            TreeMap<String, String> plugged = new TreeMap<>();
            for (PortState port : image.ports().values()) {
                if (random.nextInt(3) > 0) {
                    plugged.put(port.resource().key().path(), "tap");
                }
            }
            Claims before = claims;
            claims = claims.with(host, plugged);
            bind(Binding.touchedBy(image, before, claims, host));
        }

        private void observe() {
            String host = "h" + random.nextInt(4);
            TreeMap<String, Long> links = new TreeMap<>();
            links.put("u" + (1 + random.nextInt(2)), random.nextInt(9) * GBPS);
            Observed told = new Observed(resources(8, false), Optional.empty(), links);
            List<Record> records = Observing.decide(image, host, told);
            if (image.hosts().get(host) == null) {
                assertThat(records).isEmpty();
                return;
            }
            oracle.tell(host, told);
            write(records);
            assertThat(Observing.decide(image, host, told)).as("told again").isEmpty();
            bind(Binding.touchedBy(image, claims, records));
        }

        private void bind(Collection<ObjectKey> ports) {
            BooksOracle before = oracle.copy();
            List<Record> records = Binding.decide(image, claims, Acknowledged.NOTHING, now, ports)
                    .records();
            if (!records.isEmpty()) {
                write(records);
            }
            assertThat(oracle.excessesSince(before)).as("bound").isEmpty();
            checkWaiting();
        }

        /** What is decided and not yet durable is lost; all that is durable comes back, from a snapshot and what followed. */
        private void crash() {
            crashes++;
            Image durable = image;
            if (random.nextBoolean()) {
                Applying.decide(image, List.of(manifest()), context());
            }
            Image restored = ImageCodec.decode(snapshot);
            for (byte[] entry : sinceSnapshot) {
                restored = restored.replay(RecordCodec.decode(entry));
            }
            assertThat(restored).isEqualTo(durable);
            image = restored;
            claims = Claims.NONE;
            if (sinceSnapshot.size() > 30) {
                snapshot = ImageCodec.encode(image);
                sinceSnapshot.clear();
            }
        }

        private void write(List<Record> records) {
            if (records.isEmpty()) {
                return;
            }
            Batch batch = new Batch(image.revision() + 1, now, "test", "here", records);
            sinceSnapshot.add(RecordCodec.encode(batch));
            image = image.replay(batch);
            for (Record record : records) {
                switch (record) {
                    case Record.LeaseTaken(Lease lease) -> {
                        oracle.take(lease);
                        leasesTaken++;
                    }
                    case Record.LeaseGivenBack(ObjectKey owner, String host) -> oracle.giveBack(owner, host);
                    default -> {}
                }
            }
            oracle.check(image.books(), image.pool());
            checkLeases();
        }

        /** Each lease is that of a port for where it is bound or moves to, and no uplink is leased beyond what it has. */
        private void checkLeases() {
            for (Lease lease : oracle.leases.values()) {
                PortState port = image.port(lease.owner());
                assertThat(port).as("owner of %s", lease).isNotNull();
                assertThat(lease.bandwidth()).hasSize(1);
                String uplink = lease.bandwidth().firstKey();
                assertThat(lease.bandwidth().get(uplink))
                        .isEqualTo(port.spec().guaranteed().orElse(0));
                boolean bound = port.binding()
                        .filter(b -> b.host().equals(lease.host()) && b.uplink().equals(uplink))
                        .isPresent();
                assertThat(bound || port.standby().contains(lease.host()))
                        .as("place of %s", lease)
                        .isTrue();
            }
        }

        /** Whoever waits does so for a reason. */
        private void checkWaiting() {
            for (PortState port : image.ports().values()) {
                ObjectKey key = port.resource().key();
                long wanted = port.spec().guaranteed().orElse(0);
                boolean holds = port.binding()
                        .map(b -> oracle.leases.containsKey(key + "@" + b.host()))
                        .orElse(true);
                assertThat(image.unserved().contains(key))
                        .as("waiting: %s", key)
                        .isEqualTo(wanted > 0 && !holds);
                if (image.unserved().contains(key)) {
                    PortState.Binding at = port.binding().orElseThrow();
                    ObjectKey slice =
                            ObjectKey.of(Kind.SLICE, key.tenant(), port.spec().slice());
                    BooksOracle served = oracle.copy();
                    served.take(Lease.ofBandwidth(key, at.host(), slice, at.uplink(), wanted));
                    assertThat(served.excessesSince(oracle))
                            .as("what %s waits for", key)
                            .isNotEmpty();
                    waits++;
                }
            }
        }

        void giveAllBack() {
            delete(new ArrayList<>(oracle.declared.keySet()));
            assertThat(oracle.declared).isEmpty();
            assertThat(image.books()).isEqualTo(Books.EMPTY);
        }

        private Context context() {
            return new Context(
                    image.revision() + 1, now, () -> new UUID(uids.nextLong(), uids.nextLong()), OptionalLong.empty());
        }
    }
}
