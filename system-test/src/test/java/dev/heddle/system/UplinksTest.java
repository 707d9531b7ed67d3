package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.Command;
import dev.heddle.system.fixture.Intent;
import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Result;
import dev.heddle.system.fixture.Station;
import dev.heddle.system.observe.UnderlayCapture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hosts with two uplinks on two underlays: each port has its own tunnel address. */
@Tag("lab")
class UplinksTest {
    private static final Intent.Slice SLICE =
            new Intent.Slice("rails", "net", "slice", List.of("10.61.0.0/24", "fd00:61::/64"));
    private static final Intent INTENT = new Intent(
            List.of(SLICE),
            List.of(
                    port("a1", "h1", "uplink1"),
                    port("a2", "h1", "uplink2"),
                    port("b1", "h2", "uplink1"),
                    port("b2", "h2", "uplink2")));

    private static LabFixture lab;
    private static Map<String, Station> stations;

    @BeforeAll
    static void up() {
        lab = LabFixture.up(2, 2);
        var _ = lab.apply(INTENT.yaml());
        stations = Station.of(lab, INTENT);
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void trafficLeavesAndEntersByThePortsOwnUplink() throws Exception {
        for (Station from : List.of(station("a1"), station("a2"))) {
            for (Station to : List.of(station("b1"), station("b2"))) {
                Set<UnderlayCapture.Tunnel> used;
                try (UnderlayCapture capture = UnderlayCapture.start(lab.names().hostNamespace("h1"), from.ip4())) {
                    assertThat(Neighbours.reaches(from, to)).isTrue();
                    used = capture.awaitBothWays(to.ip4());
                }
                assertThat(used)
                        .as("%s to %s", from.id(), to.id())
                        .containsExactlyInAnyOrder(
                                new UnderlayCapture.Tunnel(address(from), address(to)),
                                new UnderlayCapture.Tunnel(address(to), address(from)));
            }
        }
    }

    @Test
    void aWholePacketOfTheMtuPasses() {
        Station from = station("a1");
        Station to = station("b2");
        assertThat(Command.output("ip", "netns", "exec", from.namespace(), "cat", "/sys/class/net/eth0/mtu"))
                .isEqualTo("1450\n");
        assertThat(ping(from, to.ip4(), 1450 - 28).ok()).isTrue();
        assertThat(ping(from, to.ip6(), 1450 - 48).ok()).isTrue();
        assertThat(ping(from, to.ip4(), 1450 - 28 + 1).ok()).isFalse();
    }

    private static Intent.Port port(String name, String host, String uplink) {
        return new Intent.Port("rails", name, "slice", host, uplink, List.of(), "");
    }

    private static Station station(String name) {
        Station station = stations.get("rails/" + name);
        if (station == null) {
            throw new AssertionError("not declared: " + name);
        }
        return station;
    }

    private static String address(Station station) {
        String uplink = station.port().uplink();
        return lab.state()
                .underlayAddress(station.port().host(), Integer.parseInt(uplink.substring("uplink".length())));
    }

    /** One echo request with so many bytes of data that must not be cut in pieces. */
    private static Result ping(Station from, String address, int bytes) {
        return Command.run(
                Duration.ofSeconds(20),
                Map.of(),
                "",
                List.of(
                        "ip",
                        "netns",
                        "exec",
                        from.namespace(),
                        "ping",
                        "-n",
                        "-q",
                        "-c",
                        "2",
                        "-W",
                        "2",
                        "-M",
                        "do",
                        "-s",
                        Integer.toString(bytes),
                        address));
    }
}
