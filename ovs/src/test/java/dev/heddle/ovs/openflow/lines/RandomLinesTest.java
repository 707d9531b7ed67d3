package dev.heddle.ovs.openflow.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.FlowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Flows put together at random, from a seed, out of the matches and actions of lines. What ovs-ofctl accepts must be added and
 * listed the same; what it refuses must be refused.
 */
@Disabled("until FlowText reads lines")
class RandomLinesTest {
    private static final int LINES = 300;
    private static final int MOST_MATCHES = 2;
    private static final int MOST_ACTIONS = 3;
    private static final List<String[]> PARTS = Stream.of("match-accepted", "action-accepted")
            .flatMap(file -> Line.read(file).stream())
            .map(line -> line.text().split("[, ]*actions?=", 2))
            .filter(parts -> parts.length == 2)
            .toList();

    private static Side theirs;
    private static Side ours;
    private final Faults faults = new Faults();
    private final Comparison<FlowSpec> comparison = new Comparison<>(new FlowKind(), faults);

    @BeforeAll
    static void start() {
        theirs = Side.startForFlows();
        ours = Side.startForFlows();
    }

    @AfterAll
    static void stop() {
        theirs.close();
        ours.close();
    }

    @Test
    void combinationsAreAddedListedAndRefusedTheSame() {
        combine(1);
    }

    @Test
    @Tag("soak")
    void manyCombinationsAreAddedListedAndRefusedTheSame() {
        for (int seed = 2; seed < 100; seed++) {
            combine(seed);
        }
    }

    private void combine(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Line> lines = new ArrayList<>();
        for (int number = 1; number <= LINES; number++) {
            lines.add(new Line("seed " + seed + ":" + number, line(random, number)));
        }
        Map<Line, String> refused = theirs.addFlows(lines);
        assertThat(refused.size()).as("refused of seed " + seed).isBetween(LINES / 20, LINES * 9 / 10);
        comparison.add(lines.stream().filter(l -> !refused.containsKey(l)).toList(), ours);
        comparison.compare(theirs, ours);
        comparison.refusedByUs(List.copyOf(refused.keySet()), ours);
        theirs.ovs().ofctl("del-flows", Side.BRIDGE);
        ours.ovs().ofctl("del-flows", Side.BRIDGE);
        faults.none();
    }

    /** Its own cookie and priority come last and so count, whatever the parts say. */
    private static String line(SplittableRandom random, int number) {
        List<String> match = new ArrayList<>();
        List<String> actions = new ArrayList<>();
        String[] first = pick(random);
        match.add(first[0]);
        actions.add(first[1]);
        for (int i = random.nextInt(MOST_MATCHES); i > 0; i--) {
            match.add(pick(random)[0]);
        }
        for (int i = random.nextInt(MOST_ACTIONS); i > 0; i--) {
            actions.add(pick(random)[1]);
        }
        match.add("cookie=0x%x,priority=%d".formatted(number, number));
        match.removeIf(String::isBlank);
        return String.join(",", match) + ",actions=" + String.join(",", actions);
    }

    private static String[] pick(SplittableRandom random) {
        return PARTS.get(random.nextInt(PARTS.size()));
    }
}
