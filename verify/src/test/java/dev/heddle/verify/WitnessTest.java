package dev.heddle.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which leaks a packet shows, and which alarms the packets' headers refute. */
class WitnessTest {
    private static Verdict with(String... flows) {
        IsolationProof proof = Site.h1().proof();
        for (String flow : flows) {
            proof.put(Site.flow(flow));
        }
        return proof.verdict();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            table=0,priority=500,in_port=2,actions=output:4                             | port 2 (a) of slice t1/red | port 4 (e) of slice t2/blue
            table=0,priority=500,in_port=2,actions=write_actions(output:4)              | port 2 (a) of slice t1/red | port 4 (e) of slice t2/blue
            table=0,priority=500,in_port=2,actions=NORMAL                               | port 2 (a) of slice t1/red | every port
            table=0,priority=500,in_port=2,actions=LOCAL                                | port 2 (a) of slice t1/red | LOCAL
            table=0,priority=500,in_port=LOCAL,actions=output:4                         | LOCAL                      | port 4 (e) of slice t2/blue
            table=0,priority=500,in_port=2,actions=set_field:2->tun_id,output:1         | port 2 (a) of slice t1/red | the tunnel with VNI 2 of slice t2/blue
            table=0,priority=500,in_port=1,tun_id=1,actions=output:4                    | the tunnel with VNI 1 of slice t1/red | port 4 (e) of slice t2/blue
            table=0,priority=500,in_port=1,tun_id=9,actions=output:4                    | the tunnel with VNI 9, which is of no slice | port 4 (e) of slice t2/blue
            table=0,priority=500,in_port=2,ip,actions=move:NXM_OF_IP_TOS[]->NXM_NX_TUN_ID[0..7],output:1 | port 2 (a) of slice t1/red | the tunnel with VNI 0, which is of no slice
            """)
    void aLeakIsShownByAPacket(String flow, String from, String to) {
        Verdict verdict = with(flow);
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Violated.class, violated -> {
            Witness witness = violated.witnesses().getFirst();
            assertThat(witness.from()).isEqualTo(from);
            assertThat(witness.to()).isEqualTo(to);
            assertThat(witness.culprit()).isEqualTo(new Witness.Culprit.OfFlow(Site.flow(flow)));
            assertThat(witness.path()).containsExactly(Site.flow(flow));
            assertThat(witness.packet()).startsWith("in_port=");
        });
    }

    @Test
    void aBucketIsNamed() {
        IsolationProof proof = Site.h1().proof();
        proof.put(Site.group(
                "group_id=77,type=select,bucket=bucket_id:5,actions=output:3,bucket=bucket_id:6,actions=output:4"));
        Flow flow = Site.flow("table=0,priority=500,in_port=2,actions=group:77");
        proof.put(flow);
        assertThat(proof.verdict()).isInstanceOfSatisfying(Verdict.Violated.class, violated -> {
            assertThat(violated.witnesses()).hasSize(1);
            assertThat(violated.witnesses().getFirst().culprit())
                    .isInstanceOfSatisfying(Witness.Culprit.OfBucket.class, b -> {
                        assertThat(b.flow()).isEqualTo(flow);
                        assertThat(b.group().id()).isEqualTo(77);
                        assertThat(b.bucket().id()).isEqualTo(6);
                    });
        });
    }

    @Test
    void theFlowThatLeadsAstrayIsTold() {
        Flow astray = Site.flow("table=0,priority=500,in_port=2,actions=set_field:2->metadata,goto_table:22");
        IsolationProof proof = Site.h1().proof();
        proof.put(astray);
        assertThat(proof.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        violated -> assertThat(violated.witnesses())
                                .isNotEmpty()
                                .allSatisfy(w -> assertThat(w.unwanted(f -> !f.equals(astray)))
                                        .isEqualTo(astray))
                                .allSatisfy(w -> assertThat(w.words(f -> !f.equals(astray)))
                                        .contains("led there by cookie=0x0")));
    }

    /** Ports 2 and 3 have one MAC each, so that what is behind their flows is met by no packet of theirs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // under a flow with the same match
                "table=30,priority=50,metadata=1,dl_dst=0a:00:00:00:00:09,actions=output:4",
                // multicast is taken before
                "table=30,priority=50,metadata=1,dl_dst=01:00:5e:00:00:00/ff:ff:ff:00:00:00,actions=output:4",
                // no packet from a port of red has this source here
                "table=12,priority=150,in_port=2,dl_src=0a:00:00:00:00:77,actions=output:4",
                // IPv6 does not come to the table of IPv4
                "table=12,priority=500,in_port=2,ipv6,actions=output:4",
                // tagged packets go no further than table 0
                "table=22,priority=500,metadata=1,vlan_tci=0x1000/0x1000,actions=output:4",
                // a local port's packet has no tunnel
                "table=10,priority=500,tun_src=192.0.2.2,actions=output:4"
            })
    void whatNoPacketMeetsIsProved(String flow) {
        assertThat(with(flow)).isEqualTo(new Verdict.Proved());
    }

    @Test
    void flowsThatHideAnotherTogetherAreSeenThrough() {
        String leak = "table=30,priority=150,metadata=1,actions=output:4";
        String untagged = "table=30,priority=200,vlan_tci=0/0x1000,actions=drop";
        String tagged = "table=30,priority=200,vlan_tci=0x1000/0x1000,actions=drop";
        assertThat(with(leak)).isInstanceOf(Verdict.Violated.class);
        assertThat(with(leak, untagged, tagged)).isEqualTo(new Verdict.Proved());
    }
}
