package dev.heddle.system.lone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.ovs.sdk.Backend;
import dev.heddle.ovs.sdk.Datapath;
import dev.heddle.ovs.sdk.LoadBalancer;
import dev.heddle.ovs.sdk.PortSpec;
import dev.heddle.ovs.sdk.SwitchException;
import dev.heddle.ovs.sdk.VirtualSwitch;
import dev.heddle.ovs.sdk.Vserver;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Station 1 is a client, stations 2 and 3 serve on port 8080. */
@Tag("lab")
final class LoadBalancerTest {
    private static final String VIP = "10.7.0.100";
    private static final String VIP6 = "fd07::100";
    private static final String WEB = VIP + ":80/tcp";

    private static LoneLab lab;
    private VirtualSwitch on;
    private LoadBalancer balancer;

    @BeforeAll
    static void up() {
        lab = LoneLab.up(3);
        for (int n : List.of(2, 3)) {
            lab.serve(n, "10.7.0." + n, 8080);
            lab.serve(n, "fd07::" + n, 8080);
        }
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
                PortSpec.access(LoneLab.cable(3), 20));
        on = VirtualSwitch.create(lab.address(), "balanced", ports, Datapath.BEST);
        on.addFlow("priority=0,actions=NORMAL");
        balancer = LoadBalancer.create(on, "web", List.of(InetAddress.ofLiteral(VIP)), 20);
    }

    @AfterEach
    void remove() {
        if (LoadBalancer.exists(on, "web")) {
            balancer.delete();
        }
        on.delete();
    }

    private static Backend backend(int n, int weight) {
        return Backend.of("10.7.0." + n + ":8080", "02:00:00:00:00:0" + n).weighing(weight);
    }

    private static Backend backend6(int n) {
        return Backend.of("[fd07::" + n + "]:8080", "02:00:00:00:00:0" + n);
    }

    @Test
    void new_connections_are_spread_by_weight() {
        balancer.addVserver(Vserver.of(WEB, backend(2, 1), backend(3, 3)));
        List<String> answers = lab.connect(1, VIP, 80, 400);
        assertThat(answers).containsOnly("2", "3");
        // A quarter is 100; a fair draw strays by 9 at one standard deviation, the hash by up to 5 of 100 points.
        assertThat(Collections.frequency(answers, "2")).isBetween(50, 150);
        assertThat(lab.pings(1, VIP)).isTrue();

        balancer.setBackends(Vserver.of(WEB, backend(2, 0), backend(3, 1)));
        assertThat(lab.connect(1, VIP, 80, 50)).containsOnly("3");
    }

    @Test
    void a_connection_keeps_its_backend_when_the_weights_change() throws IOException {
        balancer.addVserver(Vserver.of(WEB, backend(2, 1)));
        Process client = lab.start(1, """
                import socket, sys
                c = socket.create_connection(("10.7.0.100", 80), timeout=5)
                print(c.recv(9).decode(), flush=True)
                sys.stdin.readline()
                c.sendall(b"still there")
                c.shutdown(socket.SHUT_WR)
                import fcntl, struct, termios, time
                for i in range(100):
                    left = struct.unpack("i", fcntl.ioctl(c, termios.TIOCOUTQ, b"0000"))[0]
                    if left == 0:
                        break
                    time.sleep(0.05)
                print("acknowledged" if left == 0 else "lost", flush=True)
                """);
        balancer.setBackends(Vserver.of(WEB, backend(2, 0), backend(3, 1)));
        assertThat(lab.connect(1, VIP, 80, 10)).containsOnly("3");
        client.outputWriter().write("\n");
        client.outputWriter().flush();
        assertThat(client.inputReader().readLine()).isEqualTo("acknowledged");
        client.destroyForcibly();
    }

    @Test
    void another_address_and_family_is_balanced_beside_the_first() {
        balancer.addVserver(Vserver.of(WEB, backend(2, 1)));
        balancer.addVserver(Vserver.of("[" + VIP6 + "]:443/tcp", backend6(3)));
        assertThat(lab.connect(1, VIP, 80, 5)).containsOnly("2");
        assertThat(lab.connect(1, VIP6, 443, 5)).containsOnly("3");
        assertThat(lab.pings(1, VIP6)).isTrue();
        assertThat(balancer.vservers()).extracting(Vserver::name).containsExactly(WEB, "[fd07::100]:443/tcp");
    }

    @Test
    void all_of_an_address_is_balanced_where_no_port_is_named() {
        balancer.addVserver(Vserver.of(VIP, new Backend(InetAddress.ofLiteral("10.7.0.3"), 0, "02:00:00:00:00:03", 1)));
        assertThat(lab.connect(1, VIP, 8080, 5)).containsOnly("3");
        balancer.addVserver(Vserver.of(WEB, backend(2, 1)));
        assertThat(lab.connect(1, VIP, 80, 5)).containsOnly("2");
        assertThat(lab.pings(1, VIP)).isTrue();
    }

    @Test
    void the_backends_own_traffic_goes_as_it_did() {
        balancer.addVserver(Vserver.of(WEB, backend(2, 1), backend(3, 1)));
        assertThat(lab.connect(1, "10.7.0.2", 8080, 5)).containsOnly("2");
        assertThat(lab.connect(3, "10.7.0.2", 8080, 5)).containsOnly("2");
    }

    @Test
    void what_is_deleted_leaves_nothing() {
        lab.ovs().ofctl("add-group", "balanced", "group_id=5,type=all");
        balancer.addVserver(Vserver.of(WEB, backend(2, 1)));
        assertThat(lab.connect(1, VIP, 80, 1)).containsOnly("2");
        assertThat(tracked()).contains("dst=" + VIP);
        LoadBalancer again = LoadBalancer.open(on, "web");
        again.deleteVserver(WEB);
        assertThat(lab.connect(1, VIP, 80, 1)).containsOnly("?");
        assertThat(lab.pings(1, VIP)).isTrue();
        assertThatThrownBy(() -> again.deleteVserver(WEB))
                .isInstanceOf(SwitchException.class)
                .hasMessage("balancer web: has no vserver 10.7.0.100:80/tcp");
        again.delete();
        assertThat(lab.ovs().ofctl("dump-flows", "--no-stats", "balanced").strip())
                .isEqualTo("priority=0 actions=NORMAL");
        assertThat(lab.ovs().ofctl("dump-groups", "balanced"))
                .contains("group_id=5")
                .containsOnlyOnce("group_id");
        assertThat(lab.ovs().vsctl("list-ports", "balanced")).doesNotContain("web");
        assertThat(tracked()).doesNotContain("dst=" + VIP);
    }

    private static String tracked() {
        return lab.ovs().appctl("dpctl/dump-conntrack", "netdev@ovs-netdev");
    }
}
