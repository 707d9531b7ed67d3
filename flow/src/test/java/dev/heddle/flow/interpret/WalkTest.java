package dev.heddle.flow.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small pipelines with what ovs-actions(7) says of them. Lines that begin with group_id are groups. */
class WalkTest {
    private static String outputs(Walk walk) {
        List<String> out = walk.outputs().stream()
                .map(o -> Integer.toUnsignedString(o.port()))
                .toList();
        return out.isEmpty() ? "none" : String.join(" ", out);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what | program | packet | ports
            output | actions=output:2,output:3 | in_port=1 | 2 3
            output to the ingress port | actions=output:1,output:2 | in_port=1 | 2
            output back | actions=in_port | in_port=1 | 1
            priority | priority=1,ip actions=output:2; priority=2,tcp actions=output:3 | in_port=1,tcp | 3
            masks | ip,nw_dst=10.0.0.0/8 actions=output:2; priority=9,ip actions=output:3 | in_port=1,ip,nw_dst=10.1.2.3 | 2
            registers | actions=set_field:5->reg1,goto_table:1; table=1,reg1=5 actions=output:2 | in_port=1 | 2
            wide registers | actions=set_field:0x100000002->xreg0,goto_table:1; table=1,reg0=1,reg1=2 actions=output:2 | in_port=1 | 2
            move | ip actions=move:NXM_OF_IP_DST[0..15]->NXM_NX_REG1[16..31],goto_table:1; table=1,reg1=0x01020000 actions=output:2 | in_port=1,ip,nw_dst=10.0.1.2 | 2
            resubmit comes back | actions=resubmit(,1),output:3; table=1 actions=set_field:1->reg0,output:2 | in_port=1 | 2 3
            what resubmit writes stays | actions=resubmit(,1),resubmit(,2); table=1 actions=set_field:1->reg0; table=2,reg0=1 actions=output:4 | in_port=1 | 4
            what clone writes goes | actions=clone(set_field:1->reg0),resubmit(,2); table=2,reg0=1 actions=output:4; table=2,priority=1 actions=output:5 | in_port=1 | 5
            all buckets | actions=group:1,output:4; group_id=1,type=all,bucket=output:2,bucket=output:3 | in_port=1 | 2 3 4
            of two outputs the last | actions=group:1; group_id=1,type=all,bucket=actions=output:2,output:3 | in_port=1 | 3
            select may be any | actions=group:1; group_id=1,type=select,bucket=output:2,bucket=output:3 | in_port=1 | 2 3
            action set at the end | actions=write_actions(output:2),goto_table:1; table=1 actions=output:3 | in_port=1 | 3 2
            field that the packet lacks | actions=group:1; group_id=1,type=all,bucket=set_field:9.9.9.9->arp_spa,resubmit(,1); table=1,ip,nw_src=9.9.9.9 actions=output:2; table=1,priority=1 actions=output:3 | in_port=1,ip,nw_src=1.1.1.1 | 3
            tag below | actions=push_vlan:0x8100,pop_vlan,resubmit(,1); table=1,dl_vlan=7 actions=output:2 | in_port=1,dl_vlan=7 | 2
            exit then ct | ip actions=group:1,ct(table=1); group_id=1,type=all,bucket=resubmit(,2); table=2 actions=exit; table=1 actions=output:2 | in_port=1,ip | none
            ct alone | ip actions=ct(table=1),ct(table=1); table=1 actions=output:2 | in_port=1,ip | 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2
            exit in clone | actions=clone(exit),output:2 | in_port=1 | none
            ttl ends | ip actions=dec_ttl,output:2 | in_port=1,ip,nw_ttl=1 | none
            ttl goes on | ip actions=dec_ttl,output:2 | in_port=1,ip,nw_ttl=2 | 2
            port from a field | actions=set_field:7->reg3,output:NXM_NX_REG3[] | in_port=1 | 7
            """)
    void packetsGoWhereTheActionsSay(String what, String program, String packet, String ports) {
        Walk walk = Walk.of(Programs.tables(program.replace(';', '\n')), Packet.parse(packet));
        assertThat(outputs(walk)).isEqualTo(ports);
        assertThat(walk.unknown()).isEmpty();
    }
}
