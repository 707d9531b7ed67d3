package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Station;
import dev.heddle.system.fixture.Wait;
import dev.heddle.system.observe.FlowMonitor;
import dev.heddle.system.observe.PingStream;
import dev.heddle.system.observe.SwitchTools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Kills the controller with SIGKILL and looks at what its users, its hosts and their traffic notice: nothing. */
class CrashTest {
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final Duration EVERY = Duration.ofMillis(20);
    /** Two looks at a switch, and its own clock, are not taken at one instant. */
    private static final double CLOCK_SLACK_SECONDS = 1;

    private static LabFixture lab;
    private static Neighbours neighbours;

    private final List<FlowMonitor> monitors = new ArrayList<>();
    private final List<PingStream> pings = new ArrayList<>();

    @BeforeAll
    static void up() {
        lab = LabFixture.up(3, 1);
        neighbours = Neighbours.declare(lab);
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void watch() {
        HostView.awaitRealised(lab, lab.state().hostNames());
        switches().forEach(tools -> monitors.add(FlowMonitor.start(tools)));
    }

    @AfterEach
    void unwatch() {
        pings.forEach(PingStream::close);
        monitors.forEach(FlowMonitor::close);
    }

    @Test
    @Tag("lab")
    void keepsWhatItAcknowledgedOverFiveKills() throws Exception {
        keepsWhatItAcknowledged(5);
    }

    @Test
    @Tag("soak")
    void keepsWhatItAcknowledgedOverFiftyKills() throws Exception {
        keepsWhatItAcknowledged(50);
    }

    private void keepsWhatItAcknowledged(int kills) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("CrashTest seed " + seed);
        pingAllWays();
        ApplyStream stream = new ApplyStream(lab, new Random(seed));
        stream.prepare();
        int inside = 0;
        for (int round = 0; inside < kills && round < 4 * kills; round++) {
            if (stream.applyAndKill()) {
                inside++;
            }
            var _ = lab.must("lab", "start", "controller");
            stream.assertWholeOrAbsent();
        }
        assertThat(inside).as("kills inside an apply").isEqualTo(kills);
        HostView.awaitRealised(lab, lab.state().hostNames());
        System.out.println("CrashTest " + inside + " kills: " + stream.tally());
        assertNoPingLost();
        // None of the stream's ports is plugged anywhere, so no switch had anything to learn.
        monitors.forEach(FlowMonitor::assertSilent);
    }

    @Test
    @Tag("lab")
    void restartRewritesNothingThatIsRight() {
        pingAllWays();
        Map<String, Map<String, Double>> before = ages();
        long start = System.nanoTime();
        for (int i = 0; i < 2; i++) {
            killController();
            var _ = lab.must("lab", "start", "controller");
            HostView.awaitRealised(lab, lab.state().hostNames());
        }
        double passed = (System.nanoTime() - start) / 1e9;
        Map<String, Map<String, Double>> after = ages();
        for (String host : before.keySet()) {
            Map<String, Double> then = before.getOrDefault(host, Map.of());
            Map<String, Double> now = after.getOrDefault(host, Map.of());
            assertThat(now.keySet()).as("flows of %s", host).isEqualTo(then.keySet());
            then.forEach((flow, age) -> assertThat(now.getOrDefault(flow, 0.0))
                    .as("age of %s at %s", flow, host)
                    .isGreaterThan(age + passed - CLOCK_SLACK_SECONDS));
        }
        assertNoPingLost();
        monitors.forEach(FlowMonitor::assertSilent);
    }

    @Test
    @Tag("lab")
    void restartWithdrawsNothingOfHostsThatAreCutOff() {
        pings.add(PingStream.start(neighbours.on("h1"), neighbours.on("h2"), EVERY));
        var _ = lab.must("lab", "cut", "h3");
        try {
            killController();
            var _ = lab.must("lab", "start", "controller");
            HostView.awaitRealised(lab, List.of("h1", "h2"));
            JsonNode away = lab.json("get", "port", "w3", "-t", "calm", "-o", "json");
            assertThat(away.path("status").path("host").asString("")).isEqualTo("h3");
            monitors.forEach(FlowMonitor::assertSilent);
        } finally {
            var _ = lab.must("lab", "heal", "h3");
        }
        HostView.awaitRealised(lab, lab.state().hostNames());
        Wait.until(
                SETTLED,
                () -> Neighbours.reaches(neighbours.on("h1"), neighbours.on("h3")),
                () -> "w1 does not reach w3 after the heal");
        assertNoPingLost();
        monitors.forEach(FlowMonitor::assertSilent);
    }

    private void pingAllWays() {
        List<Station> all = neighbours.stations();
        for (int i = 0; i < all.size(); i++) {
            pings.add(PingStream.start(all.get(i), all.get((i + 1) % all.size()), EVERY));
        }
    }

    private void assertNoPingLost() {
        List<PingStream.Result> results = pings.stream().map(PingStream::stop).toList();
        System.out.println("CrashTest " + results);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.sent()).isGreaterThan(10);
            assertThat(result.lost()).as(result.name()).isZero();
        });
    }

    private static List<SwitchTools> switches() {
        return lab.state().hostNames().stream()
                .map(host -> SwitchTools.of(lab, host))
                .toList();
    }

    private static Map<String, Map<String, Double>> ages() {
        Map<String, Map<String, Double>> ages = new TreeMap<>();
        switches().forEach(tools -> ages.put(tools.host(), tools.ages("br-int")));
        return ages;
    }

    private static void killController() {
        ApplyStream.kill(ApplyStream.controller(lab));
    }
}
