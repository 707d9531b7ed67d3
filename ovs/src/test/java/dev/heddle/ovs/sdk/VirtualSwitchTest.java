package dev.heddle.ovs.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.sdk.SwitchException.Kind;
import dev.heddle.ovs.testing.DummyOvs;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real ovs-vswitchd with dummy datapaths; ovs-vsctl and ovs-ofctl say what is there. */
final class VirtualSwitchTest {
    private static DummyOvs ovs;
    private static SwitchAddress at;

    @BeforeAll
    static void start() {
        ovs = DummyOvs.start();
        at = SwitchAddress.of("unix:" + ovs.databaseSocket());
    }

    @AfterAll
    static void stop() {
        ovs.close();
    }

    private static VirtualSwitch make(String name, String... ports) {
        List<PortSpec> specs =
                java.util.Arrays.stream(ports).map(PortSpec::parse).toList();
        return VirtualSwitch.create(at, name, specs, Datapath.BEST);
    }

    private static String flows(String bridge) {
        return ovs.ofctl("dump-flows", "--no-stats", "--no-names", bridge);
    }

    private static void assertFails(
            Kind kind, String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining(words)
                .asInstanceOf(type(SwitchException.class))
                .extracting(SwitchException::kind)
                .isEqualTo(kind);
    }

    private static Match arp(int operation) {
        return Match.builder()
                .eq(Field.ETH_TYPE, 0x806)
                .eq(Field.ARP_OP, operation)
                .build();
    }

    @Test
    void makes_a_bridge_with_an_access_port_and_a_trunk_and_takes_all_of_it_away() {
        VirtualSwitch sw = make("made", "m0", "m1:20");
        assertThat(ovs.vsctl("list-ports", "made").lines()).containsExactly("m0", "m1");
        assertThat(ovs.vsctl("get", "Port", "m1", "tag").strip()).isEqualTo("20");
        assertThat(ovs.vsctl("get", "Port", "m0", "tag").strip()).isEqualTo("[]");
        assertThat(ovs.vsctl("get-fail-mode", "made").strip()).isEqualTo("secure");
        assertThat(ovs.vsctl("get", "Bridge", "made", "other_config:disable-in-band"))
                .contains("true");
        assertThat(flows("made")).isEmpty();

        sw.delete();
        assertThat(ovs.vsctl("list-br").lines()).doesNotContain("made");
        assertThat(ovs.dump("Interface", List.of("name"))).doesNotContain("m0").doesNotContain("made");
    }

    @Test
    void refuses_what_is_there_and_changes_nothing() {
        try (VirtualSwitch sw = make("taken", "t0")) {
            assertFails(Kind.CONFLICT, "bridge taken: exists already", () -> make("taken"));
            assertFails(Kind.CONFLICT, "bridge other, port t0: a port of this name exists", () -> make("other", "t0"));
            assertFails(Kind.BAD_INPUT, "bridge twice, port x: is named twice", () -> make("twice", "x", "x"));
            assertFails(Kind.BAD_INPUT, "port x: VLAN tag 0", () -> make("zero", "x:0"));
            assertFails(Kind.BAD_INPUT, "VLAN tag 4095", () -> make("high", "x:4095"));
            assertFails(Kind.BAD_INPUT, "1 to 15 bytes", () -> make("sixteen-letters."));
            assertThat(ovs.vsctl("list-br").lines()).doesNotContain("other", "twice", "zero", "high");
            sw.delete();
        }
    }

    @Test
    void a_port_that_cannot_be_opened_fails_the_bridge_and_leaves_nothing() {
        ovs.vsctl("add-br", "br-number", "--", "set", "Bridge", "br-number", "datapath_type=dummy");
        // ovs-vswitchd refuses the name of a datapath's own device that is in use.
        assertFails(Kind.BAD_INPUT, "port ovs-dummy", () -> make("unopened", "ovs-dummy"));
        assertThat(ovs.vsctl("list-br").lines()).doesNotContain("unopened");
        ovs.vsctl("del-br", "br-number");
    }

    @Test
    void adds_lists_and_deletes_flows() {
        VirtualSwitch sw = make("flows", "f0", "f1");
        sw.addFlow(arp(2), List.of(new Action.Output(PortRef.NORMAL)));
        sw.addFlow(arp(1), List.of(new Action.Output(new PortRef.Named("f1"))));
        String port = ovs.vsctl("get", "Interface", "f1", "ofport").strip();
        assertThat(flows("flows").lines().map(String::strip))
                .containsExactlyInAnyOrder("arp,arp_op=2 actions=NORMAL", "arp,arp_op=1 actions=output:" + port);
        assertThat(sw.listFlows()).extracting(e -> e.flow().match()).containsExactlyInAnyOrder(arp(1), arp(2));

        sw.deleteFlows(arp(2));
        assertThat(flows("flows")).contains("arp_op=1").doesNotContain("arp_op=2");

        Flow low = new Flow(0, 7, arp(1), 0, List.of());
        sw.addFlow(FlowSpec.of(low));
        sw.deleteFlow(FlowSpec.of(low));
        assertThat(flows("flows").lines()).hasSize(1);
        sw.delete();
    }

    @Test
    void deletes_one_flow_by_its_match_or_text_and_many_by_a_filter() {
        VirtualSwitch sw = make("deletes", "d0");
        sw.addFlow(arp(1), List.of(new Action.Output(PortRef.NORMAL)));
        sw.addFlow("arp,arp_op=1,arp_spa=10.0.0.1,actions=drop");
        sw.addFlow("priority=5,arp,arp_op=1,actions=drop");

        sw.deleteFlow(arp(1));
        assertThat(flows("deletes").lines().map(String::strip))
                .containsExactlyInAnyOrder(
                        "arp,arp_spa=10.0.0.1,arp_op=1 actions=drop", "priority=5,arp,arp_op=1 actions=drop");
        sw.deleteFlow("priority=5,arp,arp_op=1");
        assertThat(flows("deletes").lines().map(String::strip))
                .containsExactly("arp,arp_spa=10.0.0.1,arp_op=1 actions=drop");
        assertThatThrownBy(() -> sw.deleteFlows("arp,arp_opp=1")).hasMessageContaining("column 5");
        sw.deleteFlows("arp,arp_op=1");
        assertThat(flows("deletes")).isEmpty();
        sw.delete();
    }

    @Test
    void knows_ports_by_name_within_other_actions_and_buckets() {
        VirtualSwitch sw = make("nested", "n0", "n1");
        PortRef n1 = new PortRef.Named("n1");
        String port = ovs.vsctl("get", "Interface", "n1", "ofport").strip();
        sw.addGroup(new Group(3, Group.Type.INDIRECT, List.of(new Group.Bucket(0, 0, List.of(new Action.Output(n1))))));
        sw.addFlow(
                arp(1),
                List.of(
                        new Action.Clone(List.of(new Action.OutputTruncated(n1, 100))),
                        new Action.Resubmit(n1, 4, false),
                        new Action.Group(3)));
        assertThat(flows("nested").strip())
                .isEqualTo("arp,arp_op=1 actions=clone(output(port=%s,max_len=100)),resubmit(%s,4),group:3"
                        .formatted(port, port));
        assertThat(sw.listGroups().getFirst().buckets().getFirst().actions())
                .containsExactly(new Action.Output(new PortRef.Numbered(Integer.parseInt(port))));
        assertThatThrownBy(() -> sw.addFlow(
                        arp(2), List.of(new Action.Clone(List.of(new Action.Output(new PortRef.Named("n9")))))))
                .hasMessageContaining("bridge nested: has no port n9");
        sw.delete();
    }

    @Test
    void a_bundle_is_all_or_nothing_and_names_the_flow_that_is_refused() {
        VirtualSwitch sw = make("bundle", "b0");
        FlowSpec good = FlowSpec.of(new Flow(0, 5, arp(1), 0, List.of()));
        FlowSpec bad =
                FlowSpec.of(new Flow(0, 6, arp(2), 0, List.of(new Instruction.Apply(List.of(new Action.Group(77))))));
        assertFails(Kind.REFUSED, "bridge bundle: refuses flow 2 of 2", () -> sw.addFlows(List.of(good, bad)));
        assertFails(Kind.REFUSED, "OFPBAC_BAD_OUT_GROUP", () -> sw.addFlow(bad));
        assertThat(flows("bundle")).isEmpty();
        sw.addFlows(List.of(good));
        assertThat(flows("bundle")).contains("priority=5,arp,arp_op=1 actions=drop");
        sw.delete();
    }

    @Test
    void groups_come_and_go() {
        VirtualSwitch sw = make("groups", "g0");
        Group group = new Group(
                9, Group.Type.SELECT, List.of(new Group.Bucket(1, 10, List.of(new Action.Output(PortRef.LOCAL)))));
        sw.addGroup(group);
        assertThat(ovs.ofctl("dump-groups", "groups")).contains("group_id=9,type=select");
        assertThat(sw.listGroups()).containsExactly(group);
        assertFails(Kind.CONFLICT, "OFPGMFC_GROUP_EXISTS", () -> sw.addGroup(group));
        sw.putGroup(group);
        sw.deleteGroup(9);
        assertThat(ovs.ofctl("dump-groups", "groups")).doesNotContain("group_id");
        sw.delete();
    }

    @Test
    void what_it_did_not_make_it_does_not_remove() {
        ovs.addBridge("foreign");
        try (VirtualSwitch sw = VirtualSwitch.open(at, "foreign")) {
            assertFails(Kind.CONFLICT, "bridge foreign: was not made here", sw::delete);
        }
        try (VirtualSwitch sw = make("mixed", "x0")) {
            ovs.addPort("mixed", "theirs", 9, "");
            assertFails(Kind.CONFLICT, "bridge mixed, port theirs: was not made here", sw::delete);
            assertThat(ovs.vsctl("list-ports", "mixed").lines()).containsExactly("theirs", "x0");
        }
        ovs.vsctl("del-br", "foreign", "--", "del-br", "mixed");
    }

    @Test
    void says_what_is_not_there() {
        assertFails(Kind.NOT_FOUND, "bridge nowhere: does not exist", () -> VirtualSwitch.open(at, "nowhere"));
        assertFails(
                Kind.UNREACHABLE,
                "unix:/nonexistent/db.sock",
                () -> VirtualSwitch.open(SwitchAddress.of("unix:/nonexistent/db.sock"), "any"));
        try (VirtualSwitch sw = make("portless")) {
            assertFails(
                    Kind.NOT_FOUND,
                    "bridge portless: has no port nope",
                    () -> sw.addFlow(Match.ANY, List.of(new Action.Output(new PortRef.Named("nope")))));
            sw.delete();
        }
    }

    @Test
    void connects_again_after_vswitchd_has_been_away() {
        VirtualSwitch sw = make("again", "a0");
        sw.addFlow(arp(1), List.of());
        ovs.killVswitchd();
        ovs.startVswitchd();
        DummyOvs.await("the bridge to return", () -> java.nio.file.Files.exists(ovs.managementSocket("again")));
        DummyOvs.await("a call to go through", () -> {
            try {
                return sw.listFlows().isEmpty();
            } catch (SwitchException e) {
                return false;
            }
        });
        sw.delete();
    }
}
