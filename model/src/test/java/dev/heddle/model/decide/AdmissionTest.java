package dev.heddle.model.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Problem;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.manifest.ManifestReader;
import dev.heddle.model.manifest.Parsed;
import dev.heddle.model.pool.Amounts;
import dev.heddle.model.pool.Books;
import dev.heddle.model.pool.Measure;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Record;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What fits quotas, pool and uplinks, and what is said where it does not. */
class AdmissionTest {
    private final Decided state = new Decided();
    private Claims claims = Claims.NONE;

    @BeforeEach
    void declare() {
        apply("""
                kind: Tenant
                metadata: {name: team-a}
                spec: {quota: {cpu: 8, memory: 64Gi, slices: 2, ports: 3}}
                ---
                kind: VirtualNetwork
                metadata: {tenant: team-a, name: n}
                ---
                kind: Host
                metadata: {name: h1}
                spec:
                  systemId: one
                  uplinks:
                  - {name: u1, address: 192.0.2.1, bandwidth: 10Gbps}
                  - {name: u2, address: 192.0.2.101}
                  location: {site: a, rack: r1}
                  capacity: {cpu: 16, gpu: {count: 8}, memory: 128Gi}
                  reserved: {cpu: 1, bandwidth: 1Gbps}
                """);
    }

    @Test
    void saysTheLineOfTheContract() {
        assertThat(refused("""
                kind: Slice
                metadata: {tenant: team-a, name: train}
                spec:
                  network: n
                  subnets: [10.9.0.0/24]
                  resources:
                    memory: 64Gi
                    cpu: 8001m
                """))
                .containsExactly(
                        "net.yaml:9:10: Slice team-a/train: spec.resources.cpu: over the quota of tenant team-a by 1m");
    }

    @Test
    void saysEveryLimitOnceWithItsDistance() {
        List<String> lines = refused(slice("s1", 1, "{cpu: 6, memory: 100Gi, gpu: 8}")
                + slice("s2", 2, "{cpu: 6, memory: 100Gi, gpu: 1, bandwidth: 9500Mbps}")
                + slice("s3", 3, "{cpu: 6, storage: 1}"));
        assertThat(lines)
                .containsExactlyInAnyOrder(
                        "Slice team-a/s2: spec.resources.cpu: over the quota of tenant team-a by 10",
                        "Slice team-a/s1: spec.resources.memory: over the quota of tenant team-a by 136Gi",
                        "Slice team-a/s3: slices: over the quota of tenant team-a by 1",
                        "Slice team-a/s3: spec.resources.cpu: over the pool by 3",
                        "Slice team-a/s2: spec.resources.memory: over the pool by 72Gi",
                        "Slice team-a/s2: spec.resources.gpu: over the pool by 1",
                        "Slice team-a/s2: spec.resources.bandwidth: over the pool by 500Mbps",
                        "Slice team-a/s3: spec.resources.storage: over the pool by 1");
        assertThat(state.image.slices()).isEmpty();
        assertThat(free(Measure.CPU)).isEqualTo(15_000);
    }

    @Test
    void theRequestItselfMayMakeRoom() {
        String more = slice("s1", 1, "{cpu: 20}");
        assertThat(refused(more)).hasSize(2);
        apply(more + """
                ---
                kind: Tenant
                metadata: {name: team-a}
                spec: {quota: {cpu: 20}}
                ---
                kind: Host
                metadata: {name: h2}
                spec: {systemId: two, uplinks: [{name: u1, address: 192.0.2.2}], capacity: {cpu: 5}}
                """);
        assertThat(free(Measure.CPU)).isZero();
        apply(slice("s1", 1, "{cpu: 10}") + slice("s2", 2, "{cpu: 10}"));
        assertThat(free(Measure.CPU)).isZero();
        assertThat(refused(slice("s1", 1, "{cpu: 10001m}")))
                .containsExactly(
                        "Slice team-a/s1: spec.resources.cpu: over the quota of tenant team-a by 1m",
                        "Slice team-a/s1: spec.resources.cpu: over the pool by 1m");
    }

    @Test
    void aLossTakesNothingAwayAndOnlyGrowthWaits() {
        apply(slice("s1", 1, "{cpu: 4, gpu: 2}") + slice("s2", 2, "{cpu: 4}"));
        lose("h1", "lost");
        assertThat(free(Measure.CPU)).isEqualTo(-8000);
        assertThat(free(Measure.GPU)).isEqualTo(-2);
        apply(slice("s1", 1, "{cpu: 4, gpu: 1}"));
        assertThat(refused(slice("s1", 1, "{cpu: 3, gpu: 2}")))
                .containsExactly("Slice team-a/s1: spec.resources.gpu: over the pool by 2");
        state.delete(ObjectKey.of(Kind.SLICE, "team-a", "s2"));
        lose("h1", "ready");
        assertThat(free(Measure.CPU)).isEqualTo(11_000);
        state.delete(ObjectKey.of(Kind.SLICE, "team-a", "s1"));
        assertThat(state.image.books().demand().tenants()).isEmpty();
    }

    @Test
    void aLowerQuotaTakesNothingAway() {
        apply(slice("s1", 1, "{cpu: 8}"));
        apply("""
                kind: Tenant
                metadata: {name: team-a}
                spec: {quota: {cpu: 2, slices: 0}}
                """);
        apply(slice("s1", 1, "{cpu: 5}"));
        assertThat(refused(slice("s1", 1, "{cpu: 6}")))
                .containsExactly("Slice team-a/s1: spec.resources.cpu: over the quota of tenant team-a by 4");
        assertThat(refused(slice("s2", 2, "{}")))
                .containsExactly("Slice team-a/s2: slices: over the quota of tenant team-a by 2");
    }

    @Test
    void countsPorts() {
        apply(slice("s1", 1, "{}"));
        assertThat(refused(port("p1", "1bps") + port("p2", "1bps") + port("p3", "1bps") + port("p4", "1bps")))
                .containsExactly("Port team-a/p4: ports: over the quota of tenant team-a by 1");
    }

    @Test
    void amountsBeyond64BitsAreCountedToTheUnit() {
        apply("""
                kind: Tenant
                metadata: {name: team-a}
                """);
        String most = "{memory: 9223372036854775807}";
        assertThat(refused(slice("s1", 1, most) + slice("s2", 2, most)))
                .containsExactly("Slice team-a/s1: spec.resources.memory: over the pool by 18446743936270598142");
        for (int i = 2; i < 5; i++) {
            apply("""
                    kind: Host
                    metadata: {name: h%d}
                    spec:
                      systemId: "%d"
                      uplinks: [{name: u1, address: 192.0.2.%d, bandwidth: 9223372036854775807bps}]
                      capacity: {memory: 9223372036854775807}
                    """.formatted(i, i, i));
        }
        apply(slice("s1", 1, most) + slice("s2", 2, most));
        assertThat(state.image.books().demand().held().memory().bitLength()).isEqualTo(64);
    }

    @Test
    void reservationsCountAgainstEachOversubscribedTier() {
        apply("""
                kind: Host
                metadata: {name: h2}
                spec:
                  systemId: two
                  uplinks: [{name: u1, address: 192.0.2.2, bandwidth: 30Gbps}]
                  location: {site: a, rack: r2}
                ---
                kind: Topology
                metadata: {name: clos}
                spec:
                  tiers:
                  - {name: r1, level: rack, parent: a, bandwidth: 10Gbps}
                  - {name: r2, level: rack, parent: a, oversubscription: "2:1"}
                  - {name: r2x, level: rack, parent: b, bandwidth: 1bps}
                  - {name: a, level: site, oversubscription: 2.5}
                  - {name: b, level: site}
                """);
        assertThat(refused(slice("s1", 1, "{bandwidth: 15500Mbps}")))
                .containsExactly(
                        "Slice team-a/s1: spec.resources.bandwidth: over the pool by 500Mbps: rack r2 of topology clos carries"
                                + " 15Gbps");
        apply(slice("s1", 1, "{bandwidth: 15Gbps}"));
        assertThat(refused(slice("s1", 1, "{bandwidth: 17Gbps}"))).hasSize(2);
        lose("h1", "lost");
        assertThat(refused(slice("s1", 1, "{bandwidth: 15001Mbps}"))).hasSize(2);
        state.delete(ObjectKey.clusterWide(Kind.TOPOLOGY, "clos"));
        apply(slice("s1", 1, "{bandwidth: 30Gbps}"));
    }

    @Test
    void aBoundPortHoldsItsGuaranteeOrSaysWhyNot() {
        apply(slice("s1", 1, "{}") + port("p1", "6Gbps") + port("p2", "5Gbps"));
        assertThat(leased("p1")).isZero();
        plug("p1", "p2");
        assertThat(leased("p1")).isEqualTo(6_000_000_000L);
        assertThat(leased("p2")).isZero();
        assertThat(state.port("team-a", "p2").binding()).isPresent();
        assertThat(explained("p2"))
                .containsExactly(
                        "the guaranteed bandwidth is not held: over uplink u1 of host h1 by 1Gbps",
                        "the guaranteed bandwidth is not held: over the pool by 2Gbps");
        assertThat(free(Measure.BANDWIDTH)).isEqualTo(3_000_000_000L);
        plug("p2");
        assertThat(leased("p2")).isEqualTo(5_000_000_000L);
        assertThat(explained("p2")).isEmpty();
        state.delete(ObjectKey.of(Kind.PORT, "team-a", "p2"));
        assertThat(state.image.books().host("h1").leases()).isEmpty();
        assertThat(state.image.books().demand().leased()).isEqualTo(Amounts.ZERO);
    }

    @Test
    void whatWaitsIsTakenWhenThereIsRoom() {
        apply(slice("s1", 1, "{}") + port("p1", "6Gbps") + port("p2", "5Gbps"));
        plug("p1", "p2");
        apply(port("p1", "4Gbps"));
        assertThat(leased("p1")).isEqualTo(4_000_000_000L);
        assertThat(leased("p2")).isEqualTo(5_000_000_000L);
    }

    /** Of a quota, which ports on all hosts share. */
    @Test
    void roomThatOneHostMakesIsTakenOnAnother() {
        apply(slice("s1", 1, "{}") + port("p1", "6Gbps") + port("p2", "5Gbps") + """
                ---
                kind: Host
                metadata: {name: h2}
                spec: {systemId: two, uplinks: [{name: u1, address: 192.0.2.2, bandwidth: 10Gbps}]}
                ---
                kind: Tenant
                metadata: {name: team-a}
                spec: {quota: {bandwidth: 10Gbps}}
                """);
        plug("p1");
        Claims before = claims.with("h2", new TreeMap<>(Map.of("team-a/p2", "tap")));
        claims = before;
        decideBindings(List.of());
        assertThat(explained("p2"))
                .containsExactly("the guaranteed bandwidth is not held: over the quota of tenant team-a by 1Gbps");
        claims = before.with("h1", new TreeMap<>());
        List<ObjectKey> touched = List.copyOf(Binding.touchedBy(state.image, before, claims, "h1"));
        assertThat(touched).extracting(ObjectKey::name).containsExactly("p1");
        state.replay(Binding.decide(state.image, claims, Acknowledged.NOTHING, state.now, touched)
                .records());
        assertThat(leased("p1")).isZero();
        assertThat(leased("p2")).isEqualTo(5_000_000_000L);
    }

    @Test
    void aGuaranteeIsNotRaisedBeyondTheUplink() {
        apply(slice("s1", 1, "{bandwidth: 1Gbps}") + port("p1", "6Gbps"));
        plug("p1");
        assertThat(refused(port("p1", "10001Mbps")))
                .containsExactly(
                        "Port team-a/p1: spec.bandwidth.guaranteed: over the pool by 1001Mbps",
                        "Port team-a/p1: spec.bandwidth.guaranteed: over uplink u1 of host h1 by 1Mbps");
        assertThat(leased("p1")).isEqualTo(6_000_000_000L);
        apply(port("p1", "9Gbps"));
        assertThat(leased("p1")).isEqualTo(9_000_000_000L);
        assertThat(refused(port("p1", "9500Mbps")))
                .containsExactly(
                        "Port team-a/p1: spec.bandwidth.guaranteed: over the pool by 500Mbps",
                        "Port team-a/p1: spec.bandwidth.guaranteed: over host h1 by 500Mbps");
        apply(port("p1", "0"));
        assertThat(state.image.books().host("h1").leases()).isEmpty();
    }

    /** Leases draw on the reservation first: only what is beyond it is taken from the pool. */
    @Test
    void leasesWithinAReservationTakeNothingMore() {
        apply(slice("s1", 1, "{bandwidth: 4Gbps}") + port("p1", "3Gbps") + port("p2", "2Gbps"));
        plug("p1");
        assertThat(free(Measure.BANDWIDTH)).isEqualTo(5_000_000_000L);
        plug("p1", "p2");
        assertThat(free(Measure.BANDWIDTH)).isEqualTo(4_000_000_000L);
        assertThat(state.image.pool().leased().bandwidth()).isEqualTo(5_000_000_000L);
        assertThat(state.image.pool().reserved().bandwidth()).isEqualTo(4_000_000_000L);
        apply(slice("s1", 1, "{bandwidth: 1Gbps}"));
        assertThat(free(Measure.BANDWIDTH)).isEqualTo(4_000_000_000L);
    }

    @Test
    void anUplinkOfUnknownBandwidthHasNoneToGuarantee() {
        apply(slice("s1", 1, "{}") + port("p1", "1Gbps").replace("slice:", "uplink: u2, slice:"));
        plug("p1");
        assertThat(explained("p1"))
                .contains(
                        "the guaranteed bandwidth is not held: over uplink u2 of host h1, whose bandwidth is not known,"
                                + " by 1Gbps");
        List<Record> told = Observing.decide(
                state.image,
                "h1",
                new dev.heddle.model.pool.Observed(
                        dev.heddle.model.spec.Resources.NONE,
                        java.util.Optional.empty(),
                        new TreeMap<>(Map.of("u2", 25_000_000_000L))));
        state.replay(told);
        decideBindings(told);
        assertThat(leased("p1")).isEqualTo(1_000_000_000L);
        assertThat(explained("p1")).isEmpty();
    }

    @Test
    void aLeaseGoesWithItsPortToAnotherUplinkAndHost() {
        apply(slice("s1", 1, "{}") + port("p1", "2Gbps"));
        plug("p1");
        apply("""
                kind: Host
                metadata: {name: h1}
                spec:
                  systemId: one
                  uplinks: [{name: u3, address: 192.0.2.1, bandwidth: 5Gbps}]
                ---
                kind: Host
                metadata: {name: h2}
                spec: {systemId: two, uplinks: [{name: u1, address: 192.0.2.2, bandwidth: 5Gbps}]}
                """);
        assertThat(state.image.books().host("h1").lease(Decided.port("x"))).isNull();
        assertThat(state.image.books().host("h1").leasedBandwidth("u3")).isEqualTo(2_000_000_000L);
        assertThat(state.image.books().host("h1").leasedBandwidth("u1")).isZero();
        claims = claims.with("h1", new TreeMap<>()).with("h2", new TreeMap<>(Map.of("team-a/p1", "tap")));
        decideBindings(List.of());
        assertThat(state.image.books().host("h1").leases()).isEmpty();
        assertThat(state.image.books().host("h2").leasedBandwidth("u1")).isEqualTo(2_000_000_000L);
    }

    private long leased(String port) {
        ObjectKey key = ObjectKey.of(Kind.PORT, "team-a", port);
        Books books = state.image.books();
        return books.demand().hostsOf(key).stream()
                .mapToLong(h -> books.lease(key, h).orElseThrow().bandwidth().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .sum();
    }

    private long free(Measure measure) {
        return measure.in(state.image.pool().free()).longValueExact();
    }

    private List<String> explained(String port) {
        return Binding.explain(state.image, claims, state.port("team-a", port));
    }

    /** Exactly these ports are plugged into h1. */
    private void plug(String... ports) {
        TreeMap<String, String> interfaces = new TreeMap<>();
        List.of(ports).forEach(p -> interfaces.put("team-a/" + p, "tap-" + p));
        claims = claims.with("h1", interfaces);
        decideBindings(List.of());
    }

    private void decideBindings(List<Record> after) {
        List<ObjectKey> ports = new ArrayList<>(Binding.touchedBy(state.image, claims, after));
        if (after.isEmpty()) {
            state.image.ports().values().stream().map(PortState::resource).forEach(r -> ports.add(r.key()));
        }
        state.replay(Binding.decide(state.image, claims, Acknowledged.NOTHING, state.now, ports)
                .records());
    }

    private void lose(String host, String word) {
        apply("""
                kind: Host
                metadata: {name: %s}
                spec:
                  systemId: one
                  uplinks:
                  - {name: u1, address: 192.0.2.1, bandwidth: 10Gbps}
                  - {name: u2, address: 192.0.2.101}
                  location: {site: a, rack: r1}
                  capacity: {cpu: 16, gpu: {count: 8}, memory: 128Gi}
                  reserved: {cpu: 1, bandwidth: 1Gbps}
                  state: %s
                """.formatted(host, word));
    }

    private static String slice(String name, int subnet, String resources) {
        return """
                ---
                kind: Slice
                metadata: {tenant: team-a, name: %s}
                spec: {network: n, subnets: [10.%d.0.0/24], resources: %s}
                """.formatted(name, subnet, resources);
    }

    private static String port(String name, String guaranteed) {
        return """
                ---
                kind: Port
                metadata: {tenant: team-a, name: %s}
                spec: {slice: s1, bandwidth: {guaranteed: %s}}
                """.formatted(name, guaranteed);
    }

    private void apply(String yaml) {
        List<Record> records = state.apply(read(yaml));
        decideBindings(records);
    }

    /** The lines, without the position unless it is asked for by a first document without a separator. */
    private List<String> refused(String yaml) {
        List<Problem> problems = state.refusal(read(yaml));
        assertThat(problems).allMatch(p -> p.category() == Problem.Category.OVER_LIMIT);
        return problems.stream()
                .map(Problem::toString)
                .map(line -> yaml.startsWith("---") ? line.replaceFirst("^net.yaml:\\d+:\\d+: ", "") : line)
                .toList();
    }

    private static Manifest[] read(String yaml) {
        String whole = yaml.replaceAll("(?m)^kind:", "apiVersion: heddle.dev/v1\nkind:");
        Parsed parsed = ManifestReader.read("net.yaml", whole.getBytes(StandardCharsets.UTF_8));
        assertThat(parsed.problems()).isEmpty();
        return parsed.manifests().toArray(Manifest[]::new);
    }
}
