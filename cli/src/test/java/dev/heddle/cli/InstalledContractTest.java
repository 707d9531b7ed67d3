package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code heddle trace} and {@code heddle verify isolation} before a controller with one real switch. */
final class InstalledContractTest {
    private static final String NET = """
            {apiVersion: heddle.dev/v1, kind: Host, metadata: {name: h1}, spec: {systemId: sys-h1, ovsdb: "unix:SOCKET", uplinks: [{name: u, address: 192.0.2.1}]}}
            ---
            {apiVersion: heddle.dev/v1, kind: Tenant, metadata: {name: team-a}}
            ---
            {apiVersion: heddle.dev/v1, kind: VirtualNetwork, metadata: {tenant: team-a, name: net}}
            ---
            {apiVersion: heddle.dev/v1, kind: Slice, metadata: {tenant: team-a, name: train}, spec: {network: net, subnets: [10.9.0.0/24]}}
            ---
            {apiVersion: heddle.dev/v1, kind: Slice, metadata: {tenant: team-a, name: other}, spec: {network: net, subnets: [10.8.0.0/24]}}
            ---
            {apiVersion: heddle.dev/v1, kind: Port, metadata: {tenant: team-a, name: w0}, spec: {slice: train}}
            ---
            {apiVersion: heddle.dev/v1, kind: Port, metadata: {tenant: team-a, name: w1}, spec: {slice: train}}
            ---
            {apiVersion: heddle.dev/v1, kind: Port, metadata: {tenant: team-a, name: w2}, spec: {slice: train}}
            ---
            {apiVersion: heddle.dev/v1, kind: Port, metadata: {tenant: team-a, name: x0}, spec: {slice: other}}
            """;

    @TempDir
    private static Path directory;

    private static DummyOvs ovs;
    private static Serving serving;
    private static Shell shell;

    @BeforeAll
    static void serve() throws IOException {
        ovs = DummyOvs.start("sys-h1");
        serving = Serving.start(directory);
        shell = new Shell(directory, serving.server())
                .file("net.yaml", NET.replace("SOCKET", ovs.databaseSocket().toString()));
        assertThat(shell.run("apply -f DIR/net.yaml").exit()).isZero();
        assertThat(shell.run("wait host/h1 --for=connected").exit()).isZero();
        ovs.addPort("br-int", "w0", 11, "team-a/w0");
        ovs.addPort("br-int", "w1", 12, "team-a/w1");
        ovs.addPort("br-int", "x0", 13, "team-a/x0");
        for (String port : new String[] {"w0", "w1", "x0"}) {
            assertThat(shell.run("wait port/" + port + " -t team-a --for=realised")
                            .exit())
                    .isZero();
        }
    }

    @AfterAll
    static void stop() {
        serving.close();
        ovs.close();
    }

    @Test
    void aPacketIsFollowedToItsPort() {
        shell.check("""
                $ heddle trace team-a/w0 --to 10.9.0.3 --tcp 443
                packet …10.9.0.2…10.9.0.3…443…
                host h1, in by port 11, Port team-a/w0
                  table 0 (classify), Port team-a/w0 (DIR/net.yaml:11:1)
                    cookie=0x4844…, table=0, priority=100,in_port=11,dl_src=… actions=…
                  table 10 (type)
                    cookie=0x4844000000000000, table=10, …
                  table 12 (ipv4), Port team-a/w0 (DIR/net.yaml:11:1)
                    cookie=…
                  table 22 (mac), Port team-a/w1 (DIR/net.yaml:13:1)
                    cookie=…
                  table 23 (peer), Host h1 (DIR/net.yaml:1:1)
                    cookie=…
                  table 30 (local), Port team-a/w1 (DIR/net.yaml:13:1)
                    cookie=…
                  out by port 12, Port team-a/w1 (DIR/net.yaml:13:1)
                delivered: on its way over host h1; Port team-a/w1 (DIR/net.yaml:13:1)
                """);
        JsonNode json = JsonMapper.shared()
                .readTree(shell.run("trace w0 -t team-a --to 10.9.0.3 -o json").out());
        assertThat(json.path("verdict").asString()).isEqualTo("delivered");
        assertThat(json.path("object").asString()).isEqualTo("Port team-a/w1");
        assertThat(json.path("source").asString()).isEqualTo(directory.resolve("net.yaml") + ":13:1");
        assertThat(json.path("packet").asString()).contains("icmp");
        assertThat(json.at("/hops/0/host").asString()).isEqualTo("h1");
        assertThat(json.at("/hops/0/steps/0/flow").asString()).startsWith("cookie=0x4844");
    }

    @Test
    void whatDoesNotArriveIsToldWithWhoIsToBlame() {
        shell.check("""
                $ heddle trace team-a/w0 --to 10.9.0.9 --icmp
                …
                  dropped: no flow matches
                dropped: nobody in Slice team-a/train has 10.9.0.9: host h1, table 21: no flow matches; Slice team-a/train (DIR/net.yaml:7:1)
                ? 1
                $ heddle trace team-a/w0 --to 10.8.0.2
                …
                dropped: 10.8.0.2 is in no subnet of Slice team-a/train, …; Slice team-a/train (DIR/net.yaml:7:1)
                ? 1
                $ heddle trace team-a/w0 --to 10.9.0.4 --udp 53
                …
                dropped: nobody answers for 10.9.0.4: its port is not plugged in: …; Port team-a/w2 (DIR/net.yaml:15:1)
                ? 1
                """);
        ovs.ofctl("add-flow", "br-int", "cookie=0xf0,table=22,priority=900,tcp,tp_dst=25,actions=drop");
        shell.check("""
                $ heddle trace team-a/w0 --to 10.9.0.3 --tcp 25
                …
                    cookie=0xf0, table=22, priority=900,tcp,tp_dst=25 actions=drop
                …
                dropped: the packet does not arrive: host h1, table 22: a flow that is not ours drops it
                ? 1
                """);
        ovs.ofctl("del-flows", "br-int", "cookie=0xf0/-1");
    }

    @Test
    void badQuestionsAreRefused() {
        shell.check("""
                $ heddle trace team-a/w0 --to 10.9.0.2
                ! Port team-a/w0: 10.9.0.2 is its own address: such a packet never leaves the workload
                ? 2
                $ heddle trace team-a/w0 --to fd00::1
                ! Port team-a/w0: has no IPv6 address to send from
                ? 2
                $ heddle trace team-a/w0 --to 10.9.0
                ! ?to: …
                ? 2
                $ heddle trace team-a/w0 --to 10.9.0.3 --tcp 65536
                ! ?tcp: expected a port from 1 to 65535, found '65536'
                ? 2
                $ heddle trace team-a/w9 --to 10.9.0.3
                ! Port team-a/w9: does not exist
                ? 6
                $ heddle trace w0 --to 10.9.0.3
                ! port "w0": name the tenant with -t TENANT, or TENANT/NAME
                ? 2
                """);
    }

    @Test
    void isolationIsProvedAndALeakIsNamed() {
        shell.check("""
                $ heddle verify isolation
                h1: proved…
                proved
                $ heddle verify isolation --host h9
                ! Host h9: does not exist
                ? 6
                $ heddle verify isolations
                ! verify "isolations": expected isolation
                ? 2
                $ heddle verify
                ! what to verify is missing: heddle verify isolation, or --program, --dump and --groups
                ? 2
                """);
        ovs.ofctl("add-flow", "br-int", "cookie=0xf1,table=30,priority=900,udp,actions=output:13");
        Shell.Ran text = shell.run("verify isolation --host h1");
        Shell.Ran json = shell.run("verify isolation -o json");
        ovs.ofctl("del-flows", "br-int", "cookie=0xf1/-1");
        String flow = "cookie=0xf1, table=30, priority=900,udp actions=output:13";
        assertThat(text.exit()).isEqualTo(1);
        assertThat(text.out()).contains("leak: flow " + flow).endsWith("\nviolated\n");
        JsonNode told = JsonMapper.shared().readTree(json.out());
        assertThat(json.exit()).isEqualTo(1);
        assertThat(told.path("verdict").asString()).isEqualTo("violated");
        assertThat(told.at("/hosts/0/witness/name").asString()).isEqualTo(flow);
    }

    @Test
    void shellsCompleteWordsAndOptions() {
        assertThat(shell.run("__complete -- verify ''").out()).isEqualTo("isolation\n");
        assertThat(shell.run("__complete -- verify --du").out()).isEqualTo("--dump\n");
        assertThat(shell.run("__complete -- trace x --u").out()).isEqualTo("--udp\n");
        assertThat(shell.run("help verify").out()).startsWith("Example: heddle verify isolation");
        assertThat(shell.run("help trace").out()).startsWith("Example: heddle trace ");
    }
}
