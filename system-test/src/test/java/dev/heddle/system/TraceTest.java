package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.Intent;
import dev.heddle.system.fixture.Intent.Port;
import dev.heddle.system.fixture.Intent.Slice;
import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code heddle trace} says of a ping is what the ping does. */
@Tag("lab")
final class TraceTest {
    private static final List<Port> PORTS = List.of(
            port("a", "train", "h1", "10.9.0.2", "fd00:9::2"),
            port("b", "train", "h2", "10.9.0.3", "fd00:9::3"),
            port("c", "train", "h1", "10.9.0.4", "fd00:9::4"),
            port("x", "other", "h2", "10.8.0.2", "fd00:8::2"));

    private static LabFixture lab;

    private static Port port(String name, String slice, String host, String... ips) {
        return new Port("t", name, slice, host, "", List.of(ips), "");
    }

    @BeforeAll
    static void up() {
        lab = LabFixture.up(2, 1);
        lab.apply(new Intent(
                        List.of(
                                new Slice("t", "net", "train", List.of("10.9.0.0/24", "fd00:9::/64")),
                                new Slice("t", "net", "other", List.of("10.8.0.0/24", "fd00:8::/64"))),
                        PORTS)
                .yaml());
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    private static JsonNode trace(String from, String to) {
        Result result = lab.run("trace", from, "--to", to, "-o", "json");
        JsonNode trace = JsonMapper.shared().readTree(result.out());
        boolean delivered = trace.path("verdict").asString().equals("delivered");
        assertThat(result.status()).as(result.toString()).isEqualTo(delivered ? 0 : 1);
        return trace;
    }

    private static boolean pings(String from, String to) {
        return lab.run("lab", "exec", from, "--", "ping", "-c", "1", "-W", "1", to)
                .ok();
    }

    /** Gives the pairs that are traced as delivered. */
    private static List<String> sameAsPings(List<Port> receivers) {
        List<String> delivered = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        for (Port from : PORTS) {
            for (Port to : receivers) {
                for (String ip : from == to ? List.<String>of() : to.ips()) {
                    JsonNode trace = trace(from.id(), ip);
                    boolean traced = trace.path("verdict").asString().equals("delivered");
                    if (traced) {
                        delivered.add(from.name() + " to " + ip);
                    }
                    if (traced != pings(from.id(), ip)) {
                        differences.add(from.id() + " to " + ip + ": " + trace);
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
        return delivered;
    }

    @Test
    void tracesAndPingsAgree() {
        assertThat(sameAsPings(PORTS)).hasSize(12);

        String foreign = "cookie=0xf00,table=30,priority=900,icmp,icmp_type=8,nw_dst=10.9.0.3,actions=drop";
        host("h2", "add-flow", foreign);
        assertThat(sameAsPings(PORTS.subList(1, 2))).containsExactly("a to fd00:9::3", "c to fd00:9::3");
        JsonNode trace = trace("t/a", "10.9.0.3");
        assertThat(trace.at("/hops/1/host").asString()).isEqualTo("h2");
        assertThat(trace.path("message").asString()).contains("host h2, table 30: a flow that is not ours drops it");
        host("h2", "del-flows", "cookie=0xf00/-1");
        assertThat(trace("t/a", "10.9.0.3").path("verdict").asString()).isEqualTo("delivered");

        lab.must("lab", "stop", "h2/vswitchd");
        JsonNode away = trace("t/a", "10.9.0.3");
        assertThat(away.path("verdict").asString()).isEqualTo("unknown");
        assertThat(away.path("object").asString()).isEqualTo("Host h2");
        assertThat(pings("t/a", "10.9.0.3")).isFalse();
        assertThat(trace("t/a", "10.9.0.4").path("verdict").asString()).isEqualTo("delivered");
        lab.must("lab", "start", "h2/vswitchd");
    }

    private static void host(String host, String command, String flow) {
        lab.must("lab", "host-exec", host, "--", "ovs-ofctl", "-O", "OpenFlow15", command, "br-int", flow);
    }
}
