package dev.heddle.ovs.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.ovsdb.net.Tls;
import dev.heddle.ovs.testing.Certificates;
import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A bridge that an operator uses already: while we come, work and go, ovs-ofctl watches its flows, and before and after its rows
 * and its flows, the hidden ones too, are the same.
 */
final class OperatorsBridgeTest {
    private static final String BRIDGE = "theirs";
    private static final Match OURS = Match.builder().eq(Field.ETH_TYPE, 0x88b5).build();
    private static final Pattern RUNNING = Pattern.compile("(duration|n_packets|n_bytes|idle_age)=[^,]*, ");

    private DummyOvs ovs;
    private Process monitor;
    private Path events;
    private int port;

    @BeforeEach
    void start() throws IOException {
        ovs = DummyOvs.start();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        events = ovs.directory().resolve("events.txt");
    }

    @AfterEach
    void stop() {
        if (monitor != null) {
            monitor.destroyForcibly().onExit().join();
        }
        ovs.close();
    }

    /** As an operator might have it: with a controller that is away, or on its own. */
    private void bridge(String failMode, boolean controller) {
        ovs.vsctl("add-br", BRIDGE, "--", "set", "Bridge", BRIDGE, "datapath_type=dummy", "fail_mode=" + failMode);
        ovs.addPort(BRIDGE, "th0", 1, "uid-1");
        ovs.addPort(BRIDGE, "th1", 2, "");
        ovs.vsctl("set", "Port", "th1", "tag=7");
        if (controller) {
            ovs.vsctl("set-controller", BRIDGE, "tcp:127.0.0.1:1");
        }
        ovs.ofctl("add-flow", BRIDGE, "cookie=0x77,priority=10,in_port=1,actions=output:2");
        ovs.ofctl("add-flow", BRIDGE, "cookie=0x78,table=252,priority=1,arp,actions=drop");
        ovs.ofctl("add-group", BRIDGE, "group_id=3,type=all,bucket=output:1");
    }

    /** How we come: the database listens there from then on. */
    private SwitchAddress reach(String way) throws IOException {
        if (way.equals("unix")) {
            return SwitchAddress.of("unix:" + ovs.databaseSocket());
        }
        SwitchAddress at = SwitchAddress.of(way + ":127.0.0.1:" + port);
        ovs.vsctl("set-manager", "p" + way + ":" + port + ":127.0.0.1");
        if (way.equals("tcp")) {
            return at;
        }
        Certificates certificates =
                new Certificates(Files.createDirectory(ovs.directory().resolve("pki")));
        Certificates.Identity authority = certificates.authority("authority");
        Certificates.Identity server = certificates.signed("server", authority);
        Certificates.Identity client = certificates.signed("client", authority);
        ovs.vsctl(
                "set-ssl",
                server.privateKey().toString(),
                server.certificate().toString(),
                authority.certificate().toString());
        return at.withTls(Tls.of(client.privateKey(), client.certificate(), authority.certificate()));
    }

    private void watch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("ovs-ofctl", "-O", "OpenFlow15", "monitor", BRIDGE, "watch:");
        builder.environment().put("OVS_RUNDIR", ovs.directory().toString());
        monitor = builder.redirectErrorStream(true)
                .redirectOutput(events.toFile())
                .start();
        DummyOvs.await("the monitor to know the flows", () -> seen().contains("cookie=0x78"));
    }

    private String seen() {
        try {
            return Files.exists(events) ? Files.readString(events) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String rows() {
        return String.join(
                "\n",
                ovs.dump(
                        "Bridge",
                        List.of(
                                "_uuid",
                                "name",
                                "ports",
                                "controller",
                                "fail_mode",
                                "external_ids",
                                "other_config",
                                "protocols",
                                "datapath_type",
                                "datapath_id")),
                ovs.dump("Port", List.of("_uuid", "name", "tag", "interfaces", "external_ids")),
                ovs.dump("Interface", List.of("_uuid", "name", "ofport", "external_ids", "type")),
                ovs.dump("Controller", List.of("_uuid", "target", "external_ids")));
    }

    private List<String> flows() {
        return ovs.appctl("bridge/dump-flows", BRIDGE)
                .lines()
                .map(line -> RUNNING.matcher(line).replaceAll(""))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "secure,     false, unix",
        "standalone, false, unix",
        "secure,     true,  unix",
        "secure,     false, tcp",
        "standalone, false, tcp",
        "standalone, true,  tcp",
        "secure,     false, ssl",
    })
    void nothing_of_theirs_changes(String failMode, boolean controller, String way) throws IOException {
        bridge(failMode, controller);
        SwitchAddress at = reach(way);
        String rows = rows();
        List<String> flows = flows();
        watch();
        String before = seen();

        try (VirtualSwitch sw = VirtualSwitch.open(at, BRIDGE)) {
            assertThat(sw.listFlows()).hasSizeGreaterThanOrEqualTo(2);
            sw.addFlow(OURS, List.of(new Action.Output(PortRef.NORMAL)));
            DummyOvs.await("the monitor to see our flow", () -> seen().contains("0x88b5"));
            assertThat(sw.listGroups()).hasSize(1);
            sw.deleteFlows(OURS);
        }
        // A flow of the operator's own comes after all that we can have caused.
        ovs.ofctl("add-flow", BRIDGE, "cookie=0x79,priority=11,udp,actions=drop");
        DummyOvs.await("the monitor to see the last flow", () -> seen().contains("cookie=0x79"));
        ovs.ofctl("--strict", "del-flows", BRIDGE, "priority=11,udp");

        List<String> happened = seen().substring(before.length())
                .lines()
                .filter(line -> line.contains("event="))
                .filter(line -> !line.contains("cookie=0x79"))
                .toList();
        assertThat(happened).allMatch(line -> line.contains("0x88b5")).hasSizeBetween(2, 3);
        assertThat(rows()).isEqualTo(rows);
        assertThat(flows()).isEqualTo(flows);
    }
}
