package dev.heddle.verify.megaflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.verify.Contract;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as Open vSwitch 3.1 prints them, of a bridge with ports a of slice red (VNI 1) and e of blue (VNI 2). */
class MegaflowTest {
    private static final Contract CONTRACT = new Contract(
            OptionalInt.of(1),
            new TreeMap<>(Map.of(
                    2,
                    new Contract.Port(2, "a", "red"),
                    3,
                    new Contract.Port(3, "d", "red"),
                    4,
                    new Contract.Port(4, "e", "blue"))),
            true,
            new TreeMap<>(Map.of("red", 1, "blue", 2)),
            Set.of());
    private static final MegaflowCheck CHECK = new MegaflowCheck(
            CONTRACT, Map.of("a", 2, "d", 3, "e", 4, "heddle-vx", 1, "br-int", -2), Set.of("br-phy", "up"));

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            recirc_id(0),in_port(a),packet_type(ns=0,id=0),eth(src=0a:00:00:00:00:09,dst=0a:00:00:00:00:0a),eth_type(0x0800),ipv4(src=10.0.0.2,frag=no), packets:5, bytes:490, used:0.31s, actions:d ;  ;
            recirc_id(0),in_port(a),eth_type(0x0800), packets:5, bytes:490, used:0.31s, actions:drop ;  ;
            recirc_id(0),in_port(a),eth_type(0x0800), packets:5, bytes:490, used:never, actions:d,e ; port 4 (e) of slice blue ;
            recirc_id(0),in_port(a),eth_type(0x0800), packets:0, bytes:0, used:never, actions:push_vlan(vid=5,pcp=0),br-int ; LOCAL ;
            recirc_id(0),in_port(a),eth_type(0x0800), packets:0, bytes:0, used:never, actions:other ;  ; a megaflow to datapath port other
            recirc_id(0),in_port(a),eth_type(0x0800), packets:0, bytes:0, used:never, actions:up ; port up of another bridge ;
            recirc_id(0),in_port(up),eth_type(0x0800), packets:0, bytes:0, used:never, actions:e ; port 4 (e) of slice blue ;
            recirc_id(0),in_port(up),eth_type(0x0800), packets:0, bytes:0, used:never, actions:br-phy ;  ;
            recirc_id(0),in_port(a),eth_type(0x0800), packets:0, bytes:0, used:never, actions:tnl_push(tnl_port(heddle-vx),header(size=50,type=4,vxlan(flags=0x8000000,vni=0x1)),out_port(br-phy)),e ; 'port 4 (e) of slice blue, with its tunnel header' ;
            ufid:19ab9a9c-d875-4631-9b29-68678c7c3911, skb_priority(0/0),recirc_id(0),in_port(a),eth_type(0x0800), packets:0, bytes:0, used:never, offloaded:yes, dp:tc, actions:d, dp-extra-info:miniflow_bits(4,0) ;  ;
            skb_priority(0/0),tunnel(tun_id=0x1/0xff,src=192.0.2.2,dst=192.0.2.1,flags(key)),recirc_id(0),in_port(heddle-vx), packets:0, bytes:0, used:never, actions:a ;  ; a megaflow that is not understood
            skb_priority(0/0),tunnel(tun_id=0x,flags(key)),recirc_id(0),in_port(heddle-vx), packets:0, bytes:0, used:never, actions:a ;  ; a megaflow that is not understood
            recirc_id(0),in_port(a),eth_type(0x0800), packets:0, bytes:0, used:never, actions:userspace(pid=0,slow_path(action)) ;  ; a megaflow that is not understood
            recirc_id(0),in_port(a), packets:0, bytes: ;  ; a megaflow that is not understood
            recirc_id(0),in_port(a),eth_type(0x0800), packets:0, bytes:0, used:never, actions:set(tunnel(tun_id=0x1,src=192.0.2.1,dst=192.0.2.2,ttl=64,tp_dst=4789,flags(df|key))),heddle-vx ;  ;
            recirc_id(0),in_port(a),eth_type(0x0800), packets:0, bytes:0, used:never, actions:set(tunnel(tun_id=0x2,src=192.0.2.1,dst=192.0.2.2,ttl=64,tp_dst=4789,flags(df|key))),heddle-vx ; the tunnel with VNI 2 of slice blue ;
            recirc_id(0),in_port(a),eth_type(0x0800), packets:0, bytes:0, used:never, actions:clone(tnl_push(tnl_port(heddle-vx),header(size=50,type=4,eth(dst=aa:55:aa:55:00:01,src=aa:55:aa:55:00:00,dl_type=0x0800),ipv4(src=192.0.2.1,dst=192.0.2.2,proto=17,tos=0,ttl=64,frag=0x4000),udp(src=0,dst=4789,csum=0x0),vxlan(flags=0x8000000,vni=0x1)),out_port(br-phy)),up),d ;  ;
            recirc_id(0),in_port(a),eth_type(0x0800), packets:0, bytes:0, used:never, actions:tnl_push(tnl_port(heddle-vx),header(size=50,type=4,eth(dst=aa:55:aa:55:00:01,src=aa:55:aa:55:00:00,dl_type=0x0800),ipv4(src=192.0.2.1,dst=192.0.2.2,proto=17,tos=0,ttl=64,frag=0x4000),udp(src=0,dst=4789,csum=0x0),vxlan(flags=0x8000000,vni=0x2)),out_port(br-phy)),up ; the tunnel with VNI 2 of slice blue ;
            recirc_id(0),in_port(up),eth_type(0x0800),udp(dst=4789), packets:0, bytes:0, used:never, actions:tnl_pop(heddle-vx) ;  ;
            tunnel(tun_id=0x1,src=192.0.2.2,dst=192.0.2.1,flags(-df-csum+key)),recirc_id(0),in_port(heddle-vx),eth_type(0x0800), packets:0, bytes:0, used:never, actions:a,d ;  ;
            tunnel(tun_id=0x1,src=192.0.2.2,dst=192.0.2.1,flags(-df-csum+key)),recirc_id(0),in_port(heddle-vx),eth_type(0x0800), packets:0, bytes:0, used:never, actions:e ; port 4 (e) of slice blue ;
            tunnel(tun_id=0x9,src=192.0.2.2,dst=192.0.2.1,flags(-df-csum+key)),recirc_id(0),in_port(heddle-vx),eth_type(0x0800), packets:0, bytes:0, used:never, actions:e ; port 4 (e) of slice blue ;
            ct_state(+trk),recirc_id(0x3),in_port(a),eth_type(0x0800), packets:0, bytes:0, used:never, actions:ct(commit,zone=1),recirc(0x4) ;  ;
            ct_state(+trk),recirc_id(0x4),in_port(a),eth_type(0x0800), packets:0, bytes:0, used:never, actions:e ; port 4 (e) of slice blue ;
            recirc_id(0),in_port(a),eth_type(0x0800), packets:0, bytes:0, used:never, actions:userspace(pid=0,slow_path(controller)),d ;  ;
            recirc_id(0),in_port(e),eth_type(0x0800), packets:0, bytes:0, used:never, actions:frobnicate(7),e ;  ; a megaflow that is not understood
            recirc_id(0),in_port(ghost),eth_type(0x0800), packets:0, bytes:0, used:never, actions:e ;  ; a megaflow from datapath port ghost
            recirc_id(0),in_port(heddle-vx),eth_type(0x0800), packets:0, bytes:0, used:never, actions:e ;  ; a megaflow from the tunnel without its VNI
            """)
    void outputsAreHeldAgainstTheContract(String line, String leak, String doubt) {
        MegaflowCheck.Result result = CHECK.of("dump", List.of("flow-dump from the main thread:", line));
        assertThat(result.leaks())
                .extracting(MegaflowCheck.Leak::to)
                .isEqualTo(leak == null ? List.of() : List.of(leak));
        if (doubt == null) {
            assertThat(result.doubts()).isEmpty();
        } else {
            assertThat(result.doubts())
                    .singleElement()
                    .satisfies(d -> assertThat(d.reason())
                            .startsWith("dump:2: " + doubt)
                            .endsWith(line));
        }
    }
}
