package dev.heddle.flow.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read and what ovs-ofctl prints of it; the lines of the ovs module compare with ovs-ofctl itself. */
class MatchTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            tp_dst=80,nw_dst=10.0.0.1/24,tcp,dl_vlan=5,reg3=7,in_port=2,metadata=9; tcp,reg3=0x7,metadata=0x9,in_port=2,dl_vlan=5,nw_dst=10.0.0.0/24,tp_dst=80
            xreg1=0x500000000/0xf00000000,xxreg1=0; reg2=0x5/0xf,reg4=0,reg5=0,reg6=0,reg7=0
            reg0[0..3]=5,reg0[31]=1; reg0=0x80000005/0x8000000f
            dl_vlan_pcp=3; dl_vlan_pcp=3
            dl_vlan=0xffff; vlan_tci=0x0000/0x1fff
            vlan_tci=0; vlan_tci=0x0000/0x1fff
            vlan_vid=0x1005,vlan_pcp=2; dl_vlan=5,dl_vlan_pcp=2
            ip,ip_dscp=17,nw_ecn=1; ip,nw_tos=68,nw_ecn=1
            arp,nw_src=1.2.3.4,nw_proto=2; arp,arp_spa=1.2.3.4,arp_op=2
            udp,tp_src=53; udp,tp_src=53
            icmp6,icmp_type=135,nd_target=fe80::1; icmp6,icmp_type=135,nd_target=fe80::1
            icmp6,icmp_type=136,nd_tll=00:00:00:00:00:01; icmp6,icmp_type=136,nd_tll=00:00:00:00:00:01
            icmp,tp_src=8; icmp,icmp_type=8
            eth,ip; ip
            recirc_id=0,ip; recirc_id=0,eth,ip
            packet_type=(1,0x800),nw_src=1.2.3.4; packet_type=(1,0x800),nw_src=1.2.3.4
            tun_metadata3; tun_metadata3
            tun_erspan_ver=2,tun_erspan_dir=0,tun_erspan_hwid=1; tun_erspan_ver=2,tun_erspan_hwid=0x1
            dl_type=0x894f,nsh_mdtype=1,nsh_c1=0; dl_type=0x894f,nsh_mdtype=1,nsh_c1=0x0
            nw_src=*,reg1=5/0; ``
            ct_state=new|trk; ct_state=new|trk
            tun_flags=oam; tun_flags=+oam
            """)
    void readsInAnyOrderAndPrintsInOne(String text, String printed) {
        Match match = read(text);
        assertThat(print(match)).isEqualTo(printed);
        assertThat(read(printed)).isEqualTo(match);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            reg0=1,tcp_dst=80; 8; tcp_dst needs tcp or tcp6
            tcp,ipv6_src=::1; 5; ipv6_src needs ipv6
            nw_src=1.2.3.4; 1; ip_src needs ip
            ip,tp_dst=80; 4; tcp_dst needs tcp or tcp6
            udp,nw_frag=later,tp_dst=80; 19; tcp_dst needs tcp
            icmp6,icmp_type=136,nd_sll=00:00:00:00:00:01; 21; nd_sll needs icmp6,icmp_type=135
            icmp6,icmp_type=135,icmp_code=1,nd_target=::1; 33; nd_target needs icmp6
            packet_type=(1,0x800),dl_src=00:00:00:00:00:01; 23; eth_src needs an Ethernet packet
            mpls_label=5; 1; mpls_label needs mpls or mplsm
            ip,ct_nw_src=1.2.3.4; 4; ct_nw_src needs ct_state
            ct_state=+trk+inv,ip,ct_nw_src=1.2.3.4; 22; ct_nw_src needs ct_state
            ct_state=+est,ipv6,ct_nw_src=1.2.3.4; 20; ct_nw_src needs ip
            ct_state=+est,ip,ct_tp_src=1; 18; ct_tp_src needs ct_nw_proto
            dl_type=0x800,nsh_si=1; 15; nsh_si needs dl_type=0x894f
            tcp,udp; 5; nw_proto is matched twice
            reg0=1,reg0=2; 8; reg0 is matched twice
            reg0=1,xreg0=5; 8; reg0 is matched twice
            reg0[0..3]=1,reg0[3]=0; 14; matched twice
            dl_vlan=5,vlan_tci=0x1006; 11; the VLAN tag is matched twice
            vlan_tci=0x2000/0x2000; 1; cannot be said
            vlan_tci=0x3000/0x3000; 1; cannot be said
            dl_vlan=4096; 1; larger than 4095
            ip,nw_tos=3; 4; nw_tos cannot be 3
            arp,arp_op=256; 5; arp_op cannot be 256
            icmp,tp_src=256; 6; wider than 8 bits
            ip=1; 1; ip takes no value
            in_port=1,in_port=2; 11; in_port is matched twice
            NXM_NX_REG0=1; 1; no field is named
            (5); 1; no field is named
            """)
    void refusesWhatASwitchRefusesOrWouldNotMatch(String text, int column, String reason) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(TextException.class)
                .hasMessageContaining(reason)
                .extracting(e -> ((TextException) e).column())
                .isEqualTo(column);
    }

    @Test
    void interfacesArePrintedByName() {
        assertThat(print(Match.builder().inPort(new PortRef.Iface("vm-1")).build()))
                .isEqualTo("in_port=\"vm-1\"");
        assertThat(print(Match.builder().inPort(new PortRef.Named("geneve0")).build()))
                .isEqualTo("in_port=geneve0");
    }

    @Test
    void viewsOfOneThingAreOneThing() {
        Match match = Match.builder()
                .eq(Field.XXREG1, new Bits(0x1_0000_0002L, 0x3_0000_0004L))
                .eq(Field.VLAN_VID, 0x1005)
                .eq(Field.IP_TOS, 68)
                .build();
        assertThat(match)
                .isEqualTo(Match.builder()
                        .eq(Field.IP_DSCP, 17)
                        .masked(Field.VLAN_TCI, Bits.of(0x1005), Bits.of(0x1fff))
                        .eq(Field.REG7, 4)
                        .eq(Field.XREG2, 0x1_0000_0002L)
                        .eq(Field.REG6, 3)
                        .build());
        assertThat(match.term(Field.REG5)).isEqualTo(new Match.Term(Field.REG5, Bits.of(2), Bits.ones(32)));
    }

    private static Match read(String text) {
        return MatchReader.read(new Scanner(text), PortNames.NONE);
    }

    private static String print(Match match) {
        StringBuilder out = new StringBuilder();
        MatchText.print(match, PortNames.NONE, out);
        return out.toString();
    }
}
