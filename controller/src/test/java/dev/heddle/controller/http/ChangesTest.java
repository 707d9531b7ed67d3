package dev.heddle.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.Snapshot;
import dev.heddle.model.testing.World;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is found by what was touched is what a look at everything finds. */
class ChangesTest {
    private final World world = new World()
            .host("h1", "192.0.2.1")
            .tenant("t")
            .network("t", "n")
            .slice("t", "s", "n", "10.0.0.0/24")
            .port("t", "p", "s")
            .port("t", "q", "s");

    @Test
    void aBoundPort() {
        Image before = world.image();
        Image after = world.bind("t", "p", "h1").image();
        assertThat(Changes.between(before, after)).containsExactly(change(Change.Type.MODIFIED, Kind.PORT, "p"));
        assertThat(Changes.between(before, forgetful(after))).isEqualTo(Changes.between(before, after));
    }

    @Test
    void objectsOfAllKindsThatComeAndGo() {
        Image before = world.image();
        Image after = world.host("h2", "192.0.2.2")
                .tenant("u")
                .network("t", "m")
                .slice("t", "r", "m", "10.1.0.0/24")
                .port("t", "x", "r")
                .delete(ObjectKey.of(Kind.PORT, "t", "q"))
                .delete(ObjectKey.clusterWide(Kind.HOST, "h1"))
                .image();
        assertThat(Changes.between(before, after))
                .containsExactlyInAnyOrder(
                        new Change(Change.Type.ADDED, ObjectKey.clusterWide(Kind.TENANT, "u")),
                        new Change(Change.Type.ADDED, ObjectKey.clusterWide(Kind.HOST, "h2")),
                        new Change(Change.Type.DELETED, ObjectKey.clusterWide(Kind.HOST, "h1")),
                        change(Change.Type.ADDED, Kind.NETWORK, "m"),
                        change(Change.Type.ADDED, Kind.SLICE, "r"),
                        change(Change.Type.ADDED, Kind.PORT, "x"),
                        change(Change.Type.DELETED, Kind.PORT, "q"))
                .isSortedAccordingTo((a, b) -> a.key().compareTo(b.key()));
        assertThat(Changes.between(before, forgetful(after))).isEqualTo(Changes.between(before, after));
    }

    private static Change change(Change.Type type, Kind kind, String name) {
        return new Change(type, ObjectKey.of(kind, "t", name));
    }

    /** The same, but it does not know what was touched. */
    private static Snapshot forgetful(Snapshot snapshot) {
        return (Snapshot) Proxy.newProxyInstance(
                Snapshot.class.getClassLoader(),
                new Class<?>[] {Snapshot.class},
                (proxy, method, args) ->
                        method.getName().equals("touchedSince") ? Optional.empty() : method.invoke(snapshot, args));
    }
}
