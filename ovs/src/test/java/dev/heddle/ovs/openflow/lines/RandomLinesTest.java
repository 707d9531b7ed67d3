package dev.heddle.ovs.openflow.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Field;
import dev.heddle.flow.FlowSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Flows put together at random, from a seed, out of the matches and actions of lines. What ovs-ofctl accepts must be added and
 * listed the same; what it refuses must be refused.
 */
class RandomLinesTest {
    private static final int LINES = 300;
    private static final int MOST_MATCHES = 4;
    private static final int MOST_ACTIONS = 3;
    private static final Pattern KEY = Pattern.compile("(\\w+)(?:\\[[^\\]]*\\])?=");

    /** Lines of actions, cut into match and actions. */
    private static final List<String[]> ACTIONS = Line.read("action-accepted").stream()
            .map(line -> line.text().split("[, ]*actions?=", 2))
            .filter(parts -> parts.length == 2)
            .toList();

    /** Matches on one field that every packet has. */
    private static final List<String> MATCHES = Line.read("match-accepted").stream()
            .map(line -> line.text().replaceFirst("[, ]*actions?=.*", ""))
            .filter(match -> match.matches("[^, ]+=[^, ]+")
                    && !match.matches(
                            "(cookie|priority|table|.*_timeout|in_port_oxm|dl_type|eth_type|packet_type|recirc_id)=.*"))
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
        combine(Integer.getInteger("heddle.seed", 1));
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
        assertThat(refused.size()).as("refused of seed " + seed).isBetween(1, LINES / 2);
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
        for (int i = 1 + random.nextInt(MOST_ACTIONS); i > 0; i--) {
            String[] parts = ACTIONS.get(random.nextInt(ACTIONS.size()));
            if (match.isEmpty() || parts[0].isEmpty()) {
                match.add(parts[0]);
                actions.add(parts[1]);
            }
        }
        for (int i = random.nextInt(MOST_MATCHES); i > 0; i--) {
            String term = MATCHES.get(random.nextInt(MATCHES.size()));
            if (Collections.disjoint(subjects(String.join(",", match)), subjects(term))) {
                match.add(term);
            }
        }
        match.add("cookie=0x%x,priority=%d".formatted(number, number));
        match.removeIf(String::isBlank);
        return String.join(",", match) + ",actions=" + String.join(",", actions);
    }

    /** What is matched; all registers are one, as their views overlap, and so are all parts of the VLAN tag. */
    private static Set<String> subjects(String match) {
        Set<String> out = new HashSet<>();
        KEY.matcher(match).results().forEach(key -> {
            Field field = Field.named(key.group(1));
            String name = field == null ? key.group(1) : field.text();
            out.add(name.replaceFirst("_oxm$", "")
                    .replaceFirst("^x*reg\\d+$", "reg")
                    .replaceFirst("^.*vlan.*$", "vlan"));
        });
        return out;
    }
}
