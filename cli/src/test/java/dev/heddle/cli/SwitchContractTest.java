package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.testing.DummyOvs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code heddle switch}, as the API contract tells it, on a real ovs-vswitchd with dummy datapaths. */
final class SwitchContractTest {
    private static final String AT = " --ovsdb unix:DIR/db.sock";

    private static DummyOvs ovs;
    private static Shell shell;

    @BeforeAll
    static void start() {
        ovs = DummyOvs.start();
        shell = new Shell(ovs.directory(), null);
    }

    @AfterAll
    static void stop() {
        ovs.close();
    }

    /** The transcript with the database named in each command. */
    private static void check(String transcript) {
        StringBuilder out = new StringBuilder();
        transcript.lines().forEach(line -> {
            String[] halves = line.split(" < ", 2);
            boolean command = line.startsWith("$ heddle switch");
            out.append(command ? halves[0] + AT + (halves.length > 1 ? " < " + halves[1] : "") : line)
                    .append('\n');
        });
        shell.check(out.toString());
    }

    private static List<String> flows(String bridge) {
        return ovs.ofctl("--no-names", "--no-stats", "dump-flows", bridge)
                .lines()
                .map(String::strip)
                .toList();
    }

    @Test
    void makes_and_takes_away_a_bridge() {
        check("""
                $ heddle switch create vswitch1 --port eth0 --port eth1:20
                switch.vswitch1 created
                $ heddle switch create vswitch1
                ! bridge vswitch1: exists already
                ? 5
                $ heddle switch create vswitch2 --port eth0
                ! bridge vswitch2, port eth0: a port of this name exists already
                ? 5
                $ heddle switch create vswitch2 --port eth7:4095
                ! port eth7: VLAN tag 4095 is not from 1 to 4094
                ? 2
                """);
        assertThat(ovs.vsctl("get", "Port", "eth1", "tag").strip()).isEqualTo("20");
        check("""
                $ heddle switch delete vswitch1
                switch.vswitch1 deleted
                $ heddle switch delete vswitch1
                ! bridge vswitch1: does not exist at unix:DIR/db.sock
                ? 6
                """);
        assertThat(ovs.vsctl("list-br")).doesNotContain("vswitch1");
    }

    @Test
    void what_is_not_ours_is_not_deleted() {
        ovs.addBridge("theirs");
        check("""
                $ heddle switch delete theirs
                ! bridge theirs: was not made here, and is not deleted
                ? 5
                """);
        ovs.vsctl("del-br", "theirs");
    }

    @Test
    void adds_lists_and_deletes_flows() {
        shell.file("flows.txt", """
                # two of them
                priority=7,icmp,actions=p1      # by name

                table=3,idle_timeout=60,cookie=0x5,tcp,tp_dst=80,actions=drop
                """);
        shell.file("more.txt", "priority=8,udp,actions=NORMAL\n");
        check("""
                $ heddle switch create flows --port p0 --port p1
                switch.flows created
                $ heddle switch add-flow flows 'arp,arp_op=2,actions=NORMAL'
                $ heddle switch add-flows flows DIR/flows.txt
                $ heddle switch add-flows flows - < DIR/more.txt
                """);
        String port = ovs.vsctl("get", "Interface", "p1", "ofport").strip();
        assertThat(flows("flows"))
                .containsExactlyInAnyOrder(
                        "arp,arp_op=2 actions=NORMAL",
                        "priority=7,icmp actions=output:" + port,
                        "priority=8,udp actions=NORMAL",
                        "cookie=0x5, table=3, idle_timeout=60, tcp,tp_dst=80 actions=drop");

        assertThat(still(shell.run("switch list-flows flows --ovsdb unix:DIR/db.sock")
                        .out()))
                .containsExactlyElementsOf(still(ovs.ofctl("--no-names", "dump-flows", "flows")).stream()
                        .filter(line -> line.startsWith(" "))
                        .toList());
        JsonNode json = JsonMapper.shared()
                .readTree(shell.run("switch list-flows flows table=3 -o json --ovsdb unix:DIR/db.sock")
                        .out());
        assertThat(json.path("items")).hasSize(1);
        JsonNode flow = json.path("items").path(0);
        assertThat(flow.path("match").asString()).isEqualTo("tcp,tp_dst=80");
        assertThat(flow.path("actions").asString()).isEqualTo("drop");
        assertThat(flow.path("table").asInt()).isEqualTo(3);
        assertThat(flow.path("idleTimeout").asInt()).isEqualTo(60);
        assertThat(flow.path("cookie").asString()).isEqualTo("0x5");

        check("""
                $ heddle switch del-flows flows --strict priority=9,udp
                $ heddle switch del-flows flows tcp
                """);
        assertThat(flows("flows")).hasSize(3);
        check("$ heddle switch del-flows flows --strict priority=8,udp\n");
        assertThat(flows("flows")).hasSize(2);
        check("$ heddle switch del-flows flows\n$ heddle switch delete flows\nswitch.flows deleted\n");
    }

    /** Lines without what runs on between two looks. */
    private static List<String> still(String lines) {
        return lines.lines()
                .map(line -> line.replaceAll("(duration|idle_age)=[^,]*, ", "$1, "))
                .toList();
    }

    @Test
    void bad_text_is_told_with_its_place_and_changes_nothing() {
        shell.file("bad.txt", """
                arp,actions=NORMAL
                arp_opp=1,actions=drop
                # fine
                ip,actions=outptu:1
                """);
        check("""
                $ heddle switch create bad --port q0
                switch.bad created
                $ heddle switch add-flows bad DIR/bad.txt
                ! DIR/bad.txt:2:1: …
                !   2 | arp_opp=1,actions=drop
                !       ^
                ! DIR/bad.txt:4:…: …
                !   4 | ip,actions=outptu:1
                ! …^
                ? 2
                $ heddle switch add-flow bad 'arp,arp_op=2,actions=NORML'
                ! FLOW:1:22: …
                !   1 | arp,arp_op=2,actions=NORML
                ! …^
                ? 2
                $ heddle switch add-flow bad 'arp,actions=group:77'
                ! bridge bad: refuses "arp actions=group:77": OFPBAC_BAD_OUT_GROUP
                ? 2
                $ heddle switch add-flows bad DIR/none.txt
                ! DIR/none.txt: no such file
                ? 2
                $ heddle switch list-flows bad
                $ heddle switch list-flows nowhere
                ! bridge nowhere: does not exist at unix:DIR/db.sock
                ? 6
                """);
        shell.file("group.txt", "arp,actions=NORMAL\n\nip,actions=group:77\n");
        check("""
                $ heddle switch add-flows bad DIR/group.txt
                ! DIR/group.txt:3:1: bridge bad: refuses flow 2 of 2, "ip actions=group:77": OFPBAC_BAD_OUT_GROUP
                ? 2
                $ heddle switch list-flows bad
                $ heddle switch delete bad
                switch.bad deleted
                """);
    }

    @Test
    void groups_and_meters_come_and_go() {
        check("""
                $ heddle switch create gm --port g0
                switch.gm created
                $ heddle switch add-group gm 'group_id=1,type=select,bucket=weight:2,output:g0'
                $ heddle switch add-group gm 'group_id=1,type=all'
                ! bridge gm: refuses "group_id=1,type=all": OFPGMFC_GROUP_EXISTS
                ? 5
                $ heddle switch add-meter gm 'meter=1,kbps,band=type=drop,rate=1000'
                """);
        assertThat(shell.run("switch list-groups gm --ovsdb unix:DIR/db.sock")
                        .out()
                        .strip())
                .isEqualTo(line(ovs.ofctl("--no-names", "dump-groups", "gm"), "group_id"));
        assertThat(shell.run("switch list-meters gm --ovsdb unix:DIR/db.sock")
                        .out()
                        .lines()
                        .map(String::strip))
                .containsExactlyElementsOf(ovs.ofctl("dump-meters", "gm")
                        .lines()
                        .skip(1)
                        .map(String::strip)
                        .filter(l -> !l.isEmpty())
                        .toList());
        check("""
                $ heddle switch del-group gm 1
                $ heddle switch del-meter gm 1
                $ heddle switch list-groups gm
                $ heddle switch list-meters gm
                $ heddle switch del-meter gm 0
                ! meter 0: expected 1 to 4294901760
                ? 2
                $ heddle switch delete gm
                switch.gm deleted
                """);
    }

    private static String line(String lines, String start) {
        return lines.lines()
                .map(String::strip)
                .filter(l -> l.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void virtual_servers_come_and_go() {
        String backend = "10.0.0.2:8080,mac=02:00:00:00:00:02";
        check("""
                $ heddle switch create lb --port l0:20
                switch.lb created
                $ heddle switch add-vserver lb web 10.0.0.100:80 --vlan 20 --backend %s,weight=3
                vserver.web/10.0.0.100:80/tcp created
                $ heddle switch add-vserver lb web 10.0.0.100:80/tcp --backend %s
                ! balancer web: has a vserver 10.0.0.100:80/tcp already
                ? 5
                $ heddle switch list-vservers lb web
                10.0.0.100:80/tcp %s,weight=3
                $ heddle switch add-vserver lb web 10.0.0.100:80 --replace --backend %s
                vserver.web/10.0.0.100:80/tcp configured
                $ heddle switch list-vservers lb web
                10.0.0.100:80/tcp %s,weight=1
                $ heddle switch add-vserver lb web 10.0.0.100:53/udp --backend 10.0.0.2,mac=02:00:00:00:00:02
                ! vserver 10.0.0.100:53/udp: backend 10.0.0.2,mac=02:00:00:00:00:02,weight=1 has no port
                ? 2
                $ heddle switch delete-vserver lb web 10.0.0.100:81
                ! balancer web: has no vserver 10.0.0.100:81/tcp
                ? 6
                $ heddle switch delete-vserver lb web 10.0.0.100:80
                vserver.web/10.0.0.100:80/tcp deleted
                $ heddle switch list-flows lb
                $ heddle switch list-groups lb
                $ heddle switch delete lb
                switch.lb deleted
                """.replace("%s", backend));
    }

    @Test
    void what_ssl_needs_is_told() {
        shell.check("""
                $ heddle switch list-flows any --ovsdb ssl:127.0.0.1:1
                ! ssl:127.0.0.1:1 needs --ca-cert, and --private-key with --certificate
                ? 2
                $ heddle switch list-flows any --ovsdb ssl:127.0.0.1:1 --ca-cert DIR/none.pem
                ! CA certificate DIR/none.pem: there is no such file
                ? 2
                $ heddle switch list-flows any --ovsdb tcp:127.0.0.1:1 --ca-cert DIR/none.pem
                ! --private-key, --certificate and --ca-cert are for --ovsdb ssl:HOST:PORT
                ? 2
                """);
    }

    @Test
    void a_switch_that_is_away_is_told_in_one_line() {
        shell.check("""
                $ heddle switch list-flows any --ovsdb unix:DIR/away.sock
                ! unix:DIR/away.sock: no database: … (from --ovsdb); is Open vSwitch running there?
                ? 3
                $ heddle switch list-flows any --ovsdb away
                ! …expected…
                ? 2
                """);
    }

    @Test
    void help_has_an_example_for_each_command_and_shells_complete_them() {
        List<String> commands =
                shell.run("__complete -- switch ''").out().lines().toList();
        assertThat(commands).contains("create", "delete", "add-flow", "add-flows", "del-flows", "list-flows");
        for (String command : commands) {
            assertThat(shell.run("switch " + command + " --help").out())
                    .as(command)
                    .startsWith("Example: heddle switch " + command);
        }
        assertThat(shell.run("help switch").out()).contains("Example: heddle switch create vswitch1");
        assertThat(shell.run("__complete -- switch create v --po").out()).isEqualTo("--port\n");
        assertThat(Stream.of(shell.run("help").out())).allMatch(text -> text.contains("switch"));
    }
}
