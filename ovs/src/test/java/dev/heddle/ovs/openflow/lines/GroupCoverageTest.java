package dev.heddle.ovs.openflow.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Group;
import dev.heddle.flow.text.FlowText;
import dev.heddle.ovs.openflow.GroupMod;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Every type of group, every property of a group and a bucket, and every command has a line. */
class GroupCoverageTest {
    private static final List<Group> GROUPS = Line.read("group-accepted").stream()
            .map(line -> FlowText.readGroup(line.text(), Side.NAMES))
            .toList();

    private static void group(String what, Predicate<Group> is) {
        assertThat(GROUPS).as("lines with %s", what).anyMatch(is);
    }

    private static void bucket(String what, Predicate<Group.Bucket> is) {
        group(what, g -> g.buckets().stream().anyMatch(is));
    }

    private static void selection(String what, Predicate<Group.Selection> is) {
        group(what, g -> g.selection() != null && is.test(g.selection()));
    }

    @Test
    void everyTypeHasALine() {
        for (Group.Type type : Group.Type.values()) {
            group("type " + type, g -> g.type() == type);
        }
        group("no bucket", g -> g.buckets().isEmpty());
        group("several buckets", g -> g.buckets().size() > 2);
    }

    @Test
    void everyPropertyOfABucketHasALine() {
        bucket("an id out of order", b -> b.id() == 7);
        bucket("a weight", b -> b.weight() > 1);
        bucket("weight 0", b -> b.weight() == 0);
        bucket("watch_port", b -> b.watchPort() != null);
        bucket("watch_group", b -> b.watchGroup() != Group.NONE);
        bucket("both", b -> b.watchPort() != null && b.watchGroup() != Group.NONE);
        bucket("no action", b -> b.actions().isEmpty());
        bucket("several actions", b -> b.actions().size() > 2);
    }

    @Test
    void everySelectionHasALine() {
        selection("dp_hash", s -> s.method().equals(Group.Selection.DP_HASH));
        selection("hash", s -> s.method().equals(Group.Selection.HASH));
        selection("a parameter", s -> s.parameter() != 0);
        selection("no field", s -> s.fields().isEmpty());
        selection("one field", s -> s.fields().size() == 1);
        selection("several fields", s -> s.fields().size() > 2);
        selection("a field under a mask", s -> s.fields().stream().anyMatch(f -> !f.isWhole()));
    }

    @Test
    void everyCommandHasALine() {
        List<String> commands = Line.read("group-changes-accepted").stream()
                .map(line -> line.text().replaceAll(" .*", ""))
                .toList();
        assertThat(commands)
                .contains("add-group", "mod-group", "del-groups", "insert-buckets", "remove-buckets")
                .as("a command of GroupMod without a line; ADD_OR_MOD is that of all other lines")
                .hasSizeGreaterThanOrEqualTo(GroupMod.Command.values().length - 1);
    }
}
