package dev.heddle.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import dev.heddle.model.manifest.ManifestReader.Input;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import dev.heddle.model.net.MacAddress;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.NetworkSpec;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.spec.TenantSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
    private static Parsed read(String text) {
        return Good.read("net.yaml", text);
    }

    private static List<String> problems(String text) {
        return read(text).problems().stream().map(Problem::toString).toList();
    }

    @Test
    void readsEveryKind() {
        Parsed parsed = read(Good.text("net.yaml"));
        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.manifests())
                .extracting(m -> m.key().toString())
                .containsExactly(
                        "Tenant team-a",
                        "Host h1",
                        "VirtualNetwork team-a/train",
                        "Slice team-a/train",
                        "Port team-a/train-0");
        TenantSpec tenant = (TenantSpec) parsed.manifests().get(0).spec();
        assertThat(tenant.quota().cpu()).hasValue(64_000);
        assertThat(tenant.quota().memory()).hasValue(1L << 40);
        assertThat(tenant.ports()).hasValue(100);
        HostSpec host = (HostSpec) parsed.manifests().get(1).spec();
        assertThat(host.uplinks()).extracting(HostSpec.Uplink::mtu).containsExactly(9000, 1500);
        assertThat(host.location().keySet()).containsExactly("site", "pod", "rack");
        assertThat(host.capacity().gpu()).hasValue(8);
        assertThat(host.gpuModel()).hasValue("H100 SXM");
        assertThat(host.reserved().bandwidth()).hasValue(200_000_000);
        assertThat(host.datapath()).isEqualTo(HostSpec.Datapath.NETDEV);
        assertThat(((NetworkSpec) parsed.manifests().get(2).spec()).description())
                .hasValue("Training: all reduce");
        SliceSpec slice = (SliceSpec) parsed.manifests().get(3).spec();
        assertThat(slice.subnets()).containsExactly(IpPrefix.parse("10.9.0.0/24"), IpPrefix.parse("fd00:9::/64"));
        Manifest port = parsed.manifests().get(4);
        assertThat(port.spec())
                .isEqualTo(new PortSpec(
                        "train",
                        Optional.of("h1"),
                        Optional.of("uplink2"),
                        List.of(IpAddress.parse("10.9.0.10"), IpAddress.parse("fd00:9::10")),
                        Optional.of(MacAddress.parse("02:00:00:00:00:0a")),
                        OptionalLong.of(1_000_000_000L),
                        OptionalLong.of(10_000_000_000L)));
        assertThat(port.uid()).hasValue(UUID.fromString("6f8f3e0a-1b2c-4d5e-8f90-123456789abc"));
        assertThat(port.written().get("mac").asString()).isEqualTo("02:00:00:00:00:0A");
        assertThat(port.position()).isEqualTo(new Position("net.yaml", 60, 1));
        assertThat(port.at("spec.ips[1]")).isEqualTo(new Position("net.yaml", 74, 5));
        assertThat(port.at("spec.ips[7]")).isEqualTo(new Position("net.yaml", 73, 3));
    }

    @Test
    void fillsInDefaults() {
        Parsed parsed = read(Good.text("small.yaml"));
        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.manifests()).hasSize(5);
        HostSpec host = (HostSpec) parsed.manifests().get(1).spec();
        assertThat(host.tunnelPort()).isEqualTo(4789);
        assertThat(host.state()).isEqualTo(HostSpec.State.READY);
        assertThat(host.datapath()).isEqualTo(HostSpec.Datapath.SYSTEM);
        assertThat(host.uplinks().getFirst().mtu()).isEqualTo(1500);
    }

    @Test
    void readsJsonWithTabsAndLists() {
        Parsed parsed = Good.read("-", Good.text("list.json"));
        assertThat(parsed.problems()).isEmpty();
        assertThat(((NetworkSpec) parsed.manifests().getFirst().spec()).description())
                .hasValue("🧵 é");
        Manifest slice = parsed.manifests().get(1);
        assertThat(((SliceSpec) slice.spec()).mtu()).isEqualTo(1450);
        assertThat(slice.position()).isEqualTo(new Position("-", 13, 3));
        assertThat(slice.at("spec.subnets[0]")).isEqualTo(new Position("-", 17, 45));
    }

    @Test
    void printsProblemsAsTheContractSays() {
        String text = Good.text("net.yaml").replace("  subnets:\n", "  subnts:\n");
        assertThat(problems(text))
                .containsExactly(
                        "net.yaml:49:3: Slice team-a/train: spec.subnts: unknown field, did you mean \"subnets\"?");
    }

    @Test
    void findsAllProblemsOfAllFilesAtOnce() {
        Parsed parsed = ManifestReader.read(List.of(
                input("a.yaml", Good.text("net.yaml").replace("mtu: 1400", "mtu: big")),
                input("b.yaml", "kind: Prot\n"),
                input("c.yaml", Good.text("small.yaml").replace("mtu: 576", "mtu: 575"))));
        assertThat(parsed.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "a.yaml:52:8: Slice team-a/train: spec.mtu: found the string \"big\", expected an integer from 576"
                                + " to 65535",
                        "b.yaml:1:1: Prot: apiVersion: required, expected \"heddle.dev/v1\"",
                        "b.yaml:1:1: Prot: metadata: required, expected a mapping with name, and tenant for most kinds",
                        "b.yaml:1:7: Prot: kind: found \"Prot\", expected \"Tenant\", \"Host\", \"Topology\","
                                + " \"VirtualNetwork\", \"Slice\", \"Port\", did you mean \"Port\"?",
                        "c.yaml:20:48: Slice t/s: spec.mtu: found 575, expected an integer from 576 to 65535");
    }

    @Test
    void refusesTheSameObjectAndTheSameUidTwice() {
        String port =
                "{apiVersion: heddle.dev/v1, kind: Port, metadata: {tenant: t, name: %s, uid: %s}, spec: {slice: s}}";
        String uid = "6f8f3e0a-1b2c-4d5e-8f90-123456789abc";
        Parsed parsed = ManifestReader.read(List.of(
                input("a.yaml", port.formatted("p", uid)),
                input("b.yaml", port.formatted("p", uid)),
                input("c.yaml", port.formatted("q", uid.toUpperCase()))));
        assertThat(parsed.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "b.yaml:1:69: Port t/p: metadata.name: declared twice, first at a.yaml:1:1, expected it once",
                        "c.yaml:1:77: Port t/q: metadata.uid: is the uid of Port t/p too, declared at a.yaml:1:1,"
                                + " expected each once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n\n",
                "# nothing\n",
                "---\n",
                "---\n---\n...\n",
                "~",
                "null",
                "\uFEFF",
                "\uFEFF# bom\n"
            })
    void refusesAnInputWithoutAnObject(String text) {
        assertThat(problems(text)).containsExactly("net.yaml:1:1: found no object, expected at least one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{}]", "text", "1", "- a\n- b\n", "true"})
    void refusesWhatIsNoMapping(String text) {
        assertThat(problems(text)).singleElement().asString().startsWith("net.yaml:1:1: found ");
    }

    /** 100,000 levels would overflow the stack of a recursive reader. */
    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "{\"a\":", "? ", "[{a: "})
    void refusesDeepNestingWithoutOverflow(String open) {
        Assertions.setMaxStackTraceElementsDisplayed(5);
        Parsed parsed = org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> read(open.repeat(100_000)));
        assertThat(parsed.problems())
                .singleElement()
                .extracting(Problem::code, p -> p.position().line())
                .containsExactly("nesting", 1);
    }

    @Test
    void takesAHundredLevelsButNotMore() {
        String status = "{apiVersion: heddle.dev/v1, kind: Tenant, metadata: {name: t}, status: %s%s}";
        assertThat(problems(status.formatted("[".repeat(99), "]".repeat(99)))).isEmpty();
        assertThat(problems(status.formatted("[".repeat(100), "]".repeat(100))))
                .containsExactly("net.yaml:1:171: nested too deeply, expected at most 100 levels");
    }

    @Test
    void keepsProblemsOfDocumentsBeforeASyntaxError() {
        assertThat(problems("kind: Tenant\n---\n\"open"))
                .hasSize(3)
                .last()
                .asString()
                .startsWith("net.yaml:3:6: expected YAML or JSON: ");
    }

    @Test
    void namesThePlaceOfBytesThatAreNoUtf8() {
        byte[] bytes = "kind: Tenant\nmetadata: {name: é?}\n".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 3] = (byte) 0xff;
        assertThat(ManifestReader.read("f", bytes).problems())
                .extracting(Problem::toString)
                .containsExactly("f:2:19: found bytes that are no UTF-8, expected UTF-8");
        assertThat(ManifestReader.read("f", new byte[] {'a', (byte) 0xc3}).problems())
                .extracting(Problem::code)
                .containsExactly("encoding");
        assertThat(ManifestReader.read("f", "kind: Tenant".getBytes(StandardCharsets.UTF_16LE))
                        .problems())
                .extracting(Problem::toString)
                .containsExactly("f:1:2: found NUL, expected text");
    }

    @Test
    void ignoresWhatTheServerWrote() {
        String text = Good.text("small.yaml")
                .replace(
                        "metadata: {name: t}",
                        "metadata: {name: t, revision: [1], created: 2026}\nstatus: {x: 1.5}\neffective: 3");
        assertThat(problems(text)).isEmpty();
    }

    private static Input input(String file, String text) {
        return new Input(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
