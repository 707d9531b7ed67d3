package dev.heddle.simulator.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Match;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.flow.interpret.Ports;
import dev.heddle.flow.interpret.Step;
import dev.heddle.flow.interpret.Tracker;
import dev.heddle.flow.interpret.Walk;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.testing.DummyOvs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A packet that an interpreter takes through the simulated switch's tables meets the flows that it meets in a real one. */
class PacketsTwinTest {
    /** {@code  1. metadata=0x1, priority 5, cookie 0x12}, or that none matches. */
    private static final Pattern ASKED =
            Pattern.compile("^\\s*(\\d+)\\. (?:.*, )?(?:priority (\\d+)(?:, cookie 0x([0-9a-f]+))?|No match\\.?)$");

    private static DummyOvs ovs;

    @BeforeAll
    static void start() {
        ovs = DummyOvs.start();
    }

    @AfterAll
    static void stop() {
        ovs.close();
    }

    @Test
    void packetsMeetTheSameFlows() {
        assertThat(run(0, 5, 20)).isGreaterThan(50);
    }

    @Test
    @Tag("soak")
    void manyPacketsMeetTheSameFlows() {
        assertThat(run(1_000, 200, 50)).isGreaterThan(5_000);
    }

    /** How many tables had a flow for a packet. */
    private static int run(int firstSeed, int programs, int packets) {
        int met = 0;
        for (int seed = firstSeed; seed < firstSeed + programs; seed++) {
            Random random = new Random(seed);
            try (TwinSwitch twins = new TwinSwitch(ovs, System::nanoTime)) {
                install(twins, random);
                for (int i = 0; i < packets; i++) {
                    String packet = packet(random);
                    List<String> real = metByReal(twins.trace(packet));
                    Walk walk = Walk.of(
                            twins.simulated().tables(), Packet.parse(packet), Tracker.inTurn(List.of()), Ports.UNKNOWN);
                    assertThat(met(walk)).as("seed %d, %s", seed, packet).isEqualTo(real);
                    met += (int) real.stream().filter(m -> !m.endsWith("none")).count();
                }
            }
        }
        return met;
    }

    private static void install(TwinSwitch twins, Random random) {
        RandomPrograms programs = new RandomPrograms(random, twins.mac(1));
        Map<Match, Integer> priorities = new HashMap<>();
        Twin twin = twins.connect();
        for (int left = 150; left > 0; left--) {
            for (OfMessage message : programs.next()) {
                if (message instanceof FlowMod mod) {
                    twin.send(prioritised(mod, priorities));
                } else if (message instanceof GroupMod) {
                    twin.send(message);
                }
            }
        }
        twin.settle();
        assertThat(twin.takeSimulated()).isEqualTo(twin.takeReal());
    }

    /** Each match has a priority of its own: of two flows that match with one priority a switch may take either. */
    private static FlowMod prioritised(FlowMod mod, Map<Match, Integer> priorities) {
        Flow flow = mod.flow();
        int priority = priorities.computeIfAbsent(flow.match(), m -> 1 + priorities.size());
        Flow other = new Flow(flow.table(), priority, flow.match(), flow.cookie(), flow.instructions());
        return FlowMod.of(mod.command(), mod.spec().with(other));
    }

    /** Of the universe of {@link RandomPrograms}. */
    private static String packet(Random random) {
        String start =
                "in_port=" + (1 + random.nextInt(2)) + ",metadata=" + random.nextInt(4) + ",reg0=" + random.nextInt(2);
        return start
                + switch (random.nextInt(4)) {
                    case 0 ->
                        ",tcp,nw_ttl=64,nw_dst=10.0.0." + random.nextInt(4) + ",tcp_dst=" + (80 + random.nextInt(2));
                    case 1 -> ",icmp,nw_ttl=64,nw_dst=10.0." + random.nextInt(2) + ".1";
                    case 2 -> ",ipv6,nw_ttl=64";
                    default -> ",arp";
                };
    }

    private static List<String> metByReal(String trace) {
        List<String> out = new ArrayList<>();
        for (String line : trace.split("\n")) {
            Matcher asked = ASKED.matcher(line);
            if (asked.matches()) {
                String flow = asked.group(2) == null
                        ? "none"
                        : asked.group(2) + " " + (asked.group(3) == null ? "0" : asked.group(3));
                out.add(asked.group(1) + " " + flow);
            }
        }
        return out;
    }

    /** In the order of ofproto/trace: what comes back from a connection tracker is told behind the rest. */
    private static List<String> met(Walk walk) {
        List<String> out = new ArrayList<>();
        Deque<Step.Pass> later = new ArrayDeque<>(List.of(walk.pass()));
        while (!later.isEmpty()) {
            met(later.removeFirst().steps(), out, later);
        }
        return out;
    }

    private static void met(List<Step> steps, List<String> out, Deque<Step.Pass> later) {
        for (Step step : steps) {
            if (step instanceof Step.Asked asked) {
                Flow flow = asked.flow();
                String what = flow == null ? "none" : flow.priority() + " " + Long.toHexString(flow.cookie());
                out.add(asked.table() + " " + what);
            }
            if (step instanceof Step.Tracked tracked) {
                tracked.outcomes().forEach(o -> later.addLast(o.pass()));
            } else {
                met(step.within(), out, later);
                step.branches().forEach(b -> met(b.steps(), out, later));
            }
        }
    }
}
