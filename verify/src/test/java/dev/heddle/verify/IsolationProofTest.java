package dev.heddle.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Flow;
import dev.heddle.model.testing.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationProofTest {
    private static Verdict with(String... flows) {
        IsolationProof proof = Site.h1().proof();
        assertThat(proof.verdict()).isEqualTo(new Verdict.Proved());
        for (String flow : flows) {
            proof.put(Site.flow(flow));
        }
        return proof.verdict();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "table=0,priority=500,ip,nw_dst=10.0.0.9,actions=drop",
                "table=0,priority=65535,actions=drop",
                "table=30,priority=500,metadata=1,actions=output:2,output:3",
                "table=0,priority=500,in_port=2,actions=output:3",
                "table=0,priority=500,in_port=2,actions=in_port",
                "table=0,priority=500,in_port=2,actions=controller",
                "table=0,priority=500,in_port=2,actions=set_field:1->tun_id,output:1",
                "table=0,priority=500,in_port=1,tun_id=2,actions=output:4",
                "table=0,priority=500,in_port=77,actions=output:4",
                "table=0,priority=500,in_port=2,actions=output:77",
                "table=0,priority=500,in_port=LOCAL,actions=drop",
                "table=5,priority=500,actions=output:2,output:4",
                "table=0,priority=500,in_port=3,actions=load:2->NXM_NX_REG9[0..31],output:NXM_NX_REG9[0..15]",
                "table=0,priority=500,in_port=2,actions=clone(set_field:2->metadata),resubmit(,10)",
                "table=0,priority=500,in_port=2,ip,actions=ct(table=30,zone=1)"
            })
    void whatStaysInItsSliceIsProved(String flow) {
        assertThat(with(flow)).isEqualTo(new Verdict.Proved());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "table=0,priority=500,in_port=2,actions=output:4",
                "table=0,priority=500,in_port=2,actions=LOCAL",
                "table=0,priority=500,in_port=2,actions=NORMAL",
                "table=0,priority=500,in_port=2,actions=FLOOD",
                "table=0,priority=500,in_port=LOCAL,actions=output:4",
                "table=0,priority=500,in_port=2,actions=output:1",
                "table=0,priority=500,in_port=2,actions=set_field:2->tun_id,output:1",
                "table=0,priority=500,in_port=2,actions=set_field:2->metadata,goto_table:22",
                "table=0,priority=500,in_port=1,actions=output:2",
                "table=1,priority=500,tun_id=2,actions=set_field:1->metadata,goto_table:30",
                "table=1,priority=500,tun_id=99,actions=set_field:1->metadata,goto_table:30",
                "table=0,priority=500,in_port=2,actions=resubmit(4,0)",
                "table=30,priority=500,actions=output:2",
                "table=30,priority=500,metadata=0/1,actions=output:2",
                "table=0,priority=500,ip,actions=move:NXM_OF_IP_TOS[]->OXM_OF_METADATA[0..7],goto_table:30",
                "table=0,priority=500,in_port=2,actions=output:NXM_OF_VLAN_TCI[]",
                "table=0,priority=500,in_port=2,actions=write_actions(output:4)",
                "table=0,priority=500,ip,actions=ct(table=30,zone=1)",
                "table=0,priority=500,in_port=2,ip,actions=ct(commit,zone=NXM_NX_REG0[0..15]),ct(zone=NXM_OF_VLAN_TCI[])",
                "table=0,priority=500,in_port=2,actions=learn(table=30,NXM_OF_ETH_DST[]=NXM_OF_ETH_SRC[],output:NXM_OF_IN_PORT[])",
                "table=0,priority=500,in_port=2,actions=resubmit(,23),set_field:2->tun_id,output:1",
                "table=0,priority=500,in_port=2,actions=group:99",
                "table=0,priority=500,in_port=2,actions=controller(pause)"
            })
    void whatMayLeaveItIsNot(String flow) {
        assertThat(with(flow).isProved()).isFalse();
    }

    /** A register of 128 bits begins with the most significant of its four (ovs-fields(7)). */
    @ParameterizedTest
    @CsvSource({
        "0x4, reg3=4",
        "0x400000000, reg2=4",
        "0x40000000000000000, reg1=4 xreg0=4",
        "0x4000000000000000000000000, reg0=4"
    })
    void aLongRegisterIsItsParts(String value, String parts) {
        String set = "table=0,priority=500,in_port=2,actions=set_field:" + value + "->xxreg0,goto_table:60";
        for (String asked : List.of("reg0=4", "reg1=4", "reg2=4", "reg3=4", "xreg0=4")) {
            boolean met = List.of(parts.split(" ")).contains(asked);
            assertThat(with(set, "table=60," + asked + ",actions=output:4").isProved())
                    .as(asked)
                    .isEqualTo(!met);
        }
    }

    /** A flow may be there before the port to which it sends. */
    @Test
    void aPortThatComesLaterCountsFromThenOn() {
        Numbered h1 = Site.h1();
        Contract with = h1.contract();
        TreeMap<Integer, Contract.Port> fewer = new TreeMap<>(with.ports());
        fewer.remove(Site.E);
        Contract without = new Contract(with.tunnelPort(), fewer, true, with.vnis(), Set.of());
        IsolationProof proof = h1.proof();
        proof.contract(without);
        proof.put(Site.flow("table=0,priority=500,in_port=2,actions=output:4"));
        assertThat(proof.verdict()).isEqualTo(new Verdict.Proved());
        proof.contract(with);
        assertThat(proof.verdict().isProved()).isFalse();
        proof.contract(without);
        assertThat(proof.verdict()).isEqualTo(new Verdict.Proved());
    }

    @Test
    void whatHasGoneIsForgotten() {
        IsolationProof proof = Site.h1().proof();
        Flow leak = Site.flow("table=0,priority=500,in_port=2,actions=output:4");
        proof.put(leak);
        assertThat(proof.verdict().isProved()).isFalse();
        proof.remove(leak.key());
        assertThat(proof.verdict()).isEqualTo(new Verdict.Proved());
    }

    @Test
    void aWayThatIsDeclaredIsAllowedInItsDirectionOnly() {
        Numbered h1 = Site.h1();
        Contract c = h1.contract();
        IsolationProof proof = h1.proof();
        proof.contract(
                new Contract(c.tunnelPort(), c.ports(), true, c.vnis(), Set.of(new Contract.Way("t1/red", "t2/blue"))));
        proof.put(Site.flow("table=0,priority=500,in_port=2,actions=output:4"));
        assertThat(proof.verdict()).isEqualTo(new Verdict.Proved());
        proof.put(Site.flow("table=0,priority=500,in_port=4,actions=output:2"));
        assertThat(proof.verdict().isProved()).isFalse();
    }

    /** After a resubmit that comes back nothing holds that the tables in between may write. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "set_field:2->tun_id",
                "set_field:2->metadata",
                "write_metadata:2",
                "move:NXM_NX_REG9[0..23]->NXM_NX_TUN_ID[0..23]",
                "push:NXM_NX_REG9[0..23],pop:NXM_NX_TUN_ID[0..23]",
                "multipath(eth_src,0,modulo_n,4,0,NXM_NX_TUN_ID[0..23])",
                "bundle_load(eth_src,0,hrw,ofport,NXM_NX_TUN_ID[0..23],members:4)",
                "check_pkt_larger(100)->NXM_NX_TUN_ID[1]",
                "resubmit(,60)"
            })
    void whatATableInBetweenMayWriteIsNotKnown(String actions) {
        String enter = "table=0,priority=500,in_port=2,actions=set_field:1->metadata,set_field:1->tun_id,resubmit(,50),"
                + (actions.contains("metadata") ? "move:OXM_OF_METADATA[0..23]->NXM_NX_TUN_ID[0..23]," : "")
                + "output:1";
        assertThat(with(enter, "table=50,actions=drop")).isEqualTo(new Verdict.Proved());
        assertThat(with(enter, "table=50,actions=" + actions, "table=60,actions=set_field:2->tun_id")
                        .isProved())
                .isFalse();
    }

    /** Each of twenty tables doubles the states: a bit of a register that the last one reads. */
    @Test
    void whatTellsTooManyStatesApartIsNotProven() {
        IsolationProof proof = Site.h1().proof();
        for (int i = 0; i < 20; i++) {
            int table = 100 + i;
            proof.put(Site.flow("table=%d,priority=2,tcp,tp_dst=%d,actions=load:1->NXM_NX_REG9[%d],resubmit(,%d)"
                    .formatted(table, i, i, table + 1)));
            proof.put(Site.flow("table=%d,priority=1,actions=resubmit(,%d)".formatted(table, table + 1)));
        }
        proof.put(Site.flow("table=120,reg9=0xfffff,actions=drop"));
        assertThat(proof.verdict()).isEqualTo(new Verdict.Proved());
        Flow enter = Site.flow("table=0,priority=500,in_port=2,actions=resubmit(,100)");
        proof.put(enter);
        assertThat(proof.verdict()).isInstanceOf(Verdict.NotProven.class);
        proof.remove(enter.key());
        assertThat(proof.verdict()).isEqualTo(new Verdict.Proved());
    }

    /** Remembered = worked out at once. */
    @Test
    void changesOneByOneLeadToTheSameVerdictAsAllAtOnce() {
        List<String> lines = List.of(
                "table=0,priority=500,in_port=2,actions=output:4",
                "table=0,priority=501,in_port=2,actions=drop",
                "table=0,priority=502,in_port=2,dl_type=0x800,actions=group:7",
                "table=0,priority=503,actions=set_field:1->metadata,resubmit(,40)",
                "table=40,priority=1,metadata=1,actions=output:2",
                "table=40,priority=2,reg3=5,actions=output:4",
                "table=40,priority=0,actions=move:NXM_NX_REG3[]->NXM_NX_REG4[],goto_table:41",
                "table=41,priority=0,reg4=0,actions=resubmit(,30)");
        Property.named("one by one = at once").cases(60).check(random -> {
            Numbered h1 = Site.h1();
            IsolationProof proof = h1.proof();
            List<Flow> held = new ArrayList<>(h1.flows());
            for (int step = 0; step < 12; step++) {
                if (random.nextInt(3) == 0) {
                    Flow flow = held.remove(random.nextInt(held.size()));
                    proof.remove(flow.key());
                } else {
                    Flow flow = Site.flow(lines.get(random.nextInt(lines.size())));
                    held.removeIf(f -> f.key().equals(flow.key()));
                    held.add(flow);
                    proof.put(flow);
                }
                Verdict cold = IsolationProof.of(h1.contract(), BridgeFacts.QUIET, held, h1.groups());
                assertThat(proof.verdict().text()).isEqualTo(cold.text());
            }
        });
    }
}
