package dev.heddle.flow.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs no switch: where errors are, and what lines say that add no flow. */
class FlowTextTest {
    private static final PortNames NAMES = new PortNames() {
        @Override
        public @Nullable Integer number(String name) {
            return name.equals("eth0") ? Integer.valueOf(7) : null;
        }

        @Override
        public @Nullable String name(int number) {
            return number == 7 ? "eth0" : null;
        }
    };

    private static String again(String line) {
        return FlowText.spec(FlowText.readFlow(line, NAMES), NAMES);
    }

    /** The column is that of a caret under the fault. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'priority=1'                                            | 11 | actions= is missing",
                "'table=300,actions=drop'                                | 7  | the table",
                "'ip,foo=1,actions=drop'                                 | 4  | there is no field \"foo\"",
                "'cookie=1/2,actions=drop'                               | 10 | no mask of the cookie",
                "'actions=foo:1'                                         | 9  | there is no action \"foo\"",
                "'actions=output:1,output:nowhere'                       | 25 | no port is named nowhere",
                "'actions=set_field:10.0.0.1->ip_src'                    | 9  | ip_src needs ip",
                "'ip,actions=set_field:1->nw_proto'                      | 25 | nw_proto is read-only",
                "'ip,actions=set_field:10.0.0.1/8->ip_src'               | 22 | not in its mask",
                "'actions=set_field:1->reg99'                            | 22 | no field is named \"reg99\" here",
                "'actions=load:5->NXM_NX_REG0[0..1]'                     | 14 | no more than 2 bits",
                "'actions=move:NXM_NX_REG0[]->NXM_NX_REG1[0..3]'         | 14 | from 32 bits to 4 bits",
                "'actions=goto_table:2,output:1'                         | 22 | the order is",
                "'table=4,actions=output:1,goto_table:4'                 | 37 | a later table",
                "'actions=output:1,meter:1'                              | 18 | meter is the first",
                "'actions=drop,output:1'                                 | 14 | drop stands alone",
                "'ip,actions=nat(src=10.0.0.1)'                          | 12 | nat stands inside ct",
                "'ip,actions=ct(commit,exec(output:1))'                  | 27 | exec takes",
                "'ip,actions=ct(commit,nat(src=10.0.0.9-10.0.0.1))'      | 30 | no range of addresses",
                "'actions=write_actions(output:1,note:00)'               | 32 | in an action set",
                "'actions=conjunction(1,1/2),output:1'                   | 28 | nothing else than note",
                "'actions=learn(table=2,eth_type=0x800,tcp_src=80)'      | 38 | tcp_src needs tcp",
                "'actions=clone(dec_ttl)'                                | 15 | dec_ttl needs ip",
                "'actions=push_mpls:0x8847,dec_ttl'                      | 26 | dec_ttl needs ip",
                "'dl_vlan=5,actions=pop_vlan,pop_vlan'                   | 28 | pop_vlan needs a VLAN",
            })
    void aFaultHasItsPlace(String line, int column, String words) {
        TextException fault = catchThrowableOfType(TextException.class, () -> FlowText.readFlow(line, NAMES));
        assertThat(fault).as(line).isNotNull().hasMessageContaining(words);
        assertThat(fault.column()).as(line).isEqualTo(column);
    }

    @Test
    void aLineIsReadInOnePassAndPrintedWithNames() {
        FlowSpec spec = FlowText.readFlow(
                "table=3, cookie=0x10,idle_timeout=5 send_flow_rem,in_port=eth0,tcp , priority=9"
                        + " actions=mod_dl_src:00:00:00:00:00:01, eth0 ,write_metadata:0x1/0xf",
                NAMES);
        Match match = Match.builder()
                .inPort(new PortRef.Numbered(7))
                .eq(Field.ETH_TYPE, 0x800)
                .eq(Field.IP_PROTO, 6)
                .build();
        Flow flow = new Flow(
                3,
                9,
                match,
                0x10,
                List.of(
                        new Instruction.Apply(List.of(
                                Action.SetField.of(Field.ETH_SRC, 1), new Action.Output(new PortRef.Numbered(7)))),
                        new Instruction.WriteMetadata(1, 15)));
        assertThat(spec)
                .isEqualTo(new FlowSpec(flow, 0, 5, 0, 0, FlowSpec.SEND_FLOW_REMOVED, FlowSpec.ANY, FlowSpec.ANY));
        assertThat(FlowText.spec(spec, NAMES))
                .isEqualTo("cookie=0x10, table=3, idle_timeout=5, send_flow_rem priority=9,tcp,in_port=eth0"
                        + " actions=set_field:00:00:00:00:00:01->eth_src,output:eth0,write_metadata:0x1/0xf");
        assertThat(FlowText.spec(spec, PortNames.NONE)).contains("in_port=7 ", ",output:7,");
    }

    @Test
    void aProgramsLineSaysTableAndPriorityAlways() {
        Flow flow = FlowText.readFlow("actions=drop", NAMES).flow();
        assertThat(FlowText.flow(flow)).isEqualTo("cookie=0x0, table=0, priority=32768 actions=drop");
        assertThat(FlowText.spec(FlowSpec.of(flow), NAMES)).isEqualTo("actions=drop");
    }

    @Test
    void enqueueAndTheOlderWordsAreWhatOpenFlow15HasForThem() {
        assertThat(again("actions=enqueue:7:3")).isEqualTo("actions=set_queue:3,output:eth0,pop_queue");
        assertThat(again("actions=mod_vlan_vid:5")).isEqualTo("actions=push_vlan:0x8100,set_field:4101->vlan_vid");
        assertThat(again("udp,actions=mod_tp_dst:53")).isEqualTo("udp actions=set_field:53->udp_dst");
        assertThat(FlowText.readInstructions("mod_tp_dst:53", NAMES))
                .containsExactly(new Instruction.Apply(List.of(new Action.SetTransportTarget(53))));
        assertThat(FlowText.readFlow("actions=load:3->NXM_NX_REG1[4..7]", NAMES)
                        .flow()
                        .actions())
                .containsExactly(new Action.SetField(Field.REG1, Bits.of(0x30), Bits.of(0xf0)));
    }

    @Test
    void aChangeAndAFilterSayWhatAnAddedFlowCannot() {
        FlowSpec change = FlowText.readChange("cookie=0x10/0xf0,ip,actions=output:1", NAMES);
        assertThat(change.flow().cookie()).isEqualTo(0x10);
        assertThat(change.cookieMask()).isEqualTo(0xf0);
        assertThat(change.flow().table()).isEqualTo(255);

        FlowSpec filter = FlowText.readFilter("table=3,cookie=0x1/-1,out_port=eth0,out_group=9,udp", NAMES);
        assertThat(filter.flow().table()).isEqualTo(3);
        assertThat(filter.cookieMask()).isEqualTo(-1);
        assertThat(filter.outPort()).isEqualTo(7);
        assertThat(filter.outGroup()).isEqualTo(9);
        assertThat(filter.flow().match()).isEqualTo(FlowText.readMatch("ip,nw_proto=17", NAMES));
        assertThat(FlowText.readFilter("", NAMES).flow().table()).isEqualTo(255);
        assertThat(FlowText.readStrictFilter("priority=5", NAMES).flow().priority())
                .isEqualTo(5);

        for (String wrong : List.of("priority=5", "cookie=1", "idle_timeout=5", "send_flow_rem", "importance=1")) {
            assertThat(catchThrowableOfType(TextException.class, () -> FlowText.readFilter(wrong, NAMES)))
                    .as(wrong)
                    .isNotNull();
        }
    }
}
