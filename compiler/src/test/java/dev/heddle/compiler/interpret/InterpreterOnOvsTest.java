package dev.heddle.compiler.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.flow.interpret.Ports;
import dev.heddle.flow.interpret.Step;
import dev.heddle.flow.interpret.Tables;
import dev.heddle.flow.interpret.Tracker;
import dev.heddle.flow.interpret.Walk;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.ovs.testing.ControlSocket;
import dev.heddle.ovs.testing.DummyOvs;
import dev.heddle.ovs.testing.Traced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The interpreter against ofproto/trace of a real Open vSwitch: the same packets through the same tables must be sent to the
 * same ports in the same order and end with the same fields, in each pass through connection tracking.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterpreterOnOvsTest {
    private static final String BRIDGE = "br-int";
    private static final int PORTS = 5;
    private static final int MOST_DIFFERENCES = 3;
    private static final int GOLDEN_PACKETS = 120;

    /** Some pipelines double the passes from table to table. */
    private static final int MOST_PASSES = 30;

    private static final Map<Integer, String> STATES = new TreeMap<>(
            Map.of(0x21, "trk,new", 0x22, "trk,est", 0x2a, "trk,est,rpl", 0x30, "trk,inv", 0x26, "trk,est,rel"));

    private DummyOvs ovs;
    private ControlSocket control;
    private Comparison comparison;

    private static final class Tally {
        private int compared;
        private int sent;
        private int tracked;
        private int unknown;
        private int cut;
        private final List<String> differences = new ArrayList<>();

        @Override
        public String toString() {
            return compared + " packets compared, of which " + sent + " leave and " + tracked
                    + " are tracked; not known to the end: " + unknown + " here, " + cut + " in trace";
        }
    }

    @BeforeAll
    void start() {
        ovs = DummyOvs.start();
        ovs.addBridge(BRIDGE);
        for (int port = 1; port <= PORTS; port++) {
            ovs.addPort(BRIDGE, "p" + port, port, "");
        }
        ovs.ofctl("set-frags", bridge(), "nx-match");
        control = ovs.control();
        Map<String, Integer> numbers = new HashMap<>();
        Matcher matcher = Pattern.compile("(?m)^\\s+\\S+ (\\d+)/(\\d+): ").matcher(control.run("dpif/show", List.of()));
        while (matcher.find()) {
            int number = Integer.parseInt(matcher.group(1));
            numbers.put(matcher.group(2), number == 65534 ? 0xfffffffe : number);
        }
        comparison = new Comparison(numbers);
    }

    @AfterAll
    void stop() {
        control.close();
        ovs.close();
    }

    private String bridge() {
        return "unix:" + ovs.managementSocket(BRIDGE);
    }

    @Test
    void randomPipelines() throws IOException {
        random(5_000, 60);
    }

    @Test
    @Tag("soak")
    void manyRandomPipelines() throws IOException {
        random(100_000, 500);
    }

    private Tally random(int packets, int aPipeline) throws IOException {
        long seed = Long.getLong("interpret.seed", 1);
        Tally tally = new Tally();
        for (; tally.compared < packets && tally.differences.size() < MOST_DIFFERENCES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomPipeline pipeline = new RandomPipeline(random);
            List<String> groups = pipeline.groups();
            List<String> flows = pipeline.flows();
            Tables tables = install(groups, flows);
            RandomPackets source = new RandomPackets(random);
            List<String> sample =
                    Stream.generate(source::packet).limit(aPipeline).toList();
            compare(tables, sample, random, tally, "seed " + seed);
        }
        assertThat(tally.differences).isEmpty();
        assertThat(tally.sent).as("packets that leave: %s", tally).isGreaterThan(packets / 4);
        assertThat(tally.tracked).as("packets that are tracked: %s", tally).isGreaterThan(packets / 50);
        assertThat(tally.unknown)
                .as("packets not known to their end: %s", tally)
                .isLessThan(packets / 20);
        return tally;
    }

    /** Every golden program with a number for each port that it names. */
    @ParameterizedTest
    @MethodSource
    void goldenPrograms(Path file) throws IOException {
        Map<String, Integer> numbers = new HashMap<>(Map.of("heddle-vx", 1));
        PortNames names = new Numbers(numbers);
        List<Group> groups = new ArrayList<>();
        List<Flow> flows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("group ")) {
                groups.add(FlowText.readGroup(line.substring("group ".length()), names));
            } else if (!line.startsWith("#")) {
                flows.add(FlowText.readFlow(line, names).flow());
            }
        }
        SplittableRandom random = new SplittableRandom(Long.getLong("interpret.seed", 1));
        GoldenPackets source = new GoldenPackets(flows, numbers.size(), random);
        Tally tally = new Tally();
        Tables tables = install(
                groups.stream().map(FlowText::group).toList(),
                flows.stream().map(FlowText::flow).toList());
        compare(tables, Stream.generate(source::packet).limit(GOLDEN_PACKETS).toList(), random, tally, file.toString());
        assertThat(tally.differences).isEmpty();
        assertThat(tally.compared).as("known to their end").isEqualTo(GOLDEN_PACKETS);
    }

    static List<Path> goldenPrograms() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/golden"))) {
            return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
        }
    }

    /** Numbers names as they come. */
    private record Numbers(Map<String, Integer> numbers) implements PortNames {
        @Override
        public Integer number(String name) {
            return numbers.computeIfAbsent(name, n -> numbers.size() + 1);
        }

        @Override
        public @Nullable String name(int number) {
            return null;
        }
    }

    private Tables install(List<String> groups, List<String> flows) throws IOException {
        ovs.ofctl("del-flows", bridge());
        ovs.ofctl("del-groups", bridge());
        write("add-groups", groups);
        write("add-flows", flows);
        Tables tables = new Tables();
        groups.forEach(g -> tables.add(FlowText.readGroup(g, PortNames.NONE)));
        flows.forEach(f -> tables.add(FlowText.readFlow(f, PortNames.NONE).flow()));
        return tables;
    }

    private void write(String command, List<String> lines) throws IOException {
        Path file = ovs.directory().resolve(command + ".txt");
        Files.write(file, lines);
        ovs.ofctl(command, bridge(), file.toString());
    }

    /** A packet whose walk is known to its end. */
    private record Known(String packet, List<Step.Outcome> passes) {
        List<String> arguments() {
            List<String> out = new ArrayList<>(List.of(BRIDGE, packet));
            passes.stream().skip(1).forEach(p -> {
                out.add("--ct-next");
                out.add(STATES.get((int) p.packet().number(Field.CT_STATE)));
            });
            return out;
        }
    }

    private void compare(Tables tables, List<String> packets, SplittableRandom random, Tally tally, String where) {
        List<Known> known = new ArrayList<>();
        for (String packet : packets) {
            Walk walk = Walk.of(tables, Packet.parse(packet), tracker(random.nextLong()), InterpreterOnOvsTest::state);
            List<Step.Outcome> passes = Comparison.passes(walk);
            if (walk.unknown().isEmpty() && passes != null && passes.size() <= MOST_PASSES) {
                known.add(new Known(packet, passes));
            } else {
                tally.unknown++;
            }
        }
        List<Traced> traced =
                control.traceAll(known.stream().map(Known::arguments).toList());
        for (int i = 0; i < known.size(); i++) {
            compare(known.get(i), traced.get(i), tally, where);
        }
    }

    private void compare(Known known, Traced traced, Tally tally, String where) {
        if (traced.isCutShort()) {
            tally.cut++;
            return;
        }
        String difference = comparison.difference(known.passes(), traced);
        if (difference != null) {
            tally.differences.add(
                    "%s: %s%n%s%n%s".formatted(where, difference, String.join(" ", known.arguments()), traced.text()));
        }
        tally.compared++;
        tally.sent += traced.sends() ? 1 : 0;
        tally.tracked += traced.passes().size() > 1 ? 1 : 0;
    }

    /** Any state, but the same one for the same place, so that it can be told to trace in its order. */
    private static Tracker tracker(long salt) {
        List<Integer> states = new ArrayList<>(STATES.keySet());
        return Tracker.saying((action, packet) -> {
            long place = 31 * packet.number(Field.CT_ZONE) + 7 * action.recirculateTable();
            return states.get(Math.floorMod(salt ^ place, states.size()));
        });
    }

    private static Ports.State state(int port) {
        return (port >= 1 && port <= PORTS) || new PortRef.Numbered(port).equals(PortRef.LOCAL)
                ? Ports.State.UNKNOWN
                : Ports.State.ABSENT;
    }
}
