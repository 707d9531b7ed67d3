package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Wait;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The lab's own promises to its users. */
@Tag("lab")
class LabTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String LONG = "a".repeat(63);

    @SuppressWarnings("NullAway.Init")
    private static LabFixture lab;

    @BeforeAll
    static void up() {
        lab = LabFixture.up(2, 1);
        lab.apply("""
                {apiVersion: heddle.dev/v1, kind: Tenant, metadata: {name: t}}
                ---
                {apiVersion: heddle.dev/v1, kind: VirtualNetwork, metadata: {tenant: t, name: n}, spec: {}}
                ---
                apiVersion: heddle.dev/v1
                kind: Slice
                metadata: {tenant: t, name: s}
                spec: {network: n, subnets: [10.1.0.0/24, "fd00:1::/64"], mtu: 1400}
                """ + port("a", "h1") + port("b", "h2") + port(LONG, "h2"));
    }

    @AfterAll
    static void down() {
        lab.close();
    }

    private static String port(String name, String host) {
        return """
                ---
                {apiVersion: heddle.dev/v1, kind: Port, metadata: {tenant: t, name: %s}, spec: {slice: s, host: %s}}
                """.formatted(name, host);
    }

    private static String address(String port) {
        return lab.json("get", "port", port, "-t", "t", "-o", "json")
                .path("effective")
                .path("ips")
                .path(0)
                .asString();
    }

    @Test
    void statusNamesEveryProcess() {
        JsonNode status = lab.json("lab", "status", "-o", "json");
        assertThat(status.path("controller").path("server").asString()).startsWith("http://127.0.0.1:");
        assertThat(status.path("controller").path("pid").isIntegralNumber()).isTrue();
        assertThat(status.path("hosts").size()).isEqualTo(2);
        for (JsonNode host : status.path("hosts").values()) {
            assertThat(host.path("vswitchd").isIntegralNumber()).isTrue();
            assertThat(host.path("ovsdb").isIntegralNumber()).isTrue();
            assertThat(Path.of(host.path("rundir").asString())).isDirectory();
        }
    }

    @Test
    void aWorkloadHasOneDeviceWithWhatThePortAsks() {
        JsonNode port = lab.json("get", "port", "a", "-t", "t", "-o", "json");
        String links = workload("t/a", "ip", "-o", "link", "show");
        assertThat(links.lines().count()).isEqualTo(2);
        assertThat(links)
                .contains("mtu 1400")
                .contains(port.path("effective").path("mac").asString());
        String addresses = workload("t/a", "ip", "-o", "addr", "show", "dev", "eth0");
        for (JsonNode ip : port.path("effective").path("ips").values()) {
            assertThat(addresses).contains(" " + ip.asString() + "/");
        }
        assertThat(addresses).doesNotContain("tentative");
    }

    @Test
    void namesOf63LettersWork() {
        assertThat(lab.run("lab", "exec", "t/" + LONG, "--", "ping", "-c", "1", "-W", "2", address("a"))
                        .status())
                .isZero();
    }

    @Test
    void execIsTheCommandItself() throws IOException {
        assertThat(lab.run("lab", "exec", "t/a", "--", "sh", "-c", "exit 37").status())
                .isEqualTo(37);
        assertThat(workload("t/a", "echo", "over")).isEqualTo("over\n");
        assertThat(lab.run("lab", "exec", "t/nobody", "--", "true").status()).isEqualTo(6);
        Process echo = lab.start("lab", "exec", "t/a", "--", "cat");
        try (var out = echo.getOutputStream();
                var in = new BufferedReader(new InputStreamReader(echo.getInputStream(), StandardCharsets.UTF_8))) {
            out.write("unbuffered\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(in.readLine()).isEqualTo("unbuffered");
        }
        assertThat(echo.onExit().join().exitValue()).isZero();
    }

    @Test
    void aPortMovesAndGoes() {
        var _ = lab.apply(port("mover", "h1"));
        String address = address("mover");
        assertThat(pings("t/a", address)).isTrue();
        var _ = lab.apply(port("mover", "h2"));
        assertThat(workload("t/mover", "ip", "-o", "link", "show").lines().count())
                .isEqualTo(2);
        assertThat(pings("t/a", address)).isTrue();
        var _ = lab.must("delete", "port", "mover", "-t", "t", "--wait");
        await(
                "the workload is gone",
                () -> lab.run("lab", "exec", "t/mover", "--", "true").status() == 6);
    }

    @Test
    void workloadsArePluggedAgainAfterTheirBridgeIsDeleted() {
        String before = host("h2", "ovs-vsctl", "list-ports", "br-int");
        var _ = host("h2", "ovs-vsctl", "--no-wait", "del-br", "br-int");
        await(
                "the same ports are back",
                () -> before.equals(lab.run("lab", "host-exec", "h2", "--", "ovs-vsctl", "list-ports", "br-int")
                        .out()));
        await("traffic is back", () -> pings("t/a", address("b")));
    }

    @Test
    void faultsComeAndGo() {
        var _ = lab.must("lab", "cut", "h2");
        assertThat(pings("t/a", address("b"))).isFalse();
        var _ = lab.must("lab", "heal", "h2");
        await("traffic is back", () -> pings("t/a", address("b")));

        var _ = lab.must("lab", "stop", "h2", "--kill");
        JsonNode host = lab.json("lab", "status", "-o", "json").path("hosts").path(1);
        assertThat(host.path("vswitchd").isNull() && host.path("ovsdb").isNull())
                .isTrue();
        var _ = lab.must("lab", "start", "h2");
        await("traffic is back", () -> pings("t/a", address("b")));
    }

    /** A measurement of few ports is over in less time than tcpdump by itself holds packets back. */
    @Test
    void pingallHearsEveryRequestHoweverSoonItIsOver() {
        for (int i = 0; i < 8; i++) {
            assertThat(lab.must("lab", "pingall")).contains("0 differ");
        }
    }

    @Test
    void everyHelpBeginsWithAnExampleAndFitsAScreen() {
        for (String verb : List.of("up", "down", "status", "exec", "host-exec", "stop", "start", "cut", "pingall")) {
            String help = lab.must("lab", verb, "-h");
            assertThat(help).startsWith("Example: heddle lab " + verb);
            assertThat(help.lines().count()).isLessThanOrEqualTo(24);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        Wait.until(BOUND, condition, () -> what + " did not come true");
    }

    private static String host(String host, String... command) {
        return lab.must(words("host-exec", host, command));
    }

    private static String workload(String port, String... command) {
        return lab.must(words("exec", port, command));
    }

    private static String[] words(String verb, String where, String... command) {
        return Stream.concat(Stream.of("lab", verb, where, "--"), Stream.of(command))
                .toArray(String[]::new);
    }

    private static boolean pings(String from, String address) {
        return lab.run("lab", "exec", from, "--", "ping", "-n", "-c", "1", "-W", "2", address)
                        .status()
                == 0;
    }
}
