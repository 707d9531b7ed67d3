package dev.heddle.model.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.state.Batch;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.IdKind;
import dev.heddle.model.state.IdPool;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.ImageCodec;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Record;
import dev.heddle.model.state.RecordCodec;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.testing.Declare;
import dev.heddle.model.testing.Property;
import dev.heddle.model.testing.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random histories of requests, reports, acknowledgements and time, checked at every step by {@link Oracle}. */
class HistoryTest {
    private static final int STEPS = 60;

    @Test
    void invariantsHoldAtEveryStep() {
        check(40, 1);
    }

    @Test
    @Tag("soak")
    void invariantsHoldAtEveryStepOfManyHistories() {
        check(3000, 1000);
    }

    private static void check(int cases, long firstSeed) {
        AtomicInteger accepted = new AtomicInteger();
        Property.named("invariants over random histories")
                .cases(cases)
                .from(firstSeed)
                .check(random -> {
                    History history = new History(random);
                    for (int i = 0; i < STEPS; i++) {
                        history.step();
                    }
                    accepted.addAndGet(history.accepted);
                    history.checkReplay();
                });
        assertThat(accepted.get()).as("accepted requests").isGreaterThan(cases);
    }

    private static final class History {
        private final Random random;
        private final List<byte[]> journal = new ArrayList<>();
        private final Map<String, Long> realised = new HashMap<>();
        private final Map<Ids.Id, Instant> released = new HashMap<>();
        private Image image = Image.empty("test-cluster");
        private Image older = image;
        private Claims claims = Claims.NONE;
        private Ids ids = Ids.NONE;
        private Instant now = World.NOW;
        private int accepted;

        History(Random random) {
            this.random = random;
        }

        void begin() {
            List<Manifest> manifests = new ArrayList<>();
            for (String tenant : List.of("t0", "t1")) {
                manifests.add(Declare.tenant(tenant));
                manifests.add(Declare.network(tenant, "n0"));
                manifests.add(Declare.network(tenant, "n1"));
                manifests.add(Declare.slice(tenant, "s0", "n0", "10.0.0.0/28"));
                manifests.add(Declare.slice(tenant, "s2", "n1", "10.2.0.0/28", "fd00:2::/64"));
            }
            if (image.hosts().isEmpty()) {
                manifests.add(Declare.host("h0", "192.0.2.0"));
                manifests.add(Declare.host("h1", "192.0.2.1", "192.0.2.101"));
                manifests.add(Declare.host("h2", "192.0.2.2"));
            }
            Decision decision = Applying.decide(image, manifests, context(random.nextLong()));
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            replay(((Decision.Accepted) decision).records());
        }

        void step() {
            now = now.plusMillis(random.nextInt(4000));
            if (image.tenants().isEmpty()) {
                begin();
            }
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> apply();
                case 3 -> delete();
                case 4, 5 -> report();
                case 6 -> {
                    claims = claims.without(host());
                    realised.remove(host());
                }
                default -> realised.replaceAll((h, r) -> random.nextBoolean() ? image.revision() : r);
            }
            Binding.Step step = Binding.decide(
                    image, claims, Told.by(image, realised), now, image.ports().keySet());
            replay(step.records());
            Ids.Step freed = ids.step(image, Told.by(image, realised), now);
            checkFreed(freed.records());
            replay(freed.records());
            ids = freed.next();
        }

        private void apply() {
            List<Manifest> manifests = new ArrayList<>();
            Set<ObjectKey> keys = new HashSet<>();
            for (int i = random.nextInt(random.nextInt(8) + 1); i >= 0; i--) {
                Manifest manifest = manifest();
                if (keys.add(manifest.key())) {
                    manifests.add(manifest);
                }
            }
            long seed = random.nextLong();
            Decision decision = Applying.decide(image, manifests, context(seed));
            Collections.shuffle(manifests, random);
            Decision shuffled = Applying.decide(image, manifests, context(seed));
            if (decision instanceof Decision.Accepted(List<Record> records, List<Decision.Done> _)) {
                assertThat(((Decision.Accepted) shuffled).records()).isEqualTo(records);
                Image before = image;
                replay(records);
                accepted++;
                checkUntouched(before, records);
                assertThat(((Decision.Accepted) Applying.decide(image, manifests, context(seed))).records())
                        .as("applied again")
                        .isEmpty();
            } else {
                assertThat(((Decision.Refused) shuffled).problems())
                        .containsExactlyInAnyOrderElementsOf(Decided.problems(decision));
            }
        }

        private Manifest manifest() {
            String tenant = "t" + random.nextInt(2);
            int slice = random.nextInt(3);
            return switch (random.nextInt(10)) {
                case 0 -> Declare.tenant(tenant);
                case 1 -> Declare.network(tenant, "n" + random.nextInt(2));
                case 2, 3 -> {
                    String network = slice == 2 ? "n1" : "n0";
                    String v4 = "10.%d.0.0/%d".formatted(random.nextInt(8) == 0 ? 0 : slice, 28 - random.nextInt(2));
                    yield random.nextBoolean()
                            ? Declare.slice(tenant, "s" + slice, network, v4)
                            : Declare.slice(tenant, "s" + slice, network, v4, "fd00:%d::/64".formatted(slice));
                }
                case 4, 5 -> {
                    int n = random.nextInt(4);
                    String second = "192.0.2." + (100 + n);
                    if (random.nextInt(3) == 0) {
                        yield Declare.hostFrom(2 + random.nextInt(2), "h" + n, 1500, second);
                    }
                    yield random.nextBoolean()
                            ? Declare.host("h" + n, "192.0.2." + n)
                            : Declare.host("h" + n, "192.0.2." + (random.nextInt(9) == 0 ? 0 : n), second);
                }
                default -> {
                    Map<String, String> options = new TreeMap<>();
                    if (random.nextInt(3) == 0) {
                        options.put("host", host());
                    }
                    if (random.nextInt(6) == 0) {
                        options.put("uplink", "uplink" + (1 + random.nextInt(2)));
                    }
                    if (random.nextInt(4) == 0) {
                        options.put("mac", "02:00:00:00:00:0" + random.nextInt(4));
                    }
                    String[] ips = random.nextInt(3) == 0
                            ? new String[] {"10.%d.0.%d".formatted(slice, 2 + random.nextInt(8))}
                            : new String[0];
                    String name = "p" + slice + random.nextInt(8);
                    yield Declare.port(tenant, name, "s" + slice, options, ips);
                }
            };
        }

        private String host() {
            return "h" + random.nextInt(4);
        }

        private void delete() {
            List<ObjectKey> all = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                image.list(kind).forEach(r -> all.add(r.key()));
            }
            Collections.shuffle(all, random);
            List<ObjectKey> some = all.subList(0, Math.min(all.size(), 1 + random.nextInt(4)));
            if (random.nextInt(20) == 0) {
                some = all;
            }
            if (Deleting.decide(image, some, context(0))
                    instanceof Decision.Accepted(List<Record> records, List<Decision.Done> _)) {
                replay(records);
            }
        }

        private void report() {
            List<String> hosts = new ArrayList<>(image.hosts().keySet());
            if (hosts.isEmpty()) {
                return;
            }
            String host = hosts.get(random.nextInt(hosts.size()));
            SortedMap<String, String> plugged = new TreeMap<>();
            for (PortState port : image.ports().values()) {
                if (random.nextInt(3) == 0) {
                    Resource resource = port.resource();
                    plugged.put(
                            random.nextBoolean()
                                    ? resource.uid().toString()
                                    : resource.key().path(),
                            "tap");
                }
            }
            claims = claims.with(host, plugged);
            realised.putIfAbsent(host, 0L);
        }

        private Context context(long seed) {
            Random uids = new Random(seed);
            return new Context(
                    image.revision() + 1, now, () -> new UUID(uids.nextLong(), uids.nextLong()), OptionalLong.empty());
        }

        private void replay(List<Record> records) {
            if (records.isEmpty()) {
                return;
            }
            boolean revises = records.stream().anyMatch(Record::makesRevision);
            Batch batch = new Batch(image.revision() + (revises ? 1 : 0), now, "test", "here", records);
            journal.add(RecordCodec.encode(batch));
            image = image.replay(batch);
            Oracle.check(image);
            Touched.check(older, image);
            older = random.nextInt(10) < 9 ? older : image;
            for (Record record : records) {
                if (record instanceof Record.IdReleased(IdKind kind, int number)) {
                    released.put(new Ids.Id(kind, number), now);
                }
            }
        }

        /** A number is free at the earliest 10 s after it went, and when no declared host is behind. */
        private void checkFreed(List<Record> records) {
            for (Record record : records) {
                Record.IdFreed freed = (Record.IdFreed) record;
                Instant at = released.get(new Ids.Id(freed.kind(), freed.number()));
                assertThat(now).isAfterOrEqualTo(at.plusSeconds(10));
                IdPool.Released when = image.ids(freed.kind()).released().get(freed.number());
                for (HostState host : image.hosts().values()) {
                    boolean older = host.resource().id() < when.nextObjectId();
                    assertThat(older && realised.getOrDefault(host.name(), 0L) < when.revision())
                            .as("%s may still hold %s", host.name(), freed)
                            .isFalse();
                }
            }
        }

        /** What no record tells of is the very same object. */
        private void checkUntouched(Image before, List<Record> records) {
            Set<ObjectKey> touched = new HashSet<>();
            for (Record record : records) {
                switch (record) {
                    case Record.HostPut r -> touched.add(r.resource().key());
                    case Record.SlicePut r -> touched.add(r.resource().key());
                    case Record.PortPut r -> touch(touched, r.resource().key());
                    case Record.PortBound r -> touch(touched, r.port());
                    case Record.PortUnbound r -> touch(touched, r.port());
                    default -> {}
                }
            }
            for (HostState host : before.hosts().values()) {
                if (!touched.contains(host.resource().key())) {
                    assertThat(image.hosts().get(host.name())).isSameAs(host);
                }
            }
            for (SliceState slice : before.slices().values()) {
                if (!touched.contains(slice.resource().key())) {
                    assertThat(image.slices().get(slice.resource().key())).isSameAs(slice);
                }
            }
            for (PortState port : before.ports().values()) {
                if (!touched.contains(port.resource().key())) {
                    assertThat(image.ports().get(port.resource().key())).isSameAs(port);
                }
            }
        }

        private void touch(Set<ObjectKey> touched, ObjectKey port) {
            touched.add(port);
            touched.add(image.sliceOf(image.port(port)).resource().key());
        }

        void checkReplay() {
            Image replayed = Image.empty("test-cluster");
            for (byte[] entry : journal) {
                replayed = replayed.replay(RecordCodec.decode(entry));
            }
            assertThat(replayed).isEqualTo(image);
            assertThat(ImageCodec.decode(ImageCodec.encode(image))).isEqualTo(image);
        }
    }
}
