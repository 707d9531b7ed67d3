package dev.heddle.ovs.openflow.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.text.BucketChange;
import dev.heddle.flow.text.GroupText;
import dev.heddle.flow.text.TextException;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.LiveSwitch;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that change groups: ovs-ofctl and we must do and refuse the same. */
class GroupChangesTest {
    private static final GroupKind GROUPS = new GroupKind();
    private static Side theirs;
    private static Side ours;

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

    @BeforeEach
    void clear() {
        theirs.ovs().ofctl("del-groups", Side.BRIDGE);
        ours.ovs().ofctl("del-groups", Side.BRIDGE);
    }

    private static GroupMod read(String command, String text) {
        return switch (command) {
            case "add-group" -> GroupMod.add(GroupText.read(text, Side.NAMES));
            case "mod-group" -> GroupMod.modify(GroupText.read(text, Side.NAMES));
            case "del-groups" -> GroupMod.delete(GroupText.readId(text));
            case "insert-buckets" -> {
                BucketChange change = GroupText.readInsertBuckets(text, Side.NAMES);
                yield GroupMod.insertBuckets(change.group(), change.commandBucket());
            }
            case "remove-buckets" -> {
                BucketChange change = GroupText.readRemoveBuckets(text);
                yield GroupMod.removeBuckets(change.group().id(), change.commandBucket());
            }
            default -> throw new IllegalArgumentException(command);
        };
    }

    @Test
    void changesAreMadeAlike() {
        try (LiveSwitch live = new LiveSwitch(ours.ovs().managementSocket(Side.BRIDGE))) {
            for (Line line : Line.read("group-changes-accepted")) {
                String[] words = line.text().split(" ", 2);
                assertThat(theirs.refusal(words[0], words[1])).as("%s", line).isNull();
                live.tell(read(words[0], words[1]));
                assertThat(GROUPS.dump(ours, false)).as("%s", line).isEqualTo(GROUPS.dump(theirs, false));
            }
        }
    }

    @Test
    void changesAreRefusedAlike() {
        theirs.ovs().ofctl("add-group", Side.BRIDGE, "group_id=1,type=all,bucket=bucket_id:1,actions=output:1");
        ours.ovs().ofctl("add-group", Side.BRIDGE, "group_id=1,type=all,bucket=bucket_id:1,actions=output:1");
        try (LiveSwitch live = new LiveSwitch(ours.ovs().managementSocket(Side.BRIDGE))) {
            for (Line line : Line.read("group-changes-refused")) {
                String[] words = line.text().split(" ", 2);
                assertThat(theirs.refusal(words[0], words[1])).as("%s", line).isNotNull();
                assertThat(refused(live, words[0], words[1])).as("%s", line).isTrue();
            }
        }
    }

    private static boolean refused(LiveSwitch live, String command, String text) {
        try {
            return !live.offer(List.of(read(command, text))).isEmpty();
        } catch (TextException e) {
            assertThat(e.column()).isBetween(1, text.length() + 1);
            return true;
        }
    }
}
