package dev.heddle.simulator.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.SetAsync;
import dev.heddle.ovs.testing.DummyOvs;
import java.util.List;
import java.util.Random;
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
        for (int seed = 0; seed < 24; seed++) {
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
        ovs.addBridge("br-int");
        SimSwitch simulated = new SimSwitch(1, System::nanoTime);
        Random random = new Random(seed);
        RandomPrograms programs = new RandomPrograms(random);
        try (Twin one = new Twin(ovs.managementSocket("br-int"), simulated);
                Twin other = new Twin(ovs.managementSocket("br-int"), simulated)) {
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
        ovs.vsctl("del-br", "br-int");
    }

    private static void same(Twin twin, String what) {
        List<Frame> real = twin.takeReal();
        assertThat(twin.takeSimulated()).as(what).containsExactlyElementsOf(real);
    }
}
