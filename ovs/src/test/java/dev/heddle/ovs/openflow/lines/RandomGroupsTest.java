package dev.heddle.ovs.openflow.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Group;
import dev.heddle.flow.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Groups and meters put together at random, from a seed. What ovs-ofctl and the switch take must be added and listed the
 * same; what they refuse must be refused.
 */
class RandomGroupsTest {
    private static final int LINES = 150;
    private static final List<String> TYPES =
            List.of("all", "select", "indirect", "ff", "fast_failover", "select", "ff");
    private static final List<String> SELECTIONS = List.of(
            "",
            "",
            "",
            ",selection_method=dp_hash",
            ",selection_method=hash",
            ",selection_method=hash,fields=ip_src",
            ",selection_method=hash,fields(ip_dst=255.0.0.0,udp_dst,reg3=0xff)",
            ",selection_method=dp_hash,selection_method_param=77",
            ",selection_method=dp_hash,fields=ip_src");
    private static final List<String> BUCKET_PARTS = List.of(
            "weight:3",
            "weight=0",
            "watch_port:p2",
            "watch_port=3",
            "watch_port=any",
            "watch_group:4",
            "bucket_id:11",
            "bucket_id=12",
            "bucket_id=1",
            "watch_port:4,watch_group:9",
            "watch_port:p1",
            "watch_group=0x20");
    private static final List<String> ACTIONS = List.of(
            "output:1",
            "p4",
            "drop",
            "set_field:0x5->reg1",
            "resubmit(,7)",
            "ct(commit,zone=1)",
            "mod_dl_dst:00:00:00:00:00:01",
            "load:1->NXM_NX_REG2[0..7]",
            "group:3",
            "dec_ttl(1,2)",
            "controller:100",
            "pop_vlan",
            "clone(output:2,output:3)");
    private static final List<String> FLAGS = List.of("kbps", "pktps", "burst", "stats");
    private static final List<String> BANDS =
            List.of("type=drop,rate=5", "type=drop,rate=9,burst_size=3", "type=drop rate=0x7", "type=drop");

    private static Side theirs;
    private static Side ours;
    private final Faults faults = new Faults();

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
    void groupsAreAddedListedAndRefusedTheSame() {
        groups(1);
    }

    @Test
    void metersAreAddedListedAndRefusedTheSame() {
        SplittableRandom random = new SplittableRandom(1);
        List<Line> lines = new ArrayList<>();
        for (int number = 1; number <= LINES; number++) {
            lines.add(new Line("meter " + number, meter(random, number)));
        }
        compare(lines, "add-meter", new Comparison<Meter>(new MeterKind(), faults));
    }

    @Test
    @Tag("soak")
    void manyGroupsAreAddedListedAndRefusedTheSame() {
        for (int seed = 2; seed < 50; seed++) {
            groups(seed);
        }
    }

    private void groups(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Line> lines = new ArrayList<>();
        for (int number = 1; number <= LINES; number++) {
            lines.add(new Line("seed " + seed + ", group " + number, group(random, number)));
        }
        compare(lines, "add-group", new Comparison<Group>(new GroupKind(), faults));
        theirs.ovs().ofctl("del-groups", Side.BRIDGE);
        ours.ovs().ofctl("del-groups", Side.BRIDGE);
    }

    private <T> void compare(List<Line> lines, String command, Comparison<T> comparison) {
        List<Line> taken = new ArrayList<>();
        List<Line> refused = new ArrayList<>();
        lines.forEach(line -> (theirs.refusal(command, line.text()) == null ? taken : refused).add(line));
        assertThat(taken).hasSizeGreaterThan(LINES / 10);
        assertThat(refused).hasSizeGreaterThan(LINES / 10);
        comparison.add(taken, ours);
        comparison.compare(theirs, ours);
        comparison.refusedByUs(refused, ours);
        faults.none();
    }

    private static String group(SplittableRandom random, int number) {
        String type = one(random, TYPES);
        StringBuilder out = new StringBuilder("group_id=" + number + ",type=" + type);
        out.append(type.equals("select") || random.nextInt(8) == 0 ? one(random, SELECTIONS) : "");
        for (int bucket = random.nextInt(4); bucket > 0; bucket--) {
            out.append(",bucket=").append(bucket(random, type));
        }
        return out.toString();
    }

    private static String bucket(SplittableRandom random, String type) {
        List<String> parts = new ArrayList<>();
        if (type.startsWith("f")) {
            parts.add(BUCKET_PARTS.get(2 + random.nextInt(2)));
        }
        if (random.nextInt(3) == 0) {
            parts.add(one(random, BUCKET_PARTS));
        }
        String first = one(random, ACTIONS);
        parts.add((random.nextBoolean() ? "actions=" : "") + first);
        for (int i = random.nextInt(3); i > 0; i--) {
            parts.add(one(random, ACTIONS));
        }
        if (random.nextInt(6) == 0) {
            parts.add(one(random, BUCKET_PARTS));
        }
        return String.join(random.nextInt(9) == 0 ? " " : ",", parts);
    }

    private static String meter(SplittableRandom random, int number) {
        List<String> parts = new ArrayList<>(List.of("meter=" + number, FLAGS.get(random.nextInt(2))));
        for (int i = random.nextInt(3); i > 0; i--) {
            parts.add(one(random, FLAGS));
        }
        StringBuilder bands = new StringBuilder("bands=").append(one(random, BANDS));
        for (int i = random.nextInt(3); i > 0; i--) {
            bands.append(',').append(one(random, BANDS));
        }
        return String.join(random.nextBoolean() ? "," : " ", parts) + "," + bands;
    }

    private static <T> T one(SplittableRandom random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
