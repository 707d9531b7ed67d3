package dev.heddle.controller.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.compiler.Pipeline;
import dev.heddle.controller.state.Refused;
import dev.heddle.controller.state.Traces.Cause;
import dev.heddle.controller.state.Traces.Hop;
import dev.heddle.controller.state.Traces.Protocol;
import dev.heddle.controller.state.Traces.Step;
import dev.heddle.controller.state.Traces.Trace;
import dev.heddle.controller.state.Traces.Verdict;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Traces over programs of several hosts, against what was declared. */
final class TracerTest {
    private final Fabric fabric = new Fabric(new World()
            .host("h1", "192.0.2.1")
            .host("h2", "192.0.2.2")
            .tenant("t")
            .network("t", "n")
            .slice("t", "s", "n", "10.9.0.0/24", "fd00:9::/64")
            .slice("t", "other", "n", "10.8.0.0/24")
            .port("t", "a", "s")
            .port("t", "b", "s")
            .port("t", "c", "s")
            .port("t", "unplugged", "s")
            .port("t", "x", "other")
            .bind("t", "a", "h1")
            .bind("t", "b", "h1")
            .bind("t", "c", "h2")
            .bind("t", "x", "h1"));

    private static List<String> hosts(Trace trace) {
        return trace.hops().stream().map(Hop::host).toList();
    }

    private static List<Step> steps(Trace trace) {
        List<Step> out = new ArrayList<>();
        trace.hops().forEach(hop -> collect(hop.steps(), out));
        return out;
    }

    private static void collect(List<Step> from, List<Step> out) {
        for (Step step : from) {
            out.add(step);
            collect(step.then(), out);
        }
    }

    private static List<String> what(Trace trace) {
        return steps(trace).stream().map(Step::what).toList();
    }

    private static String cause(Trace trace) {
        Cause cause = trace.cause();
        return cause == null ? "" : cause.object();
    }

    /** Whoever is plugged into the same slice gets it, nobody else. */
    @Test
    void everyPairAsItWasDeclared() throws Refused {
        List<String> ports = List.of("a", "b", "c", "unplugged", "x");
        for (String from : ports) {
            for (String to : ports) {
                for (boolean v6 : new boolean[] {false, true}) {
                    boolean other = from.equals("x") || to.equals("x");
                    if (from.equals(to) || (v6 && other)) {
                        continue;
                    }
                    boolean plugged = !from.equals("unplugged") && !to.equals("unplugged");
                    for (Protocol protocol : Protocol.values()) {
                        Trace trace = fabric.trace(from, fabric.ip(to, v6), protocol, 443);
                        assertThat(trace.verdict())
                                .as("%s to %s %s: %s", from, to, protocol, trace)
                                .isEqualTo(plugged && !other ? Verdict.DELIVERED : Verdict.DROPPED);
                    }
                }
            }
        }
    }

    @Test
    void theWayOverTheTunnelIsTold() throws Refused {
        Trace trace = fabric.trace("a", fabric.ip("c", false), Protocol.TCP, 443);
        assertThat(hosts(trace)).containsExactly("h1", "h2");
        assertThat(trace.packet()).contains("tcp").contains("10.9.0.2").contains("=443");
        assertThat(what(trace))
                .containsExactly(
                        "table 0 (classify)",
                        "table 10 (type)",
                        "table 12 (ipv4)",
                        "table 22 (mac)",
                        "table 23 (peer)",
                        "into the tunnel, VNI 1, to host h2",
                        "table 0 (classify)",
                        "table 1 (tunnel)",
                        "table 30 (local)",
                        "out by port " + fabric.number("c"));
        assertThat(steps(trace).stream()
                        .map(Step::owner)
                        .filter(Objects::nonNull)
                        .map(Cause::object))
                .containsExactly(
                        "Port t/a",
                        "Port t/a",
                        "Port t/c",
                        "Host h2",
                        "Host h2",
                        "Host h1",
                        "Slice t/s",
                        "Port t/c",
                        "Port t/c");
        assertThat(cause(trace)).isEqualTo("Port t/c");
        assertThat(trace.hops().getLast().entry()).isEqualTo("the tunnel from host h1");
    }

    @Test
    void whatNobodyHasIsAskedForInVain() throws Refused {
        Trace trace = fabric.trace("a", "10.9.0.77");
        assertThat(trace.verdict()).isEqualTo(Verdict.DROPPED);
        assertThat(trace.message()).isEqualTo("nobody in Slice t/s has 10.9.0.77: host h1, table 21: no flow matches");
        assertThat(cause(trace)).isEqualTo("Slice t/s");
        assertThat(trace.packet()).contains("arp_tpa=10.9.0.77").doesNotContain("in_port");

        Trace outside = fabric.trace("a", fabric.ip("x", false).toString());
        assertThat(outside.message())
                .startsWith("10.8.0.2 is in no subnet of Slice t/s, and nobody is its gateway 10.9.0.1: ");
        assertThat(cause(outside)).isEqualTo("Slice t/s");
    }

    @Test
    void portsThatAreNotPluggedInAreTold() throws Refused {
        Trace to = fabric.trace("a", fabric.ip("unplugged", false).toString());
        assertThat(to.message()).contains("its port is not plugged in");
        assertThat(cause(to)).isEqualTo("Port t/unplugged");
        Trace from = fabric.trace("unplugged", fabric.ip("a", false).toString());
        assertThat(from.verdict()).isEqualTo(Verdict.DROPPED);
        assertThat(cause(from)).isEqualTo("Port t/unplugged");
        assertThat(from.hops()).isEmpty();
    }

    @Test
    void aHostThatIsAwayIsTold() throws Refused {
        Trace there = fabric.away("h2").trace("a", fabric.ip("c", true).toString());
        assertThat(there.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(there.message()).contains("host h2 is away");
        assertThat(cause(there)).isEqualTo("Host h2");
        assertThat(hosts(there)).containsExactly("h1");

        Trace here = fabric.trace("c", fabric.ip("a", true).toString());
        assertThat(here.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(cause(here)).isEqualTo("Host h2");
        assertThat(here.hops()).isEmpty();
    }

    @Test
    void aForeignFlowThatDropsIsTold() throws Refused {
        fabric.foreign("h2", "table=30,priority=500,tcp,tp_dst=443,actions=drop");
        Trace trace = fabric.trace("a", fabric.ip("c", false), Protocol.TCP, 443);
        assertThat(trace.verdict()).isEqualTo(Verdict.DROPPED);
        assertThat(trace.message())
                .isEqualTo("the packet does not arrive: host h2, table 30: a flow that is not ours drops it");
        assertThat(trace.cause()).isNull();
        assertThat(steps(trace).stream().map(Step::flow))
                .contains(java.util.Optional.of("cookie=0x0, table=30, priority=500,tcp,tp_dst=443 actions=drop"));
        assertThat(fabric.trace("a", fabric.ip("c", false), Protocol.TCP, 80).verdict())
                .isEqualTo(Verdict.DELIVERED);
    }

    @Test
    void whatLeaksBesidesIsTold() throws Refused {
        int leak = fabric.number("x");
        fabric.foreign(
                "h1",
                "table=30,priority=500,ip,dl_dst=" + fabric.port("b").mac() + ",actions=output:" + fabric.number("b")
                        + ",output:" + leak);
        Trace trace = fabric.trace("a", fabric.ip("b", false).toString());
        assertThat(trace.verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(trace.message()).contains("it leaves by port " + leak + " of host h1, Port t/x");
    }

    /** Such a flow drops without saying so. */
    @Test
    void aFlowThatSendsNothingEndsThePacket() throws Refused {
        fabric.foreign("h1", "table=22,priority=500,ip,actions=load:1->NXM_NX_REG5[]");
        Trace trace = fabric.trace("a", fabric.ip("b", false).toString());
        assertThat(trace.verdict()).isEqualTo(Verdict.DROPPED);
        assertThat(trace.message()).endsWith("host h1, table 22: a flow that is not ours drops it");
    }

    @Test
    void whatIsCountedIsToldWithItsReason() throws Refused {
        fabric.without("h1", f -> f.table() == Pipeline.IPV4.id() && f.priority() == Pipeline.PRIORITY_MATCH);
        Trace trace = fabric.trace("a", fabric.ip("b", false).toString());
        assertThat(trace.message())
                .isEqualTo("the packet does not arrive: host h1, table 19: "
                        + "dropped as ipv4, IPv4 source that is not the port's");
        assertThat(cause(trace)).isEqualTo("Port t/a");
    }

    /** The packet itself would arrive; the answer to who has the address does not. */
    @Test
    void theAnswerThatIsLostIsTold() throws Refused {
        fabric.foreign("h2", "table=0,priority=500,arp,arp_op=2,actions=drop");
        Trace trace = fabric.trace("a", fabric.ip("c", false).toString());
        assertThat(trace.verdict()).isEqualTo(Verdict.DROPPED);
        assertThat(trace.message()).startsWith("the answer with its MAC address does not arrive: host h2, table 0: ");
        assertThat(hosts(trace)).containsExactly("h2");
        assertThat(fabric.trace("a", fabric.ip("c", true).toString()).verdict()).isEqualTo(Verdict.DELIVERED);
    }

    @Test
    void oneOfSeveralWaysIsNotKnown() throws Refused {
        String select = "group_id=99,type=select,bucket=actions=output:%d,bucket=actions=drop";
        fabric.group("h1", select.formatted(fabric.number("b")))
                .foreign("h1", "table=23,priority=500,ip,actions=group:99");
        assertThat(fabric.trace("a", fabric.ip("b", false).toString()).verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    /** As a kernel does: the address of the subnet in which the receiver is. */
    @Test
    void theSenderSpeaksFromTheReceiversSubnet() throws Refused {
        fabric.world
                .slice("t", "wide", "n", "10.6.0.0/24", "10.7.0.0/24")
                .port("t", "m", "wide")
                .port("t", "o", "wide")
                .bind("t", "m", "h1")
                .bind("t", "o", "h2");
        for (IpAddress to : fabric.port("o").ips()) {
            Trace trace = fabric.trace("m", to, Protocol.UDP, 53);
            String from = to.toString().replace(".3", ".2");
            assertThat(trace.packet()).contains("=" + from).contains("=" + to);
            assertThat(trace.verdict()).isEqualTo(Verdict.DELIVERED);
        }
    }

    @Test
    void linkLocalAddressesAreFound() throws Refused {
        IpAddress to = IpAddress.linkLocal(fabric.port("c").mac());
        assertThat(fabric.trace("a", to, Protocol.ICMP, 0).verdict()).isEqualTo(Verdict.DELIVERED);
    }

    @Test
    void questionsWithoutSenseAreRefused() {
        refused("a", fabric.ip("a", false).toString(), "its own address");
        refused("a", "ff02::1", "no unicast address");
        refused("a", "224.0.0.1", "no unicast address");
        refused("x", "fd00:9::2", "has no IPv6 address to send from");
        refused("nobody", "10.9.0.2", "does not exist");
    }

    private void refused(String from, String to, String why) {
        assertThatThrownBy(() -> fabric.trace(from, to))
                .isInstanceOfSatisfying(
                        Refused.class,
                        e -> assertThat(e.problems().getFirst().message()).contains(why));
    }
}
