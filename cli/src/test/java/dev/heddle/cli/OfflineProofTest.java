package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code heddle verify --program --dump --groups} on what ovs-ofctl dumps of a real switch with two slices. */
final class OfflineProofTest {
    private static final String FILES = "verify --program DIR/program.json --dump DIR/flows --groups DIR/groups";

    /** Ports 1 and 2 are of one slice, 3 of another; 9 is the tunnel. */
    private static final String PROGRAM = """
            {
              "host": "h1", "revision": 7, "desired": ["cookie=0x48440000000000ab, table=0, priority=1 actions=drop"],
              "installed": null, "difference": {"add": [], "change": [], "delete": []},
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
            cookie=0x48440300000000a1,table=0,priority=100,in_port=1,actions=set_field:5->metadata,resubmit(,1)
            cookie=0x48440300000000a2,table=0,priority=100,in_port=2,actions=set_field:5->metadata,resubmit(,1)
            cookie=0x48440300000000a3,table=0,priority=100,in_port=3,actions=set_field:6->metadata,resubmit(,1)
            cookie=0x4844000000000000,table=0,priority=100,in_port=9,tun_id=5,actions=set_field:5->metadata,resubmit(,1)
            cookie=0x48440000000000ab,table=0,priority=1,actions=drop
            table=1,priority=10,metadata=5,ip,actions=group:5
            table=1,priority=10,metadata=6,ip,actions=set_field:6->tun_id,output:9
            """;

    private static DummyOvs ovs;
    private static Shell shell;

    @BeforeAll
    static void start() {
        ovs = DummyOvs.start();
        ovs.addBridge("br0");
        ovs.addPort("br0", "p1", 1, "p1");
        ovs.addPort("br0", "p2", 2, "p2");
        ovs.addPort("br0", "p3", 3, "p3");
        ovs.vsctl(
                "add-port",
                "br0",
                "vx",
                "--",
                "set",
                "Interface",
                "vx",
                "type=vxlan",
                "ofport_request=9",
                "options:remote_ip=flow",
                "options:key=flow");
        shell = new Shell(ovs.directory(), null);
    }

    @AfterAll
    static void stop() {
        ovs.close();
    }

    @BeforeEach
    void program() throws IOException {
        ovs.ofctl("del-flows", "br0");
        ovs.ofctl("del-groups", "br0");
        ovs.ofctl("add-group", "br0", "group_id=5,type=all,bucket=actions=output:1,bucket=actions=output:2");
        shell.file("program.json", PROGRAM).file("add", FLOWS);
        ovs.ofctl("add-flows", "br0", ovs.directory().resolve("add").toString());
        dump();
    }

    private static void dump() throws IOException {
        Files.writeString(ovs.directory().resolve("flows"), ovs.ofctl("dump-flows", "br0"));
        Files.writeString(ovs.directory().resolve("groups"), ovs.ofctl("dump-groups", "br0"));
    }

    @Test
    void aSwitchThatKeepsSlicesApartIsProved() {
        shell.check("$ heddle " + FILES + """

                h1: proved: …
                proved
                """);
        JsonNode json =
                JsonMapper.shared().readTree(shell.run(FILES + " -o json").out());
        assertThat(json.path("verdict").asString()).isEqualTo("proved");
        assertThat(json.at("/hosts/0/host").asString()).isEqualTo("h1");
    }

    @Test
    void aFlowThatLeaksIsNamedAsOvsOfctlPrintsIt() throws IOException {
        ovs.ofctl("add-flow", "br0", "cookie=0xbad,table=1,priority=20,metadata=5,udp,actions=output:2,output:3");
        dump();
        shell.check("$ heddle " + FILES + """

                h1: violated: …
                  leak: flow cookie=0xbad, table=1, priority=20,udp,metadata=0x5 actions=output:2,output:3, of foreign
                  packet: …
                …
                violated
                ? 1
                """);
        Shell.Ran ran = shell.run(FILES + " -o json");
        assertThat(ran.exit()).isEqualTo(1);
        JsonNode host = JsonMapper.shared().readTree(ran.out()).at("/hosts/0");
        assertThat(host.path("verdict").asString()).isEqualTo("violated");
        assertThat(host.at("/witness/kind").asString()).isEqualTo("flow");
        assertThat(host.at("/witness/name").asString()).startsWith("cookie=0xbad, table=1");
        assertThat(host.at("/witness/path")).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aBucketThatLeaksIsFoundInTheGroupsFile() throws IOException {
        ovs.ofctl("mod-group", "br0", "group_id=5,type=all,bucket=actions=output:2,bucket=actions=output:3");
        dump();
        Shell.Ran ran = shell.run(FILES);
        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.out())
                .contains("of group 5")
                .contains("leak: group cookie=0x0, table=1, ")
                .endsWith("violated\n");
    }

    @Test
    void whatIsNotUnderstoodIsNotProven() throws IOException {
        ovs.ofctl("add-flow", "br0", "cookie=0xbad,table=1,priority=20,metadata=5,actions=NORMAL");
        dump();
        Shell.Ran ran = shell.run(FILES);
        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.out()).contains("cookie=0xbad").doesNotContain("\nproved");
    }

    @Test
    void aForeignFlowThatOnlyDropsStaysProved() throws IOException {
        ovs.ofctl("add-flow", "br0", "cookie=0xd,table=1,priority=20,metadata=5,udp,actions=drop");
        dump();
        assertThat(shell.run(FILES).exit()).isZero();
    }

    @Test
    void badInputIsToldWithItsPlace() throws IOException {
        String flows = Files.readString(ovs.directory().resolve("flows"));
        shell.file("flows", flows + " cookie=0x1, table=3, prioritty=7 actions=drop\n cookie=0x1, table=3\n");
        int lines = (int) flows.lines().count();
        shell.check("$ heddle " + FILES + """

                ! DIR/flows:%d:23: there is no field "prioritty"
                !   %d |  cookie=0x1, table=3, prioritty=7 actions=drop
                ! …^
                ! DIR/flows:%d:…: actions= is missing
                !   %d |  cookie=0x1, table=3
                ! …^
                ? 2
                """.formatted(lines + 1, lines + 1, lines + 2, lines + 2));
        shell.file("flows", flows).file("groups", "group_id=5,type=al\n");
        shell.check("$ heddle " + FILES + """

                ! DIR/groups:1:17: a group's type is all, select, indirect or ff
                !   1 | group_id=5,type=al
                ! …^
                ? 2
                """);
        shell.file("groups", "").file("flows", "");
        shell.check("$ heddle " + FILES + """

                ! DIR/flows: is empty, expected what ovs-ofctl dump-flows prints
                ? 2
                """);
    }

    @Test
    void aBadProgramIsToldWithItsPlace() {
        program(
                "\"tunnel\": 9",
                "\"tunnel\": \"nine\"",
                "5:15: tunnel: found the string \"nine\", expected an integer…");
        program("\"slice\": \"t/b\", ", "", "9:7: slice: is missing…");
        program("\"contract\"", "\"contrakt\"", "1:1: contract: is missing…");
        program("\"number\": 2", "\"number\": 1", "8:7: port 1 is there twice");
        program(
                "p2\", \"slice\": \"t/a\", \"vni\": 5",
                "p2\", \"slice\": \"t/a\", \"vni\": 8",
                "8:7: slice t/a has two VNIs, 5 and 8");
        shell.file("program.json", "nothing");
        shell.check("$ heddle " + FILES + "\n! DIR/program.json:1:1: …\n? 2\n");
    }

    private static void program(String from, String to, String told) {
        assertThat(PROGRAM).contains(from);
        shell.file("program.json", PROGRAM.replace(from, to));
        shell.check("$ heddle " + FILES + "\n! DIR/program.json:" + told + "\n? 2\n");
    }

    @Test
    void filesGoTogetherAndAlone() {
        shell.check("""
                $ heddle verify --dump DIR/flows
                ! --program, --dump and --groups go together
                ? 2
                $ heddle verify isolation --dump DIR/flows --program DIR/program.json --groups DIR/groups
                ! either files or what the controller is to prove: heddle verify isolation
                ? 2
                $ heddle verify --dump DIR/none --program DIR/program.json --groups DIR/groups
                ! DIR/none: no such file
                ? 2
                """);
    }
}
