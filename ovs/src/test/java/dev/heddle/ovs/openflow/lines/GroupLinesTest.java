package dev.heddle.ovs.openflow.lines;

import dev.heddle.flow.Group;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** Lines of groups: ovs-ofctl and we must add, list and refuse the same. */
@Disabled("until FlowText reads lines")
class GroupLinesTest {
    private static Side theirs;
    private static Side ours;
    private final Faults faults = new Faults();
    private final Comparison<Group> comparison = new Comparison<>(new GroupKind(), faults);

    @BeforeAll
    static void start() {
        theirs = Side.start();
        ours = Side.start();
    }

    @AfterAll
    static void stop() {
        theirs.close();
        ours.close();
    }

    @Test
    void groupsAreAddedAndListed() {
        List<Line> taken = new ArrayList<>();
        for (Line line : Line.read("group-accepted")) {
            String words = theirs.refusal("add-group", line.text());
            if (words == null) {
                taken.add(line);
            } else {
                faults.add(line, "ovs-ofctl refuses it: " + words);
            }
        }
        comparison.add(taken, ours);
        comparison.compare(theirs, ours);
        faults.none();
    }

    @Test
    void groupsAreRefused() {
        comparison.refused(Line.read("group-refused"), "add-group", theirs, ours);
        faults.none();
    }
}
