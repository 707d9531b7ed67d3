package dev.heddle.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.verify.megaflow.MegaflowCheck;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leaks planted in a real Open vSwitch: each is found, and its witness is seen to leak by ofproto/trace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaksOnOvsTest {
    private LeakySwitch leaky;

    @BeforeAll
    void start() {
        leaky = new LeakySwitch();
    }

    @AfterAll
    void stop() {
        leaky.close();
    }

    private List<Witness> leaks(String commands) {
        leaky.reset();
        for (String command : commands.split(";")) {
            leaky.plant(command.strip());
        }
        Verdict verdict = leaky.verdict();
        assertThat(verdict).isInstanceOf(Verdict.Violated.class);
        return ((Verdict.Violated) verdict).witnesses();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # kind                        | planted                                                                                   | named
            wrong port                    | flow cookie=0xbad,table=30,priority=200,metadata=1,actions=output:4                        | cookie=0xbad
            wrong port beside the right   | flow cookie=0xbad,table=30,priority=100,metadata=1,dl_dst=0a:00:00:00:00:09,actions=output:2,output:4 | cookie=0xbad
            wrong VNI                     | flow cookie=0xbad,table=23,priority=200,metadata=1,reg1=2,actions=set_field:2->tun_id,output:1 | cookie=0xbad
            no VNI                        | flow cookie=0xbad,table=23,priority=200,reg1=2,actions=output:1                            | cookie=0xbad
            missing slice match           | flow cookie=0xbad,table=30,priority=200,dl_dst=0a:00:00:00:00:0b,actions=output:4          | cookie=0xbad
            half a slice match            | flow cookie=0xbad,table=30,priority=200,metadata=0/0xfc,actions=output:4                   | cookie=0xbad
            wrong slice at the entrance   | flow cookie=0xbad,table=0,priority=200,in_port=2,actions=set_field:2->metadata,goto_table:10 | cookie=0xbad
            tunnel without the VNI        | flow cookie=0xbad,table=1,priority=200,actions=set_field:1->metadata,goto_table:30         | cookie=0xbad
            VNI of another slice          | flow cookie=0xbad,table=1,priority=200,tun_id=2,actions=set_field:1->metadata,goto_table:30 | cookie=0xbad
            group bucket                  | group group_id=9,type=all,bucket=actions=output:3,bucket=actions=output:5; flow cookie=0xbad,table=0,priority=200,in_port=2,actions=group:9 | cookie=0xbad
            bucket of a select group      | group group_id=9,type=select,selection_method=hash,bucket=weight:1,actions=output:5; flow cookie=0xbad,table=0,priority=200,in_port=2,actions=group:9 | cookie=0xbad
            bucket that fails over        | group group_id=9,type=ff,bucket=watch_port:5,actions=output:5,bucket=watch_port:3,actions=output:3; flow cookie=0xbad,table=0,priority=200,in_port=2,actions=group:9 | cookie=0xbad
            bucket of our own group       | insert group_id=1,command_bucket_id=last bucket=bucket_id=99,actions=output:4 | group 1
            resubmit past the check       | flow cookie=0xbad,table=0,priority=200,in_port=2,actions=set_field:2->metadata,resubmit(,30) | cookie=0xbad
            resubmit as another port      | flow cookie=0xbad,table=0,priority=200,in_port=2,dl_src=0a:00:00:00:00:0b,actions=resubmit(4,0) | cookie=0xbad
            learned flow                  | flow cookie=0xbad,table=0,priority=200,in_port=2,dl_type=0x88b5,actions=learn(table=30,priority=300,cookie=0xbad1,NXM_OF_ETH_DST[]=NXM_OF_ETH_SRC[],output:NXM_OF_IN_PORT[]); packet a in_port(2),eth(src=0a:00:00:00:00:09,dst=0a:00:00:00:00:0a),eth_type(0x88b5); del cookie=0xbad/-1,table=0,priority=200,in_port=2,dl_type=0x88b5 | cookie=0xbad1
            priority shadow               | flow cookie=0xbad,table=22,priority=65535,metadata=1,actions=set_field:2->metadata,resubmit(,30) | cookie=0xbad
            LOCAL                         | flow cookie=0xbad,table=0,priority=200,in_port=2,ip,actions=LOCAL                          | cookie=0xbad
            from LOCAL                    | flow cookie=0xbad,table=0,priority=200,in_port=LOCAL,actions=output:2                      | cookie=0xbad
            NORMAL                        | flow cookie=0xbad,table=0,priority=200,in_port=2,actions=NORMAL                            | cookie=0xbad
            FLOOD                         | flow cookie=0xbad,table=0,priority=200,in_port=2,actions=FLOOD                             | cookie=0xbad
            ALL                           | flow cookie=0xbad,table=0,priority=200,in_port=2,actions=ALL                               | cookie=0xbad
            port that a register names    | flow cookie=0xbad,table=0,priority=200,in_port=2,actions=load:5->NXM_NX_REG5[0..15],output:NXM_NX_REG5[0..15] | cookie=0xbad
            port that the packet names    | flow cookie=0xbad,table=0,priority=400,in_port=2,vlan_tci=0x1000/0x1000,actions=move:NXM_OF_VLAN_TCI[0..2]->NXM_NX_REG5[0..2],output:NXM_NX_REG5[0..15] | cookie=0xbad
            another ingress port          | flow cookie=0xbad,table=0,priority=200,in_port=2,actions=load:4->NXM_OF_IN_PORT[],in_port  | cookie=0xbad
            clone                         | flow cookie=0xbad,table=0,priority=200,in_port=2,actions=clone(set_field:2->metadata,resubmit(,30)),resubmit(,10) | cookie=0xbad
            action set                    | flow cookie=0xbad,table=0,priority=200,in_port=2,actions=write_actions(output:4)           | cookie=0xbad
            bundle                        | flow cookie=0xbad,table=0,priority=200,in_port=2,actions=bundle(eth_src,0,active_backup,ofport,members:4) | cookie=0xbad
            after connection tracking     | flow cookie=0xbad,table=0,priority=200,in_port=2,ip,actions=ct(table=40,zone=1); flow cookie=0xbad,table=40,ct_state=+trk+new,actions=output:4 | cookie=0xbad
            port that nobody declared     | vsctl add-port br-int spy -- set Interface spy type=dummy ofport_request=9; flow cookie=0xbad,table=0,priority=200,in_port=2,actions=output:9 | spy
            from a port nobody declared   | vsctl add-port br-int spy -- set Interface spy type=dummy ofport_request=9; flow cookie=0xbad,table=0,priority=200,in_port=9,actions=output:4 | spy
            patch port                    | vsctl add-br br-other -- set Bridge br-other datapath_type=dummy -- add-port br-int to-other -- set Interface to-other type=patch options:peer=to-int ofport_request=9 -- add-port br-other to-int -- set Interface to-int type=patch options:peer=to-other -- add-port br-other x -- set Interface x type=dummy; flow cookie=0xbad,table=0,priority=200,in_port=2,actions=output:9 | to-other
            mirror of what enters         | vsctl -- --id=@a get Port a -- --id=@e get Port e -- --id=@m create Mirror name=tap select_src_port=@a output_port=@e -- set Bridge br-int mirrors=@m | mirror tap
            mirror of all                 | vsctl -- --id=@e get Port e -- --id=@m create Mirror name=tap select_all=true output_port=@e -- set Bridge br-int mirrors=@m | mirror tap
            fail mode                     | vsctl del-fail-mode br-int                                                                 | actions=NORMAL
            in-band control               | vsctl set-controller br-int tcp:127.0.0.1:16653; vsctl remove Bridge br-int other_config disable-in-band | in-band
            """)
    void leaksAreFoundAndSeen(String kind, String planted, String named) {
        List<Witness> witnesses = leaks(planted);
        assertThat(witnesses)
                .anySatisfy(w ->
                        assertThat(w.words(f -> f.cookie() >>> 48 == 0x4844)).contains(named));
        for (Witness witness : witnesses) {
            LeakySwitch.Seen seen = leaky.trace(witness.packet());
            assertThat(seen.leaks()).as("%s%n%s", witness.words(), seen.trace()).isTrue();
        }
    }

    @Test
    void theProgramAloneIsProved() {
        leaky.reset();
        assertThat(leaky.verdict()).isEqualTo(new Verdict.Proved());
    }

    @Test
    void theTraceOfWhatDoesNotLeakDoesNot() {
        leaky.reset();
        LeakySwitch.Seen seen =
                leaky.trace("in_port=2,ip,eth_src=0a:00:00:00:00:09,eth_dst=0a:00:00:00:00:0a,nw_src=10.0.0.2");
        assertThat(seen.leaks()).as(seen.trace()).isFalse();
        assertThat(seen.trace()).contains("output:3");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a flow that drops           | flow cookie=0xf00,table=0,priority=65535,in_port=2,tcp,tp_dst=22,actions=drop | proved
            a mirror within the slice   | vsctl -- --id=@a get Port a -- --id=@d get Port d -- --id=@m create Mirror name=tap select_src_port=@a output_port=@d -- set Bridge br-int mirrors=@m | proved
            a port nobody sends to      | vsctl add-port br-int spy -- set Interface spy type=dummy ofport_request=9 | proved
            a patch port nobody sends to | vsctl add-br br-other -- set Bridge br-other datapath_type=dummy -- add-port br-int to-other -- set Interface to-other type=patch options:peer=to-int -- add-port br-other to-int -- set Interface to-int type=patch options:peer=to-other | notProven
            learning                    | flow table=0,priority=200,in_port=2,dl_type=0x88b5,actions=learn(table=30,NXM_OF_ETH_DST[]=NXM_OF_ETH_SRC[],output:NXM_OF_IN_PORT[]) | notProven
            a zone of two slices        | flow table=30,priority=200,ip,actions=ct(commit,zone=7) | notProven
            """)
    void whatDoesNotLeakIsNotCalledALeak(String what, String planted, String verdict) {
        leaky.reset();
        for (String command : planted.split(";")) {
            leaky.plant(command.strip());
        }
        assertThat(leaky.verdict().text()).isEqualTo(verdict);
    }

    /** A mirror's copies are in no OpenFlow table, but in what the datapath does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing | 0
            vsctl -- --id=@a get Port a -- --id=@e get Port e -- --id=@m create Mirror name=tap select_src_port=@a output_port=@e -- set Bridge br-int mirrors=@m | 1
            flow table=30,priority=200,metadata=1,dl_dst=0a:00:00:00:00:0a,actions=output:3,output:5 | 1
            """)
    void whatTheDatapathDoesIsHeldAgainstTheContract(String planted, int leaks) {
        leaky.reset();
        if (!planted.equals("nothing")) {
            leaky.plant(planted);
        }
        leaky.ovs().appctl("revalidator/purge");
        leaky.plant("packet a in_port(2),eth(src=0a:00:00:00:00:09,dst=0a:00:00:00:00:0a),eth_type(0x0800),"
                + "ipv4(src=10.0.0.2,dst=10.0.0.3,proto=17,tos=0,ttl=64,frag=no),udp(src=1,dst=2)");
        MegaflowCheck check = new MegaflowCheck(
                Site.h1().contract(),
                Map.of("a", Site.A, "d", Site.D, "e", Site.E, "f", Site.F, "heddle-vx", Numbered.TUNNEL),
                Set.of());
        List<String> dump = leaky.ovs()
                .appctl("dpif/dump-flows", "--names", "br-int")
                .lines()
                .toList();
        assertThat(dump).anySatisfy(l -> assertThat(l).contains("in_port(a)"));
        MegaflowCheck.Result result = check.of("dump", dump);
        assertThat(result.leaks()).as(dump.toString()).hasSize(leaks);
        assertThat(result.doubts()).isEmpty();
    }
}
