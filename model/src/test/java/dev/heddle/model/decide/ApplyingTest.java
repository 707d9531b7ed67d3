package dev.heddle.model.decide;

import static dev.heddle.model.testing.Declare.host;
import static dev.heddle.model.testing.Declare.hostAt;
import static dev.heddle.model.testing.Declare.network;
import static dev.heddle.model.testing.Declare.port;
import static dev.heddle.model.testing.Declare.slice;
import static dev.heddle.model.testing.Declare.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Problem;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.manifest.ManifestReader;
import dev.heddle.model.manifest.Parsed;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.state.Batch;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.IdKind;
import dev.heddle.model.state.ImageCodec;
import dev.heddle.model.state.PortState.Binding;
import dev.heddle.model.state.Record;
import dev.heddle.model.state.RecordCodec;
import dev.heddle.model.testing.Declare;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplyingTest {
    private final Decided state = new Decided();

    @BeforeEach
    void declareSome() {
        state.apply(
                port("a", "p1", "s"),
                port("a", "p2", "s", Map.of("host", "h1", "uplink", "uplink2"), "10.9.0.7"),
                slice("a", "s", "n", "10.9.0.0/24", "fd00:9::/64"),
                network("a", "n"),
                host("h1", "192.0.2.1", "192.0.2.101"),
                host("h2", "192.0.2.2"),
                tenant("a"));
    }

    @Test
    void allocatesLowestFreeFirstAfterTheGateway() {
        state.apply(port("a", "p3", "s"), port("a", "p4", "s"));
        assertThat(state.ips("a", "p1")).containsExactly("10.9.0.2", "fd00:9::2");
        assertThat(state.ips("a", "p2")).containsExactly("10.9.0.7");
        assertThat(state.ips("a", "p3")).containsExactly("10.9.0.3", "fd00:9::3");
        state.delete(Decided.port("p1"));
        state.apply(port("a", "p5", "s"));
        assertThat(state.ips("a", "p5")).containsExactly("10.9.0.2", "fd00:9::2");
        assertThat(state.port("a", "p3").mac().toString()).startsWith("0a:");
    }

    @Test
    void declaredAddressesGoBeforeAllocatedOnes() {
        state.apply(port("a", "aa", "s"), port("a", "zz", "s", "10.9.0.3", "fd00:9::3"));
        assertThat(state.ips("a", "zz")).containsExactly("10.9.0.3", "fd00:9::3");
        assertThat(state.ips("a", "aa")).containsExactly("10.9.0.4", "fd00:9::4");
    }

    @Test
    void sixtyFourRequestsGetSixtyFourAddresses() {
        Set<Object> ips = new HashSet<>();
        Set<Object> macs = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            state.apply(port("a", "q" + i, "s"));
            ips.addAll(state.port("a", "q" + i).ips());
            macs.add(state.port("a", "q" + i).mac());
        }
        assertThat(ips).hasSize(128);
        assertThat(macs).hasSize(64);
    }

    @Test
    void unchangedInputMakesNoRecord() {
        assertThat(state.apply(port("a", "p1", "s"), tenant("a"), host("h2", "192.0.2.2")))
                .isEmpty();
    }

    @Test
    void answersInTheOrderOfTheRequest() {
        Decision decision = Applying.decide(
                state.image, List.of(port("a", "new", "s"), tenant("a"), host("h2", "192.0.2.9")), state.context());
        assertThat(((Decision.Accepted) decision)
                        .actions().stream().map(d -> d.key().line() + " " + d.action()))
                .containsExactly("port.a/new CREATED", "tenant.a UNCHANGED", "host.h2 CONFIGURED");
    }

    @Test
    void addressesStayWhileTheSubnetDoesAndFollowNewSubnets() {
        state.apply(slice("a", "s", "n", "fd00:9::/64", "10.9.0.0/23", "10.8.0.0/24"));
        assertThat(state.ips("a", "p1")).containsExactly("10.8.0.2", "10.9.0.2", "fd00:9::2");
        assertThat(state.ips("a", "p2")).containsExactly("10.9.0.7");
    }

    @Test
    void portsMaySwapAddresses() {
        state.apply(port("a", "x", "s", "10.9.0.20"), port("a", "y", "s", "10.9.0.21"));
        state.apply(port("a", "x", "s", "10.9.0.21"), port("a", "y", "s", "10.9.0.20"));
        assertThat(state.ips("a", "x")).containsExactly("10.9.0.21");
        assertThat(state.ips("a", "y")).containsExactly("10.9.0.20");
        Oracle.check(state.image);
    }

    @Test
    void numbersOfUplinksStayAndLeaveWithThem() {
        HostState before = state.image.hosts().get("h1");
        List<Record> records = state.apply(host("h1", "192.0.2.1", "192.0.2.101", "192.0.2.201"));
        HostState after = state.image.hosts().get("h1");
        assertThat(after.endpoints().subList(0, 2)).isEqualTo(before.endpoints());
        assertThat(records).hasSize(1);
        state.apply(host("h1", "192.0.2.1", "192.0.2.101"));
        assertThat(state.image.ids(IdKind.ENDPOINT).released())
                .containsOnlyKeys(after.endpoints().get(2).number());
    }

    @Test
    void danglingReferencesAreBadInput() {
        refused(
                slice("a", "t", "no", "10.7.0.0/24"),
                "unknown-reference",
                "spec.network: VirtualNetwork a/no does not");
        refused(port("a", "x", "no"), "unknown-reference", "spec.slice: Slice a/no does not exist");
        refused(network("b", "n"), "unknown-reference", "metadata.tenant: Tenant b does not exist");
        refused(port("a", "x", "s", Map.of("host", "h9")), "unknown-reference", "spec.host: Host h9 does not exist");
        refused(
                port("a", "x", "s", Map.of("host", "h2", "uplink", "uplink2")),
                "unknown-reference",
                "spec.uplink: host h2 has no uplink \"uplink2\"");
    }

    @Test
    void whatCannotChangeIsAConflict() {
        state.apply(network("a", "m"), slice("a", "t", "n", "10.7.0.0/24"));
        conflict(host("h1", "other", 1500, "192.0.2.1", "192.0.2.101"), "immutable", "from \"system-h1\" to \"other\"");
        conflict(slice("a", "t", "m", "10.7.0.0/24"), "immutable", "spec.network: cannot change from \"n\" to \"m\"");
        conflict(port("a", "p1", "t"), "immutable", "spec.slice: cannot change from \"s\" to \"t\"");
        UUID uid = UUID.fromString("00000000-0000-4000-8000-000000000001");
        conflict(Declare.uid(port("a", "p1", "s"), uid), "uid-differs", "is not the stored uid");
        UUID taken = state.port("a", "p1").resource().uid();
        conflict(Declare.uid(port("a", "x", "s"), taken), "uid-taken", "is the uid of Port a/p1");
    }

    @Test
    void takenAddressesNameTheHolder() {
        conflict(port("a", "x", "s", "10.9.0.7"), "address-taken", "spec.ips[0]: 10.9.0.7 is that of Port a/p2");
        conflict(port("a", "x", "s", "fd00:9::2"), "address-taken", "fd00:9::2 is that of Port a/p1");
        String mac = state.port("a", "p1").mac().toString();
        conflict(port("a", "x", "s", Map.of("mac", mac)), "mac-taken", "spec.mac: " + mac + " is that of Port a/p1");
        assertThat(state.refusal(port("a", "x", "s", "10.9.0.50"), port("a", "y", "s", "10.9.0.50")))
                .extracting(Problem::category, Problem::toString)
                .containsExactly(tuple(
                        Problem.Category.BAD_INPUT,
                        "net.yaml:1:1: Port a/y: spec.ips[0]: 10.9.0.50 is that of Port a/x"));
    }

    @Test
    void addressesThatNoPortCanHaveAreBadInput() {
        refused(
                port("a", "x", "s", "10.9.0.1"),
                "address-unusable",
                "10.9.0.1 is the gateway's address of 10.9.0.0/24");
        refused(port("a", "x", "s", "10.9.0.0"), "address-unusable", "is the network address");
        refused(port("a", "x", "s", "10.9.0.255"), "address-unusable", "is the broadcast address");
        refused(port("a", "x", "s", "fd00:9::"), "address-unusable", "is the subnet-router anycast address");
        refused(
                port("a", "x", "s", "10.8.0.5"),
                "address-unusable",
                "lies in no subnet of slice s, expected one of 10.9");
        Manifest placed = Declare.at(port("a", "x", "s", "10.9.0.7", "10.8.0.5"), "spec.ips[1]");
        assertThat(state.refusal(placed)).extracting(Problem::position).contains(placed.at("spec.ips[1]"));
    }

    @Test
    void hostsDifferInSystemIdDatabaseAndTunnelAddress() {
        conflict(host("h3", "system-h1", 1500, "192.0.2.3"), "system-id-taken", "\"system-h1\" is that of Host h1");
        conflict(
                host("h3", "192.0.2.101"),
                "tunnel-address-taken",
                "uplinks[0].address: \"192.0.2.101\" is that of Host h1");
        state.apply(hostAt("tcp:192.0.2.9:6640", "h5", "192.0.2.5"));
        conflict(
                hostAt("tcp:192.0.2.9:6640", "h6", "192.0.2.6"),
                "ovsdb-taken",
                "spec.ovsdb: \"tcp:192.0.2.9:6640\" is that of Host h5");
        state.apply(hostAt("tcp:192.0.2.9:6641", "h5", "192.0.2.5"), hostAt("tcp:192.0.2.9:6640", "h6", "192.0.2.6"));
        assertThat(state.refusal(host("h3", "192.0.2.3"), host("h4", "192.0.2.3")))
                .extracting(Problem::category)
                .containsExactly(Problem.Category.BAD_INPUT);
    }

    @Test
    void uplinksThatPortsNameStay() {
        conflict(host("h1", "192.0.2.1"), "uplink-used", "is used by Port a/p2");
        state.apply(host("h1", "192.0.2.1"), port("a", "p2", "s", Map.of("host", "h1"), "10.9.0.7"));
    }

    @Test
    void subnetsOfANetworkAreApart() {
        conflict(
                slice("a", "t", "n", "10.9.0.128/25"),
                "subnet-overlap",
                "10.9.0.128/25 overlaps 10.9.0.0/24 of Slice a/s");
        conflict(slice("a", "t", "n", "10.0.0.0/8"), "subnet-overlap", "10.0.0.0/8 overlaps 10.9.0.0/24 of Slice a/s");
        assertThat(state.refusal(slice("a", "t", "n", "10.7.0.0/24"), slice("a", "u", "n", "10.7.0.0/16")))
                .extracting(Problem::category, Problem::object)
                .containsExactly(tuple(Problem.Category.BAD_INPUT, "Slice a/u"));
        state.apply(network("a", "m"), slice("a", "t", "m", "10.9.0.0/24"));
    }

    @Test
    void usedSubnetsStay() {
        conflict(slice("a", "s", "n", "fd00:9::/64"), "subnet-used", "are used by Port a/p1, Port a/p2");
        state.delete(Decided.port("p2"), Decided.port("p1"));
        state.apply(slice("a", "s", "n", "fd00:9::/64"));
    }

    @Test
    void fullSubnetsAreTold() {
        state.apply(slice("a", "tiny", "n", "10.7.0.0/30"), port("a", "x", "tiny"));
        conflict(port("a", "y", "tiny"), "subnet-full", "no address is free in 10.7.0.0/30");
    }

    @Test
    void packetsFitIntoUplinks() {
        refused(
                slice("a", "s", "n", 9000, "10.9.0.0/24", "fd00:9::/64"),
                "mtu-too-large",
                "spec.mtu: Port a/p2: mtu 9000 does not fit into uplink uplink2 of host h1: 1500 - 50 = 1450");
        refused(
                host("h1", "system-h1", 1400, "192.0.2.1", "192.0.2.101"),
                "mtu-too-large",
                "spec.uplinks[1].mtu: Port a/p2");
        state.replay(List.of(new Record.PortBound(Decided.port("p1"), new Binding("h2", "uplink1"))));
        refused(host("h2", "system-h2", 1500, "2001:db8::2"), "mtu-too-large", "1500 - 70 = 1430");
        assertThat(state.refusal(host("h3", "2001:db8::3"), port("a", "x", "s", Map.of("host", "h3"))))
                .extracting(Problem::object)
                .containsExactly("Port a/x");
    }

    @Test
    void requestsForAnOlderRevisionAreConflicts() {
        long revision = state.image.revision();
        state.apply(port("a", "p2", "s", "10.9.0.8"));
        Context stale = new Context(revision + 2, state.now, UUID::randomUUID, OptionalLong.of(revision));
        Decision decision = Applying.decide(state.image, List.of(port("a", "p2", "s"), port("a", "p1", "s")), stale);
        assertThat(Decided.problems(decision))
                .extracting(Problem::toString)
                .containsExactly("net.yaml:1:1: Port a/p2: changed in revision 2, after 1");
    }

    @Test
    void allProblemsAreTold() {
        assertThat(state.refusal(port("a", "x", "no"), port("a", "y", "s", "10.9.0.1"), network("b", "n")))
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("unknown-reference", "address-unusable", "unknown-reference");
    }

    @Test
    void whatIsUsedIsNotDeleted() {
        ObjectKey tenant = ObjectKey.clusterWide(Kind.TENANT, "a");
        ObjectKey host = ObjectKey.clusterWide(Kind.HOST, "h2");
        assertThat(state.refusedDelete(tenant).getFirst().message())
                .isEqualTo("is still used by VirtualNetwork a/n, Slice a/s, Port a/p1, Port a/p2");
        state.replay(List.of(new Record.PortBound(Decided.port("p1"), new Binding("h2", "uplink1"))));
        assertThat(state.refusedDelete(host).getFirst().message()).isEqualTo("is still used by Port a/p1");
        assertThat(state.refusedDelete(Decided.port("nobody")).getFirst().category())
                .isEqualTo(Problem.Category.NOT_FOUND);
        state.delete(
                tenant,
                host,
                ObjectKey.of(Kind.NETWORK, "a", "n"),
                ObjectKey.of(Kind.SLICE, "a", "s"),
                Decided.port("p1"),
                Decided.port("p2"),
                ObjectKey.clusterWide(Kind.HOST, "h1"));
        List<Kind> left = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (state.image.count(kind) > 0) {
                left.add(kind);
            }
        }
        assertThat(left).isEmpty();
        assertThat(state.image.uids()).isEmpty();
        assertThat(state.image.plugged()).isEmpty();
    }

    @Test
    void movingAPortChangesNothingElse() {
        Object other = state.port("a", "p1");
        Object host = state.image.hosts().get("h1");
        state.apply(port("a", "p2", "s", Map.of("host", "h2"), "10.9.0.7"));
        assertThat(state.port("a", "p1")).isSameAs(other);
        assertThat(state.image.hosts().get("h1")).isSameAs(host);
        assertThat(state.port("a", "p2").resource().spec(PortSpec.class).host()).contains("h2");
    }

    @Test
    void filesAppliedAgainAfterARestartChangeNothing() {
        String yaml = """
                apiVersion: heddle.dev/v1
                kind: Host
                metadata: {name: h7, labels: {rack: r7}}
                spec:
                  systemId: seven
                  uplinks: [{name: u1, address: 192.0.2.7, bandwidth: 100Gbps, rail: a, mtu: 9100}]
                  location: {site: a, rack: r7}
                  capacity: {cpu: 64, gpu: {count: 8, model: H100}, memory: 2Ti}
                ---
                apiVersion: heddle.dev/v1
                kind: Slice
                metadata: {tenant: a, name: big}
                spec: {network: n, subnets: [10.20.0.0/16], mtu: 9000, preemptible: true, resources: {cpu: 500m}}
                ---
                apiVersion: heddle.dev/v1
                kind: Port
                metadata: {tenant: a, name: q}
                spec: {slice: big, host: h7, mac: "02-00-00-00-00-AA", bandwidth: {guaranteed: 1Gbps}}
                """;
        Parsed parsed = ManifestReader.read("net.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        assertThat(parsed.problems()).isEmpty();
        List<Record> records = state.apply(parsed.manifests().toArray(Manifest[]::new));
        assertThat(records).hasSize(3);
        Batch batch = new Batch(2, state.now, "local", "unix", records);
        byte[] entry = RecordCodec.encode(batch);
        assertThat(RecordCodec.encode(RecordCodec.decode(entry))).isEqualTo(entry);
        state.image = ImageCodec.decode(ImageCodec.encode(state.image));
        assertThat(state.apply(parsed.manifests().toArray(Manifest[]::new))).isEmpty();
    }

    private void refused(Manifest manifest, String code, String words) {
        assertOne(manifest, Problem.Category.BAD_INPUT, code, words);
    }

    private void conflict(Manifest manifest, String code, String words) {
        assertOne(manifest, Problem.Category.CONFLICT, code, words);
    }

    private void assertOne(Manifest manifest, Problem.Category category, String code, String words) {
        List<Problem> problems = state.refusal(manifest);
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().code()).isEqualTo(code);
        assertThat(problems.getFirst().category()).isEqualTo(category);
        assertThat(problems.getFirst().toString()).contains(words);
    }
}
