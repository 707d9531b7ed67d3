package dev.heddle.ovs.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a replica keeps beside its rows, and the sets of references that updates toggle; each against a plain search. */
class ReplicaTest {
    private static final String TABLE = "Port";
    private static final int NAMES = 8;

    private final Replica replica = new Replica(
            new Schema("db", "1.0.0", new TreeMap<>()),
            MonitorRequest.NOTHING.with(TABLE, "name", "tag").with("Other", "name"));

    /** An update may delete a row and insert another with its name, in either order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsRowsByNameAsASearchDoes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<RowChange> update = randomUpdate(random);
            long before = replica.changes(TABLE);
            replica.commit(update);
            assertThat(replica.changes(TABLE)).isEqualTo(before + update.size());
            for (int name = 0; name < NAMES; name++) {
                String text = "p" + name;
                assertThat(replica.named(TABLE, text))
                        .isSameAs(replica.rows(TABLE).stream()
                                .filter(row -> row.text("name").equals(text))
                                .findFirst()
                                .orElse(null));
            }
        }
        assertThat(replica.changes("Other")).isZero();
        assertThat(replica.named("Other", "p0")).isNull();
    }

    /** Names stay unique, as the schema wants it of the whole update. */
    private List<RowChange> randomUpdate(Random random) {
        List<RowChange> update = new ArrayList<>();
        for (int name = 0; name < NAMES; name++) {
            Row old = replica.named(TABLE, "p" + name);
            switch (random.nextInt(5)) {
                case 0 -> {
                    if (old != null) {
                        update.add(new RowChange(TABLE, old, null));
                    }
                    update.add(new RowChange(TABLE, null, row(random, uuid(random), name)));
                }
                case 1 -> {
                    if (old != null) {
                        update.add(new RowChange(TABLE, old, null));
                    }
                }
                case 2 -> {
                    if (old != null) {
                        update.add(new RowChange(TABLE, old, row(random, old.uuid(), name)));
                    }
                }
                default -> {}
            }
        }
        Collections.shuffle(update, random);
        return update;
    }

    private static Row row(Random random, UUID uuid, int name) {
        return new Row(
                uuid,
                new TreeMap<>(Map.of("name", OvsdbValue.of("p" + name), "tag", OvsdbValue.of(random.nextInt(4)))));
    }

    private static UUID uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong());
    }

    @Test
    void togglesAsSetsDo() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            List<Atom> one = randomAtoms(random);
            List<Atom> two = randomAtoms(random);
            Set<Atom> both = new HashSet<>(one);
            both.retainAll(two);
            Set<Atom> expected = new TreeSet<>(one);
            expected.addAll(two);
            expected.removeAll(both);
            assertThat(new OvsdbValue.SetOf(one)
                            .toggled(new OvsdbValue.SetOf(two))
                            .atoms())
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void aSetIsTheSameInWhateverOrderItCame() {
        Random random = new Random(9);
        for (int round = 0; round < 500; round++) {
            List<Atom> atoms = randomAtoms(random);
            OvsdbValue set = new OvsdbValue.SetOf(atoms);
            Row row = new Row(new UUID(0, 0), new TreeMap<>(Map.of("ports", set)));
            for (int id = 0; id < 12; id++) {
                assertThat(row.refersTo("ports", new UUID(0, id))).isEqualTo(atoms.contains(ref(id)));
            }
            Collections.shuffle(atoms, random);
            assertThat(new OvsdbValue.SetOf(atoms)).isEqualTo(set);
        }
    }

    private static List<Atom> randomAtoms(Random random) {
        return new ArrayList<>(IntStream.range(0, random.nextInt(10))
                .<Atom>mapToObj(i -> ref(random.nextInt(12)))
                .toList());
    }

    private static Atom ref(int id) {
        return new Atom.Ref(new UUID(0, id));
    }
}
