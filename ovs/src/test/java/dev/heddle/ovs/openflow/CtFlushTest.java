package dev.heddle.ovs.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Bits;
import dev.heddle.ovs.openflow.CtFlush.Icmp;
import dev.heddle.ovs.openflow.CtFlush.Tuple;
import dev.heddle.ovs.testing.DummyOvs;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that a real switch tracks are forgotten as asked, and no others. */
class CtFlushTest {
    private static final String BRIDGE = "br-ct";
    private static final Bits CLIENT = mapped(0x0a000001L);
    private static final Bits SERVER = mapped(0x0a000002L);
    private static DummyOvs ovs;

    @BeforeAll
    static void start() {
        ovs = DummyOvs.start();
        ovs.addBridge(BRIDGE);
        ovs.addPort(BRIDGE, "p1", 1, "");
        ovs.ofctl("add-flow", BRIDGE, "priority=2,icmp,actions=ct(commit,zone=5)");
        ovs.ofctl("add-flow", BRIDGE, "priority=2,udp,tp_src=7001,actions=ct(commit,zone=6)");
        ovs.ofctl("add-flow", BRIDGE, "priority=1,udp,actions=ct(commit,zone=5)");
    }

    @AfterAll
    static void stop() {
        ovs.close();
    }

    @BeforeEach
    void connect() {
        for (String packet : List.of(
                "proto=17,tos=0,ttl=64,frag=no),udp(src=1001,dst=53)",
                "proto=17,tos=0,ttl=64,frag=no),udp(src=1002,dst=53)",
                "proto=17,tos=0,ttl=64,frag=no),udp(src=7001,dst=53)",
                "proto=1,tos=0,ttl=64,frag=no),icmp(type=8,code=0)")) {
            ovs.appctl(
                    "netdev-dummy/receive",
                    "p1",
                    "in_port(1),eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),eth_type(0x0800),"
                            + "ipv4(src=10.0.0.1,dst=10.0.0.2," + packet);
        }
        assertThat(tracked()).hasSize(4);
    }

    private static Bits mapped(long ip) {
        return Bits.of(0xffff_0000_0000L | ip);
    }

    private static List<String> tracked() {
        return ovs.appctl("dpctl/dump-conntrack").lines().toList();
    }

    private static void tell(OfMessage message) {
        try (LiveSwitch live = new LiveSwitch(ovs.managementSocket(BRIDGE))) {
            live.tell(message);
        }
    }

    @Test
    void oneConnectionIsForgottenByItsTuple() {
        tell(new CtFlush(17, 5, new Tuple(CLIENT, SERVER, 1001, 53, null), null));
        assertThat(tracked()).hasSize(3).noneMatch(c -> c.contains("sport=1001"));
    }

    @Test
    void aConnectionIsForgottenByTheTupleOfItsReplies() {
        tell(new CtFlush(17, 5, null, new Tuple(SERVER, CLIENT, 53, 1002, null)));
        assertThat(tracked()).hasSize(3).noneMatch(c -> c.contains("sport=1002"));
    }

    @Test
    void aPartOfATupleIsForgottenInEveryZone() {
        tell(new CtFlush(17, null, new Tuple(CLIENT, null, 7001, null, null), null));
        assertThat(tracked()).hasSize(3).noneMatch(c -> c.contains("sport=7001"));
    }

    @Test
    void aTupleOfAnotherZoneForgetsNothing() {
        tell(new CtFlush(17, 6, new Tuple(CLIENT, SERVER, 1001, 53, null), null));
        assertThat(tracked()).hasSize(4);
    }

    @Test
    void anIcmpConnectionIsForgottenByTypeAndCode() {
        tell(new CtFlush(1, 5, new Tuple(CLIENT, SERVER, null, null, new Icmp(0, 8, 1)), null));
        assertThat(tracked()).hasSize(4);
        tell(new CtFlush(1, 5, new Tuple(CLIENT, SERVER, null, null, new Icmp(0, 8, 0)), null));
        assertThat(tracked()).hasSize(3).noneMatch(c -> c.startsWith("icmp"));
    }

    @Test
    void aZoneIsForgotten() {
        tell(new NxMessage.CtFlushZone(5));
        assertThat(tracked()).singleElement().asString().contains("zone=6");
    }

    @Test
    void everythingIsForgotten() {
        tell(CtFlush.ALL);
        assertThat(tracked()).isEmpty();
    }
}
