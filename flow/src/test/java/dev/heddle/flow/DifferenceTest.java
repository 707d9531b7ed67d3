package dev.heddle.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a switch holds after a difference was applied, by a switch of a few lines that knows only add and delete. */
class DifferenceTest {
    private static final class Switch {
        final Map<Flow.Key, Flow> flows = new HashMap<>();
        final Map<Integer, Group> groups = new HashMap<>();

        void apply(Difference difference) {
            difference.addGroups().forEach(g -> groups.put(g.id(), g));
            difference
                    .add()
                    .forEach(f -> assertThat(flows.put(f.key(), f))
                            .as("add of a held key")
                            .isNull());
            difference
                    .change()
                    .forEach(f -> assertThat(flows.put(f.key(), f))
                            .as("change of no flow")
                            .isNotNull());
            difference.delete().forEach(f -> assertThat(flows.remove(f.key())).isEqualTo(f));
            difference
                    .deleteGroups()
                    .forEach(g -> assertThat(groups.remove(g.id())).isEqualTo(g));
        }

        void hold(Program program) {
            program.flows().forEach(f -> flows.put(f.key(), f));
            program.groups().forEach(g -> groups.put(g.id(), g));
        }
    }

    @Test
    void itTouchesTheTablesOfAddedChangedAndDeletedFlowsOnly() {
        Flow flow = new Flow(19, 1, Match.ANY, 0, List.of());
        List<Flow> none = List.of();
        List<Flow> one = List.of(flow);
        for (Difference d : List.of(
                new Difference(one, none, none, List.of(), List.of()),
                new Difference(none, one, none, List.of(), List.of()),
                new Difference(none, none, one, List.of(), List.of()))) {
            assertThat(d.touches(19)).isTrue();
            assertThat(d.touches(18)).isFalse();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void applyingTheDifferenceGivesTheProgram(long seed) {
        Random random = new Random(seed);
        Program a = program(random, List.of());
        Program b = program(random, a.fragments());

        Switch byFragments = new Switch();
        byFragments.hold(a);
        byFragments.apply(a.to(b));
        Switch wanted = new Switch();
        wanted.hold(b);
        assertThat(byFragments.flows).isEqualTo(wanted.flows);
        assertThat(byFragments.groups).isEqualTo(wanted.groups);

        Switch byReading = new Switch();
        byReading.hold(a);
        byReading.apply(Difference.between(byReading.flows, byReading.groups, b.flows(), b.groups()));
        assertThat(byReading.flows).isEqualTo(wanted.flows);
        assertThat(byReading.groups).isEqualTo(wanted.groups);
    }

    /** The flows of a slice after one port came, went or changed: mostly the very same objects, at both ends. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void whatBothBeginAndEndWithStays(long seed) {
        Random random = new Random(seed);
        List<Flow> old = new ArrayList<>();
        for (int priority = 0; priority < random.nextInt(8); priority++) {
            old.add(new Flow(1, priority, Match.ANY, 0, List.of()));
        }
        List<Flow> now = new ArrayList<>();
        for (Flow flow : old) {
            int choice = random.nextInt(6);
            if (choice == 0) {
                now.add(new Flow(1, flow.priority(), Match.ANY, 1, List.of()));
            } else if (choice == 1) {
                now.add(new Flow(2, flow.priority(), Match.ANY, 0, List.of()));
            }
            if (choice > 1) {
                now.add(flow);
            }
        }
        Switch held = new Switch();
        old.forEach(f -> held.flows.put(f.key(), f));
        Difference difference = Difference.between(old, List.of(), now, List.of());
        assertThat(difference.change()).allMatch(f -> !old.contains(f));
        held.apply(difference);
        Map<Flow.Key, Flow> wanted = new HashMap<>();
        now.forEach(f -> wanted.put(f.key(), f));
        assertThat(held.flows).isEqualTo(wanted);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingDiffersFromItself(long seed) {
        Program a = program(new Random(seed), List.of());
        List<Fragment> shuffled = new ArrayList<>(a.fragments());
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(a.to(a).isEmpty()).isTrue();
        assertThat(a.to(new Program("h", 2, shuffled)).isEmpty()).isTrue();
    }

    /** Fragments own the tables of their number, so that no two of them share a key, as programs promise. */
    private static Program program(Random random, List<Fragment> kept) {
        List<Fragment> fragments = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            String name = "f" + n;
            int choice = random.nextInt(4);
            if (choice == 0) {
                kept.stream().filter(f -> f.name().equals(name)).forEach(fragments::add);
            } else if (choice > 1) {
                fragments.add(fragment(random, name, n));
            }
        }
        return new Program("h", 1, fragments);
    }

    private static Fragment fragment(Random random, String name, int table) {
        Map<Flow.Key, Flow> flows = new HashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            Match match =
                    Match.builder().eq(Field.METADATA, 1 + random.nextInt(3)).build();
            Flow flow = new Flow(
                    table,
                    random.nextInt(3),
                    match,
                    random.nextInt(2),
                    List.of(new Instruction.Goto(100 + random.nextInt(2))));
            flows.put(flow.key(), flow);
        }
        List<Group> groups = random.nextBoolean()
                ? List.of()
                : List.of(new Group(
                        table,
                        Group.Type.ALL,
                        List.of(new Group.Bucket(random.nextInt(3), 0, List.of(new Action.Resubmit(23))))));
        return new Fragment(name, new ArrayList<>(flows.values()), groups);
    }
}
