package dev.heddle.model.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrailTest {
    private static final ObjectKey SLICE = ObjectKey.of(Kind.SLICE, "t", "s");

    private final World world = new World().tenant("t").network("t", "n").slice("t", "s", "n", "10.0.0.0/8");

    @Test
    void aStepTellsWhatItTouchedAndNothingElse() {
        world.host("h1", "192.0.2.1").port("t", "p1", "s").port("t", "p2", "s");
        Image before = world.image();
        Image after = world.bind("t", "p1", "h1").image();
        assertThat(after.touchedSince(before)).contains(Set.of(SLICE, port("p1")));
        assertThat(after.touchedSince(after)).contains(Set.of());
    }

    @Test
    void severalStepsAddUp() {
        Image before = world.image();
        world.port("t", "p1", "s").host("h1", "192.0.2.1");
        assertThat(world.image().touchedSince(before))
                .contains(Set.of(SLICE, port("p1"), ObjectKey.clusterWide(Kind.HOST, "h1")));
    }

    @Test
    void onlyTheNewestStepsAreRemembered() {
        List<Image> images = new ArrayList<>(List.of(world.image()));
        for (int i = 0; i <= Trail.STEPS; i++) {
            images.add(world.port("t", "p" + i, "s").image());
        }
        assertThat(world.image().touchedSince(images.getFirst())).isEmpty();
        assertThat(world.image().touchedSince(images.get(1)))
                .hasValueSatisfying(keys -> assertThat(keys).hasSize(Trail.STEPS + 1));
    }

    @Test
    void aLargeStepIsForgotten() {
        Image before = world.image();
        List<Record> records = new ArrayList<>();
        World other = new World(before);
        for (int i = 0; i <= Trail.KEYS; i++) {
            PortState port = other.port("t", "p" + i, "s").image().port(port("p" + i));
            records.add(new Record.PortPut(port.resource(), port.mac(), port.ips()));
        }
        assertThat(world.replay(records.toArray(Record[]::new)).image().touchedSince(before))
                .isEmpty();
    }

    @Test
    void anImageThatDidNotLeadHereTellsNothing() {
        Image one = new World(world.image()).port("t", "p1", "s").image();
        Image other = new World(world.image()).port("t", "p2", "s").image();
        assertThat(other.touchedSince(one)).isEmpty();
        assertThat(world.image().touchedSince(other)).isEmpty();
    }

    private static ObjectKey port(String name) {
        return ObjectKey.of(Kind.PORT, "t", name);
    }
}
