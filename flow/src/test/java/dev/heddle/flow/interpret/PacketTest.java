package dev.heddle.flow.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "in_port=ANY",
                "in_port=LOCAL,reg3=0x7,eth_src=00:00:00:00:00:01",
                "in_port=3,tun_id=0x64,tun_src=192.0.2.1,metadata=0x5,eth_dst=ff:ff:ff:ff:ff:ff,eth_type=0x800,vlan_tci=0x3007,"
                        + "ip_src=10.0.0.1,nw_proto=6,nw_tos=16,nw_ecn=1,nw_ttl=64,ip_frag=first,tcp_src=1,tcp_dst=2,"
                        + "tcp_flags=syn|ack",
                "in_port=1,eth_type=0x806,arp_op=1,arp_spa=10.0.0.1,arp_sha=00:00:00:00:00:01",
                "in_port=1,eth_type=0x86dd,ipv6_src=fe80::1,ipv6_label=0x7,nw_proto=58,icmpv6_type=135,nd_target=fe80::2,"
                        + "nd_sll=00:00:00:00:00:01",
                "in_port=1,ct_state=est|trk,ct_zone=0x5,eth_type=0x800,nw_proto=17,ct_nw_proto=17,ct_nw_src=10.0.0.9,ct_tp_src=5",
                "in_port=1,eth_type=0x8847,mpls_label=5,mpls_tc=3,mpls_bos=1,mpls_ttl=9",
            })
    void textIsReadAsItIsPrinted(String text) {
        assertThat(Packet.parse(text).toString()).isEqualTo(text);
    }

    @Test
    void registersAreViewsOfEachOther() {
        Packet packet = new Packet().set(Field.XXREG0, new Bits(0x1_0000_0002L, 0x3_0000_0004L));
        assertThat(packet.number(Field.REG0)).isEqualTo(1);
        assertThat(packet.number(Field.REG3)).isEqualTo(4);
        assertThat(packet.set(Field.REG2, 9).number(Field.XREG1)).isEqualTo(0x9_0000_0004L);
    }

    @Test
    void partsOfATagAreOneField() {
        Packet packet = Packet.parse("dl_vlan=7");
        packet.set(Field.VLAN_PCP, 5);
        assertThat(packet.number(Field.VLAN_TCI)).isEqualTo(0xb007);
        assertThat(packet.number(Field.VLAN_VID)).isEqualTo(0x1007);
    }

    @Test
    void copiesAreApart() {
        Packet packet = new Packet().set(Field.TUN_METADATA3, 5).forget(Field.REG1);
        Packet copy = packet.copy();
        assertThat(copy).isEqualTo(packet).hasSameHashCodeAs(packet);
        copy.set(Field.TUN_METADATA3, 6).set(Field.REG1, 1);
        assertThat(packet.number(Field.TUN_METADATA3)).isEqualTo(5);
        assertThat(packet.unknown(Field.REG1)).isEqualTo(Bits.ones(32));
        assertThat(packet).isNotEqualTo(copy);
    }

    @Test
    void shortPortNumbersAreThoseOfOpenFlow15() {
        assertThat(new Packet().set(Field.IN_PORT, 0xfffe).inPort()).isEqualTo(0xfffffffe);
        assertThat(new Packet().inPort(0xfffffffe).number(Field.IN_PORT)).isEqualTo(0xfffe);
    }

    @Test
    void aFieldIsThereWhereItsHeaderIs() {
        Packet packet = Packet.parse("tcp,tcp_dst=80");
        assertThat(packet.has(Field.TCP_DST)).isTrue();
        assertThat(packet.has(Field.UDP_DST)).isFalse();
        assertThat(packet.set(Field.IP_FRAG, 3).has(Field.TCP_DST)).isFalse();
    }
}
