package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Wait;
import dev.heddle.system.observe.BridgePicture;
import dev.heddle.system.observe.SwitchTools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Breaks a host in every way of {@link SwitchFaults} and {@link HostFaults} and measures until its br-int is again what
 * it was, as Open vSwitch's own tools show it; another bridge beside stays as it was.
 */
@Tag("lab")
class RepairTest {
    private static final String HOST = "h2";
    private static final String LATE_MAC = "02:00:00:00:60:99";
    private static final Duration TRAFFIC = Duration.ofSeconds(5);

    private static LabFixture lab;
    private static Neighbours neighbours;
    private static SwitchTools tools;
    private static OtherBridge other;

    @BeforeAll
    static void up() {
        lab = LabFixture.up(3, 1);
        neighbours = Neighbours.declare(lab);
        tools = SwitchTools.of(lab, HOST);
        other = OtherBridge.create(tools);
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> repairs() {
        List<Fault> faults = new ArrayList<>(new SwitchFaults(tools).all());
        faults.addAll(new HostFaults(lab, HOST).all());
        return faults.stream().map(fault -> DynamicTest.dynamicTest(fault.name(), () -> repairs(fault)));
    }

    private static void repairs(Fault fault) {
        Map<String, BridgePicture> wanted = pictures();
        fault.strike().run();
        long end = System.nanoTime();
        BridgePicture before = wanted.getOrDefault(HOST, BridgePicture.ofIntegration(tools));
        AtomicLong looked = new AtomicLong();
        Wait.until(
                fault.limit(),
                () -> {
                    looked.set(System.nanoTime());
                    return differences(before, fault.stays()).isEmpty();
                },
                () -> fault.name() + ": " + differences(before, fault.stays()));
        long repaired = (looked.get() - end) / 1_000_000;
        Wait.until(
                TRAFFIC,
                () -> Neighbours.reaches(neighbours.on(HOST), neighbours.on("h1"))
                        && Neighbours.reaches(neighbours.on("h3"), neighbours.on(HOST)),
                () -> fault.name() + ": no ping passes");
        System.out.printf(
                "RepairTest %s: repaired after %d ms of %d, pings pass after %d ms%n",
                fault.name(), repaired, fault.limit().toMillis(), (System.nanoTime() - end) / 1_000_000);
        assertReported(fault);
        fault.tidy().run();
        pictures()
                .forEach((host, picture) -> assertThat(picture.differences(wanted.getOrDefault(host, picture)))
                        .as("%s after %s", host, fault.name())
                        .isEmpty());
        other.assertUnharmed(fault.restartsSwitch());
    }

    private static void assertReported(Fault fault) {
        for (String words : fault.reported()) {
            Wait.until(
                    Duration.ofSeconds(3),
                    () -> HostView.of(lab, HOST).says(words),
                    () -> fault.name() + ": not reported as " + words + ": "
                            + HostView.of(lab, HOST).json());
        }
    }

    @Test
    void catchesUpWithWhatChangedWhileCutOff() {
        String late = """
                apiVersion: heddle.dev/v1
                kind: Port
                metadata: {tenant: calm, name: late}
                spec: {slice: slice, host: h1, mac: "%s"}
                """.formatted(LATE_MAC);
        var _ = lab.must("lab", "cut", HOST);
        try {
            Wait.until(
                    Duration.ofSeconds(40),
                    () -> !HostView.of(lab, HOST).holds("Connected"),
                    () -> "nobody noticed that " + HOST + " is cut off");
            var _ = lab.apply(late);
            heal();
            assertCaughtUp();
        } finally {
            heal();
            lab.delete(late);
            HostView.awaitRealised(lab, lab.state().hostNames());
        }
    }

    private static void assertCaughtUp() {
        long end = System.nanoTime();
        Wait.until(
                Fault.AT_ONCE,
                () -> tools.flows("br-int").stream().anyMatch(flow -> flow.contains(LATE_MAC)),
                () -> HOST + " does not know of the port declared while it was away");
        System.out.printf("RepairTest caught up %d ms after the heal%n", (System.nanoTime() - end) / 1_000_000);
    }

    private static void heal() {
        var _ = lab.must("lab", "heal", HOST);
    }

    private static List<String> differences(BridgePicture wanted, List<String> stays) {
        BridgePicture now = BridgePicture.ofIntegration(tools);
        List<String> differences = new ArrayList<>(now.without(stays).differences(wanted));
        if (!now.holds(stays)) {
            differences.add("gone, though it is not ours: one of " + stays);
        }
        return differences;
    }

    private static Map<String, BridgePicture> pictures() {
        Map<String, BridgePicture> pictures = new TreeMap<>();
        for (String host : lab.state().hostNames()) {
            pictures.put(host, BridgePicture.ofIntegration(SwitchTools.of(lab, host)));
        }
        return pictures;
    }
}
