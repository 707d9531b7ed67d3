package dev.heddle.system.lone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.flow.Match;
import dev.heddle.ovs.sdk.Datapath;
import dev.heddle.ovs.sdk.PortSpec;
import dev.heddle.ovs.sdk.SwitchException;
import dev.heddle.ovs.sdk.VirtualNetworkFunction;
import dev.heddle.ovs.sdk.VirtualSwitch;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stations 1 and 2 are in VLAN 20, station 3 in VLAN 30, station 4 at a trunk. */
@Tag("lab")
final class NetworkFunctionTest {
    private static final List<InetAddress> VIPS =
            List.of(InetAddress.ofLiteral("10.7.0.100"), InetAddress.ofLiteral("fd07::100"));

    private static LoneLab lab;
    private VirtualSwitch on;

    @BeforeAll
    static void up() {
        lab = LoneLab.up(4);
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void make() {
        List<PortSpec> ports = List.of(
                PortSpec.access(LoneLab.cable(1), 20),
                PortSpec.access(LoneLab.cable(2), 20),
                PortSpec.access(LoneLab.cable(3), 30),
                PortSpec.trunk(LoneLab.cable(4)));
        on = VirtualSwitch.create(lab.address(), "functions", ports, Datapath.BEST);
    }

    @AfterEach
    void remove() {
        on.delete();
    }

    private static void forget() {
        for (int n = 1; n <= 4; n++) {
            assertThat(lab.at(n, "ip", "neigh", "flush", "all").ok()).isTrue();
        }
    }

    @Test
    void a_ping_to_each_address_is_answered_in_its_vlan_and_nowhere_else() {
        VirtualNetworkFunction function = VirtualNetworkFunction.create(on, "fn", VIPS, 20);
        forget();
        for (String vip : List.of("10.7.0.100", "fd07::100")) {
            assertThat(lab.pings(1, vip)).as("%s from its VLAN", vip).isTrue();
            assertThat(lab.pings(2, vip)).as("%s from its VLAN", vip).isTrue();
            assertThat(lab.pings(3, vip)).as("%s from another VLAN", vip).isFalse();
            assertThat(lab.at(1, "ip", "neigh", "show", vip).out()).contains(function.mac());
        }
        assertThat(tagOfAnswer(20))
                .as("a request in the function's VLAN on the trunk")
                .isEqualTo("20");
        assertThat(tagOfAnswer(30)).as("a request in another VLAN on the trunk").isEqualTo("none");
        assertThat(lab.ovs().vsctl("get", "Port", "fn", "tag").strip()).isEqualTo("20");
        assertThat(lab.ovs().vsctl("get", "Interface", "fn", "type").strip()).isEqualTo("internal");

        function.delete();
        forget();
        assertThat(lab.pings(1, "10.7.0.100")).isFalse();
        assertThat(lab.ovs().ofctl("dump-flows", "--no-stats", "functions")).isEmpty();
        assertThat(lab.ovs().vsctl("list-ports", "functions")).doesNotContain("fn");
    }

    /** Asks for the first address from the trunk, in a VLAN; gives the VLAN of the answer. */
    private static String tagOfAnswer(int vlan) {
        return lab.at(4, "python3", "-c", """
                import socket, struct
                s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
                s.bind(("eth0", 0))
                s.setsockopt(263, 8, 1)
                s.settimeout(1)
                mac = bytes.fromhex("020000000004")
                ask = struct.pack("!HHBBH", 1, 0x800, 6, 4, 1) + mac + bytes([10, 7, 0, 4]) + bytes(6) + bytes([10, 7, 0, 100])
                s.send(b"\\xff" * 6 + mac + struct.pack("!HH", 0x8100, %d) + b"\\x08\\x06" + ask)
                try:
                    while True:
                        frame, extra, _, _ = s.recvmsg(2000, 100)
                        if frame[:6] == mac and frame[12:14] == b"\\x08\\x06":
                            print(struct.unpack_from("H", extra[0][2], 16)[0])
                            break
                except socket.timeout:
                    print("none")
                """.formatted(vlan)).out().strip();
    }

    @Test
    void answers_for_the_ports_and_addresses_of_the_day() {
        VirtualNetworkFunction function = VirtualNetworkFunction.create(on, "fn", VIPS.subList(0, 1), 30);
        assertThat(lab.pings(3, "10.7.0.100")).isTrue();
        assertThat(lab.pings(3, "fd07::100")).isFalse();
        function.setVips(VIPS);
        forget();
        assertThat(lab.pings(3, "fd07::100")).isTrue();

        lab.ovs().vsctl("set", "Port", LoneLab.cable(1), "tag=30");
        forget();
        assertThat(lab.pings(1, "10.7.0.100")).isFalse();
        VirtualNetworkFunction.open(on, "fn").refresh();
        assertThat(lab.pings(1, "10.7.0.100")).isTrue();
        function.delete();
    }

    @Test
    void its_own_flows_are_listed_and_deleted_apart_from_those_of_others() {
        VirtualNetworkFunction function = VirtualNetworkFunction.create(on, "fn", VIPS, 20);
        on.addFlow("priority=5,udp,actions=NORMAL");
        int answers = function.listFlows().size();
        function.addFlow("priority=6,udp,tp_dst=53,actions=drop");
        assertThat(function.listFlows()).hasSize(answers + 1);
        assertThat(on.listFlows()).hasSize(answers + 2);
        function.deleteFlows(Match.ANY);
        assertThat(function.listFlows()).hasSize(answers);
        function.delete();
        assertThat(lab.ovs().ofctl("dump-flows", "--no-stats", "functions").strip())
                .isEqualTo("priority=5,udp actions=NORMAL");
    }

    @Test
    void does_not_take_the_place_of_a_flow_of_others() {
        String theirs = "table=250, priority=1,arp actions=drop";
        lab.ovs().ofctl("add-flow", "functions", theirs.replace(" actions", ",actions"));
        assertThatThrownBy(() -> VirtualNetworkFunction.create(on, "fn", VIPS, 20))
                .isInstanceOf(SwitchException.class)
                .hasMessageContaining("bridge functions, port fn: there is a flow of others in the way")
                .hasMessageContaining(theirs);
        assertThat(lab.ovs().vsctl("list-ports", "functions")).doesNotContain("fn");
        assertThat(lab.ovs().ofctl("dump-flows", "--no-stats", "functions").strip())
                .isEqualTo(theirs);
    }
}
