package dev.heddle.ovs.openflow.lines;

import dev.heddle.flow.Group;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lines of groups: ovs-ofctl and we must add, list and refuse the same. */
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
        comparison.accepted(Line.read("group-accepted"), "add-group", theirs, ours);
        faults.none();
    }

    @Test
    void groupsAreRefused() {
        comparison.refused(Line.read("group-refused"), "add-group", theirs, ours);
        faults.none();
    }
}
