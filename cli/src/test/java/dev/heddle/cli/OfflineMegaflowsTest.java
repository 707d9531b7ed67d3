package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code heddle verify --megaflows --datapath} on what a real switch has cached of real packets, through its tunnel too. */
final class OfflineMegaflowsTest {
    private static final String TABLES = "verify --program DIR/program.json --dump DIR/flows --groups DIR/groups";
    private static final String FILES = TABLES + " --megaflows DIR/megaflows --datapath DIR/datapath";

    /** Ports 1 and 2 are of one slice, 3 of another; 9 is the tunnel. */
    private static final String PROGRAM = """
            {
              "host": "h1", "desired": [],
              "contract": {
                "tunnel": 9,
                "ports": [
                  {"number": 1, "interface": "p1", "port": "t/p1", "slice": "t/a", "vni": 5},
                  {"number": 2, "interface": "p2", "port": "t/p2", "slice": "t/a", "vni": 5},
                  {"number": 3, "interface": "p3", "port": "t/p3", "slice": "t/b", "vni": 6}
                ]
              }
            }
            """;

    private static final String FLOWS = """
            table=0,priority=100,in_port=1,tcp,actions=output:2
            table=0,priority=100,in_port=1,udp,actions=ct(table=1,zone=1)
            table=0,priority=100,in_port=1,icmp,actions=set_field:192.0.2.2->tun_dst,set_field:5->tun_id,output:9
            table=0,priority=100,in_port=9,tun_id=5,actions=output:2
            table=1,priority=100,in_port=1,actions=output:2
            """;

    private static final String FROM_P1 =
            "in_port(1),eth(src=0a:00:00:00:00:01,dst=0a:00:00:00:00:02),eth_type(0x0800),"
                    + "ipv4(src=10.0.0.1,dst=10.0.0.2,proto=%d,tos=0,ttl=64,frag=no),%s";

    /** From 192.0.2.2 to port 4789 of 192.0.2.1: a ping from 10.0.0.1 to 10.0.0.2 with VNI 5. */
    private static final String FROM_TUNNEL = "aa55aa550000aa55aa55000108004500004e000000004011f69bc0000202c0000201"
            + "04d212b5003a0000" + "0800000000000500"
            + "0a00000000020a000000000108004500001c00000000400166df0a0000010a0000020800f7fd00010001";

    private static DummyOvs ovs;
    private static Shell shell;

    @BeforeAll
    static void start() {
        ovs = DummyOvs.startWithTunnels("dummy");
        ovs.addBridge("br-int");
        ovs.addPort("br-int", "p1", 1, "p1");
        ovs.addPort("br-int", "p2", 2, "p2");
        ovs.addPort("br-int", "p3", 3, "p3");
        ovs.vsctl(
                ("add-port br-int vx -- set Interface vx type=vxlan ofport_request=9 options:remote_ip=flow options:key=flow"
                                + " -- add-br br-phy -- set Bridge br-phy datapath_type=dummy other-config:hwaddr=aa:55:aa:55:00:00"
                                + " -- add-port br-phy up0 -- set Interface up0 type=dummy")
                        .split(" "));
        ovs.appctl("netdev-dummy/ip4addr", "br-phy", "192.0.2.1/24");
        ovs.appctl("ovs/route/add", "192.0.2.0/24", "br-phy");
        ovs.appctl("tnl/neigh/set", "br-phy", "192.0.2.2", "aa:55:aa:55:00:01");
        shell = new Shell(ovs.directory(), null);
    }

    @AfterAll
    static void stop() {
        ovs.close();
    }

    @BeforeEach
    void program() throws IOException {
        ovs.vsctl("clear", "Bridge", "br-int", "mirrors");
        ovs.ofctl("del-flows", "br-int");
        shell.file("program.json", PROGRAM).file("add", FLOWS).file("groups", "");
        ovs.ofctl("add-flows", "br-int", ovs.directory().resolve("add").toString());
        send();
        dump("-m");
    }

    /** Every kind of traffic of slice t/a, until the datapath has a megaflow of what comes out of the tunnel. */
    private static void send() {
        ovs.appctl("revalidator/purge");
        ovs.appctl("netdev-dummy/receive", "p1", FROM_P1.formatted(6, "tcp(src=1,dst=2)"));
        ovs.appctl("netdev-dummy/receive", "p1", FROM_P1.formatted(17, "udp(src=1,dst=2)"));
        ovs.appctl("netdev-dummy/receive", "p1", FROM_P1.formatted(1, "icmp(type=8,code=0)"));
        DummyOvs.await("a megaflow from the tunnel", () -> {
            ovs.appctl("netdev-dummy/receive", "up0", FROM_TUNNEL);
            return ovs.appctl("dpctl/dump-flows").contains("tunnel(tun_id=0x5");
        });
    }

    private static void dump(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("dpctl/dump-flows"));
        command.addAll(List.of(options));
        Files.writeString(ovs.directory().resolve("flows"), ovs.ofctl("dump-flows", "br-int"));
        Files.writeString(ovs.directory().resolve("megaflows"), ovs.appctl(command.toArray(String[]::new)));
        Files.writeString(ovs.directory().resolve("datapath"), ovs.appctl("dpif/show"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-m", "", "--names", "-m --no-names"})
    void trafficThatStaysInItsSliceIsProved(String options) throws IOException {
        dump(options.isEmpty() ? new String[0] : options.split(" "));
        String megaflows = Files.readString(ovs.directory().resolve("megaflows"));
        assertThat(megaflows).contains("tnl_push(", "tnl_pop(", "tunnel(tun_id=0x5,", "ct(zone=1),recirc(");
        long count = megaflows.lines().filter(l -> l.contains("actions:")).count();
        shell.check("$ heddle " + FILES + """

                h1: proved: by its flows and groups and by megaflows: %d
                proved
                """.formatted(count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-m", "--no-names"})
    void aMirrorThatNoTableShowsIsALeak(String option) throws IOException {
        ovs.vsctl(
                "-- --id=@p1 get Port p1 -- --id=@p3 get Port p3 -- --id=@m create Mirror name=tap select_src_port=@p1"
                        .concat(" output_port=@p3 -- set Bridge br-int mirrors=@m")
                        .split(" "));
        send();
        dump(option);
        assertThat(shell.run(TABLES).exit()).as("the tables alone").isZero();

        List<String> megaflows = Files.readAllLines(ovs.directory().resolve("megaflows"));
        String leaking = megaflows.stream()
                .filter(l -> l.contains("proto=6"))
                .findFirst()
                .orElseThrow();
        Shell.Ran ran = shell.run(FILES);
        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith("h1: violated: ")
                .contains("  leak: " + ovs.directory() + "/megaflows:" + (megaflows.indexOf(leaking) + 1)
                        + ": from port 1 (p1) of slice t/a to port 3 (p3) of slice t/b\n    " + leaking + "\n")
                .endsWith("\nviolated\n");

        ran = shell.run(FILES + " -o json");
        assertThat(ran.exit()).isEqualTo(1);
        JsonNode json = JsonMapper.shared().readTree(ran.out());
        assertThat(json.path("verdict").asString()).isEqualTo("violated");
        assertThat(json.at("/hosts/0/verdict").asString()).isEqualTo("violated");
        assertThat(json.at("/hosts/0/leaks")).anySatisfy(leak -> {
            assertThat(leak.path("megaflow").asString()).isEqualTo(leaking);
            assertThat(leak.path("from").asString()).isEqualTo("port 1 (p1) of slice t/a");
            assertThat(leak.path("to").asString()).isEqualTo("port 3 (p3) of slice t/b");
        });
    }

    @Test
    void whatIsNotKnownIsNotProvenAndToldWithItsPlace() throws IOException {
        shell.file(
                "megaflows",
                "recirc_id(0),in_port(77), actions:2\nsomething else\nrecirc_id(0),in_port(p1), actions:78\n");
        String datapath = Files.readString(ovs.directory().resolve("datapath"));
        shell.file("datapath", datapath + "    odd port\n");
        shell.check("$ heddle " + FILES + """

                h1: notProven: by its flows and groups it would be, not by its megaflows
                  unknown: DIR/datapath:%d: a port that is not understood:     odd port
                  unknown: DIR/megaflows:1: a megaflow from datapath port 77, which is not known: recirc_id(0),in_port(77), actions:2
                  unknown: DIR/megaflows:2: a megaflow that is not understood: something else
                  unknown: DIR/megaflows:3: a megaflow to datapath port 78, which is not known: recirc_id(0),in_port(p1), actions:78
                notProven
                ? 1
                """.formatted(datapath.lines().count() + 1));
    }

    @Test
    void aMegaflowFromAPortThatAnotherDatapathHasIsNotKnown() throws IOException {
        Files.writeString(
                ovs.directory().resolve("datapath"),
                ovs.appctl("dpif/show") + "system@ovs-system: hit:0 missed:0\n  br-x:\n    x 1/77: (system)\n");
        shell.file("megaflows", "recirc_id(0),in_port(77), actions:drop\n");
        Shell.Ran ran = shell.run(FILES);
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .contains("from datapath port 77, which is not known")
                .endsWith("\nnotProven\n");
    }

    @Test
    void eachNeedsTheOther() {
        shell.check(("$ heddle " + TABLES + """
                 --megaflows DIR/megaflows
                ! --megaflows needs --datapath, which tells the ports: ovs-appctl dpif/show > FILE
                ? 2
                """ + "$ heddle " + TABLES + """
                 --datapath DIR/datapath
                ! --datapath needs --megaflows: ovs-appctl dpctl/dump-flows -m > FILE
                ? 2
                $ heddle verify --megaflows DIR/megaflows --datapath DIR/datapath
                ! --program, --dump and --groups go together
                ? 2
                """));
        shell.file("datapath", "dummy@ovs-dummy: hit:0 missed:0\n");
        shell.check("$ heddle " + FILES + "\n! DIR/datapath: has no bridge br-int, expected …\n? 2\n");
    }
}
