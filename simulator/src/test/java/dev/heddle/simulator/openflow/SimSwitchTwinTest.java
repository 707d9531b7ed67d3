package dev.heddle.simulator.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Match;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowRemoved;
import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.SetAsync;
import dev.heddle.ovs.testing.DummyOvs;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The simulated switch answers what a real Open vSwitch answers: replies, errors, dumps, monitors, forwarded requests. */
class SimSwitchTwinTest {
    private static final int STEPS = 60;

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
    void randomProgramsAreAnsweredAsByOvs() {
        for (int seed = 0; seed < 60; seed++) {
            run(seed);
        }
    }

    @Test
    @Tag("soak")
    void manyRandomProgramsAreAnsweredAsByOvs() {
        for (int seed = 1_000; seed < 6_000; seed++) {
            run(seed);
        }
    }

    private static void run(int seed) {
        Random random = new Random(seed);
        try (TwinSwitch twins = new TwinSwitch(ovs, System::nanoTime)) {
            RandomPrograms programs = new RandomPrograms(random, twins.mac(1));
            Twin one = twins.connect();
            Twin other = twins.connect();
            List.of(one, other).forEach(twin -> {
                twin.send(new OfMessage.SetConfig(0, 128));
                twin.send(new SetAsync(List.of(new SetAsync.Mask(SetAsync.REQUEST_FORWARD, 0b11))));
                twin.send(MultipartRequest.FlowMonitor.add(9, 0b11110));
                twin.settle();
            });
            for (int step = 0; step < STEPS; step++) {
                Twin twin = random.nextInt(3) == 0 ? other : one;
                List<OfMessage> program = programs.next();
                program.forEach(twin::send);
                twin.settle();
                (twin == one ? other : one).settle();
                same(one, "seed " + seed + " step " + step + " " + (twin == one ? "own " : "foreign ") + program);
                same(other, "seed " + seed + " step " + step + " " + (twin == other ? "own " : "foreign ") + program);
            }
            one.send(MultipartRequest.Flows.ALL);
            one.send(new MultipartRequest.Groups(GroupMod.ALL_GROUPS));
            one.settle();
            same(one, "seed " + seed + " at the end");
        }
    }

    @Test
    void whatASwitchSaysOfItself() {
        try (TwinSwitch twins = new TwinSwitch(ovs, System::nanoTime)) {
            Twin twin = twins.connect();
            twin.send(new OfMessage.ConfigRequest());
            twin.send(new SetAsync.Request());
            twin.send(new OfMessage.FeaturesRequest());
            twin.send(new MultipartRequest.Desc());
            twin.send(new MultipartRequest.Ports(FlowMod.ANY));
            twin.send(new MultipartRequest.Ports(1));
            twin.send(new MultipartRequest.Ports(77));
            twin.send(new MultipartRequest.GroupFeatures());
            twin.send(new MultipartRequest.MeterFeatures());
            twin.send(new MultipartRequest.TableDescs());
            twin.send(new MultipartRequest.ControllerStatuses());
            twin.send(new MultipartRequest.FlowCounters(MultipartRequest.Flows.ALL));
            twin.settle();
            same(twin, "of itself");
        }
    }

    @Test
    void flowsThatAreDeletedOrExpireSayGoodbye() {
        long[] now = {0};
        try (TwinSwitch twins = new TwinSwitch(ovs, () -> now[0])) {
            Twin twin = twins.connect();
            twin.send(new OfMessage.SetConfig(0, 128));
            twin.send(MultipartRequest.FlowMonitor.add(9, 0b11110));
            Flow flow = new Flow(3, 4, Match.ANY, 5, List.of());
            FlowSpec hard = new FlowSpec(flow, 0, 0, 1, 0, FlowSpec.SEND_FLOW_REMOVED, FlowSpec.ANY, FlowSpec.ANY);
            twin.send(FlowMod.of(FlowMod.Command.ADD, hard));
            twin.settle();
            now[0] = TimeUnit.SECONDS.toNanos(1);
            twins.simulated().expire();
            same(twin, "added");
            twin.settleWith(FlowRemoved.class);
            assertThat(twin.takeSimulatedRemovals())
                    .isEqualTo(twin.takeRealRemovals())
                    .hasSize(1);
            same(twin, "expired");

            twin.send(FlowMod.of(FlowMod.Command.ADD, new FlowSpec(flow, 0, 0, 0, 0, 1, FlowSpec.ANY, FlowSpec.ANY)));
            twin.send(FlowMod.delete(3, 0, 0));
            twin.settleWith(FlowRemoved.class);
            assertThat(twin.takeSimulatedRemovals())
                    .isEqualTo(twin.takeRealRemovals())
                    .hasSize(1);
            same(twin, "deleted");
        }
    }

    private static void same(Twin twin, String what) {
        List<Frame> real = twin.takeReal();
        assertThat(twin.takeSimulated()).as(what).containsExactlyElementsOf(real);
    }
}
