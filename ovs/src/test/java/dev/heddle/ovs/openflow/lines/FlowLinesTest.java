package dev.heddle.ovs.openflow.lines;

import dev.heddle.flow.FlowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lines of flows: ovs-ofctl and we must add, list and refuse the same. */
class FlowLinesTest {
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
    void matchesAreAddedAndListed() {
        accepted("match-accepted");
    }

    @Test
    void actionsAreAddedAndListed() {
        accepted("action-accepted");
    }

    @Test
    void matchesThatAreNotReadAsTheyArePrintedAreAddedAndListed() {
        accepted("match-printed", comparison.withoutReadingAgain());
    }

    @Test
    void actionsThatAreNotReadAsTheyArePrintedAreAddedAndListed() {
        accepted("action-printed", comparison.withoutReadingAgain());
    }

    @Test
    void matchesAreRefused() {
        refused("match-refused");
    }

    @Test
    void actionsAreRefused() {
        refused("action-refused");
    }

    private void accepted(String file) {
        accepted(file, comparison);
    }

    private void accepted(String file, Comparison<FlowSpec> comparison) {
        List<Line> lines = numbered(Line.read(file));
        Map<Line, String> refused = theirs.addFlows(lines);
        refused.forEach((line, words) -> faults.add(line, "ovs-ofctl refuses it: " + words));
        comparison.add(lines.stream().filter(line -> !refused.containsKey(line)).toList(), ours);
        comparison.compare(theirs, ours);
        theirs.ovs().ofctl("del-flows", Side.BRIDGE);
        ours.ovs().ofctl("del-flows", Side.BRIDGE);
        faults.none();
    }

    private void refused(String file) {
        comparison.refused(Line.read(file), "add-flow", theirs, ours);
        faults.none();
    }

    /** Each line with a cookie and a priority of its own, unless it says another: none replaces another. */
    static List<Line> numbered(List<Line> lines) {
        List<Line> out = new ArrayList<>();
        for (Line line : lines) {
            int number = out.size() + 1;
            out.add(line.prefixed("cookie=0x%x,priority=%d,".formatted(number, number)));
        }
        return out;
    }
}
