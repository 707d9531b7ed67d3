package dev.heddle.flow.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.PortRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be told is told as such, and never more than that. */
class UnknownTest {
    private static final Packet TCP = Packet.parse("in_port=1,tcp,nw_src=10.0.0.1,nw_dst=10.0.0.2,nw_ttl=64");

    private static Walk walk(String program) {
        return Walk.of(Programs.tables(program), TCP);
    }

    private static Walk walk(String program, Ports ports) {
        return Walk.of(Programs.tables(program), TCP, Tracker.anything(), ports);
    }

    @Test
    void fieldThatAHashDecides() {
        Walk walk = walk("""
                actions=multipath(symmetric_l4,0,modulo_n,4,0,NXM_NX_REG1[0..1]),output:9,goto_table:1
                table=1,priority=3,reg1=4/4 actions=output:2
                table=1,priority=2,reg1=1 actions=output:3
                table=1,priority=1 actions=output:4
                """);
        assertThat(Programs.outputs(walk)).containsExactly(9);
        assertThat(walk.unknown()).singleElement().asString().contains("reg1=0x1");
    }

    @Test
    void whatIsKnownOfTheFieldStillDecides() {
        Walk walk = walk("""
                actions=multipath(symmetric_l4,0,modulo_n,4,0,NXM_NX_REG1[0..1]),goto_table:1
                table=1,priority=3,reg1=4/4 actions=output:2
                table=1,priority=2 actions=output:3
                table=1,priority=1,reg1=1 actions=output:4
                """);
        assertThat(Programs.outputs(walk)).containsExactly(3);
        assertThat(walk.unknown()).isEmpty();
    }

    @Test
    void unknownBitsTravel() {
        Packet packet = TCP.copy().forget(Field.TUN_ID);
        Walk walk = Walk.of(Programs.tables("""
                        actions=move:NXM_NX_TUN_ID[0..15]->NXM_NX_REG0[16..31],push:NXM_NX_REG0[],pop:NXM_NX_REG1[]
                        """), packet);
        assertThat(walk.pass().end().unknown(Field.REG1)).isEqualTo(Bits.of(0xffff0000L));
        assertThat(walk.pass().end().unknown(Field.XREG0)).isEqualTo(Bits.of(0xffff0000ffff0000L));
        assertThat(packet.set(Field.TUN_ID, 5).unknown(Field.TUN_ID)).isEqualTo(Bits.ZERO);
    }

    @Test
    void unknownBitsOfLabelsAndTagsTravel() {
        Packet packet = TCP.copy().set(Field.VLAN_TCI, 0x1000).forget(Field.VLAN_PCP);
        Walk tags = Walk.of(Programs.tables("actions=push_vlan:0x8100,pop_vlan"), packet);
        assertThat(tags.pass().end().unknown(Field.VLAN_TCI)).isEqualTo(Bits.of(0xe000));
        Packet labelled = Packet.parse("dl_type=0x8847,mpls_bos=1").forget(Field.MPLS_TC);
        Walk labels = Walk.of(Programs.tables("mpls actions=push_mpls:0x8847,pop_mpls:0x8847"), labelled);
        assertThat(labels.pass().end().unknown(Field.MPLS_TC)).isEqualTo(Bits.ones(3));
        assertThat(labels.pass().end().number(Field.MPLS_BOS)).isEqualTo(1);
    }

    @Test
    void twoFlowsOfOnePriority() {
        assertThat(walk("priority=5,tcp actions=output:2\npriority=5,in_port=1 actions=output:3")
                        .unknown())
                .singleElement()
                .asString()
                .contains("output:2", "output:3");
    }

    @Test
    void portInAFieldThatIsNotKnown() {
        assertThat(walk("actions=multipath(symmetric_l4,0,modulo_n,4,0,NXM_NX_REG1[0..1]),output:NXM_NX_REG1[]")
                        .unknown())
                .singleElement()
                .asString()
                .contains("reg1");
    }

    @Test
    void theTrackerMaySayAnythingLegal() {
        Walk walk = walk("""
                ip actions=ct(table=1,zone=7),output:9
                table=1,priority=4,ip,ct_state=+trk+inv actions=output:2
                table=1,priority=3,ip,ct_state=+trk+new actions=output:3
                table=1,priority=2,ip,ct_state=+trk+est,ct_zone=7 actions=output:4
                table=1,priority=1,ip actions=output:5
                """);
        assertThat(Programs.outputs(walk)).contains(9, 2, 3, 4).doesNotContain(5);
        assertThat(walk.unknown()).isEmpty();
    }

    @Test
    void marksOfConnectionsAreNotKnown() {
        Walk walk = walk("""
                ip actions=ct(table=1,zone=7)
                table=1,priority=4,ip,ct_mark=1 actions=output:2
                table=1,priority=3,ip actions=output:3
                """);
        assertThat(walk.unknown()).isNotEmpty().allMatch(w -> w.contains("ct_mark=0x1"));
        assertThat(Programs.outputs(walk)).as("what is invalid has no mark").containsExactly(3);
    }

    @Test
    void whatNatMakesOfAddressesIsNotKnown() {
        String after =
                "\ntable=1,priority=4,ip,nw_dst=10.0.0.2 actions=output:2\ntable=1,priority=3,ip actions=output:3";
        assertThat(walk("ip actions=ct(table=1,zone=7,nat)" + after).unknown()).isNotEmpty();
        assertThat(walk("ip actions=ct(table=1,zone=7)" + after).unknown()).isEmpty();
    }

    @Test
    void loopsThroughTheTrackerEnd() {
        Walk walk = Walk.of(
                Programs.tables("ip actions=ct(table=0,zone=7)"), TCP, Tracker.inTurn(List.of()), Ports.UNKNOWN);
        assertThat(walk.unknown()).singleElement().asString().contains("6");
    }

    @Test
    void endlessWalksEnd() {
        assertThat(walk("ip actions=ct(table=0,zone=7),ct(table=0,zone=8),ct(table=0,zone=9)")
                        .unknown())
                .contains("the walk is too long");
    }

    @Test
    void whatIsUnderALabelThatCameWithThePacket() {
        Packet labelled = Packet.parse("in_port=1,dl_type=0x8847,mpls_label=5,mpls_bos=1");
        String program = """
                mpls actions=pop_mpls:0x0800,output:9,resubmit(,1)
                table=1,priority=2,ip,nw_dst=10.0.0.2 actions=output:2
                table=1,priority=1 actions=output:3
                """;
        Walk walk = Walk.of(Programs.tables(program), labelled);
        assertThat(Programs.outputs(walk)).containsExactly(9);
        assertThat(walk.unknown()).singleElement().asString().contains("nw_dst=10.0.0.2");
        Walk own = walk("ip actions=push_mpls:0x8847,resubmit(,1)\ntable=1,mpls actions=pop_mpls:0x0800,resubmit(,2)\n"
                + "table=2,ip,nw_dst=10.0.0.2 actions=output:2");
        assertThat(Programs.outputs(own)).as("seen before it was covered").containsExactly(2);
    }

    @Test
    void whatFollowsMayDependOnTheBucket() {
        String group = "group_id=1,type=select,bucket=output:2,bucket=resubmit(,1)\nactions=group:1,output:4\n";
        assertThat(walk(group + "table=1 actions=output:3").unknown()).isEmpty();
        Walk walk = walk(group + "table=1 actions=push:NXM_NX_REG1[]");
        assertThat(walk.unknown()).singleElement().asString().contains("group 1");
        assertThat(Programs.outputs(walk)).containsExactly(2);
    }

    @Test
    void bucketsOfPortsThatAreDownAreNotTaken() {
        String program =
                "group_id=1,type=ff,bucket=watch_port:2,output:2,bucket=watch_port:3,output:3\nactions=group:1";
        assertThat(Programs.outputs(walk(program))).containsExactly(2, 3);
        assertThat(Programs.outputs(walk(program, only(3, Ports.State.UP)))).containsExactly(3);
        assertThat(Programs.outputs(walk(program, port -> Ports.State.UP))).containsExactly(2);
        assertThat(Programs.outputs(walk(program, port -> Ports.State.DOWN))).isEmpty();
    }

    private static Ports only(int port, Ports.State state) {
        return p -> p == port ? state : Ports.State.DOWN;
    }

    @Test
    void lengthDecidesWhereItIsKnown() {
        String program = "actions=check_pkt_larger(100)->NXM_NX_REG0[0],resubmit(,1)\n"
                + "table=1,reg0=1/1 actions=output:2\ntable=1,reg0=0/1 actions=output:3";
        assertThat(Programs.outputs(walk(program))).containsExactly(2, 3);
        Tables tables = Programs.tables(program);
        assertThat(Programs.outputs(Walk.of(tables, TCP.copy().length(101)))).containsExactly(2);
        assertThat(Programs.outputs(Walk.of(tables, TCP.copy().length(100)))).containsExactly(3);
    }

    @Test
    void learnedFlowsAreToldAndNotApplied() {
        Walk walk = walk("actions=learn(table=1,output:NXM_OF_IN_PORT[]),resubmit(,1)\ntable=1 actions=output:2");
        assertThat(walk.leaves()).anyMatch(l -> l.step() instanceof Step.Learned);
        assertThat(Programs.outputs(walk)).containsExactly(2);
    }

    @Test
    void encapsulationIsNotModelled() {
        assertThat(walk("actions=output:2,encap(nsh),output:3").unknown()).hasSize(1);
        assertThat(Programs.outputs(walk("actions=output:2,encap(nsh),output:3")))
                .containsExactly(2);
    }

    @Test
    void plainSwitchingIsToldAsItsPort() {
        assertThat(Programs.outputs(walk("actions=NORMAL")))
                .containsExactly(((PortRef.Numbered) PortRef.NORMAL).value());
    }

    @Test
    void tooDeepDropsAll() {
        Walk walk = walk("actions=output:2,resubmit(,0)");
        assertThat(walk.pass().failure()).contains("64");
        assertThat(walk.outputs()).isEmpty();
    }

    @Test
    void aLeafKnowsItsWay() {
        Walk walk = walk("actions=goto_table:1\ntable=1,priority=7 actions=output:2");
        Walk.Leaf leaf = walk.leaves().getLast();
        assertThat(leaf.step()).isInstanceOf(Step.Output.class);
        assertThat(leaf.path()).hasSize(3);
        assertThat(leaf.flow()).isNotNull().extracting(f -> f.priority()).isEqualTo(7);
    }
}
