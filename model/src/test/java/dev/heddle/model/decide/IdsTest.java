package dev.heddle.model.decide;

import static dev.heddle.model.testing.Declare.host;
import static dev.heddle.model.testing.Declare.network;
import static dev.heddle.model.testing.Declare.slice;
import static dev.heddle.model.testing.Declare.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.IdKind;
import dev.heddle.model.state.Record;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdsTest {
    private final Decided state = new Decided();
    private Ids ids = Ids.NONE;

    @BeforeEach
    void deleteASlice() {
        state.apply(
                tenant("a"),
                network("a", "n"),
                host("h1", "192.0.2.1"),
                host("h2", "192.0.2.2"),
                slice("a", "s1", "n", "10.1.0.0/24"),
                slice("a", "s2", "n", "10.2.0.0/24"));
        state.delete(ObjectKey.of(Kind.SLICE, "a", "s1"));
        assertThat(vniOfNew("s3")).isEqualTo(3);
    }

    @Test
    void aNumberIsFreeTenSecondsAfterAllHostsAreWithoutIt() {
        step(Map.of("h1", 2L, "h2", 1L));
        state.now = state.now.plusSeconds(60);
        step(Map.of("h1", 2L, "h2", 1L));
        assertReleased(1);
        step(Map.of("h1", 2L, "h2", 2L));
        state.now = state.now.plus(Ids.QUIET).minusMillis(1);
        step(Map.of("h1", 9L, "h2", 9L));
        assertReleased(1);
        state.now = state.now.plusMillis(1);
        step(Map.of("h1", 9L, "h2", 9L));
        assertReleased();
        assertThat(vniOfNew("s4")).isEqualTo(1);
        assertThat(vniOfNew("s5")).isEqualTo(4);
    }

    @Test
    void aHostThatIsAwayKeepsItReserved() {
        step(Map.of("h1", 9L));
        state.now = state.now.plusSeconds(3600);
        step(Map.of("h1", 9L));
        assertReleased(1);
        state.delete(ObjectKey.clusterWide(Kind.HOST, "h2"));
        step(Map.of("h1", 9L));
        assertReleased(1);
        state.now = state.now.plus(Ids.QUIET);
        step(Map.of("h1", 9L));
        assertReleased();
    }

    @Test
    void aHostThatGoesAwayBeforeTheTenSecondsAreOverBeginsThemAnew() {
        step(Map.of("h1", 9L, "h2", 9L));
        state.now = state.now.plusSeconds(5);
        step(Map.of("h1", 9L));
        state.now = state.now.plusSeconds(5);
        step(Map.of("h1", 9L, "h2", 9L));
        assertReleased(1);
    }

    @Test
    void hostsDeclaredLaterNeverHeldIt() {
        state.apply(host("h3", "192.0.2.3"));
        step(Map.of("h1", 9L, "h2", 9L));
        state.now = state.now.plus(Ids.QUIET);
        step(Map.of("h1", 9L, "h2", 9L));
        assertReleased();
    }

    private int vniOfNew(String name) {
        state.apply(slice("a", name, "n", "10.%s.0.0/24".formatted(name.substring(1))));
        return state.image.slices().get(ObjectKey.of(Kind.SLICE, "a", name)).vni();
    }

    private void step(Map<String, Long> realised) {
        Ids.Step step = ids.step(state.image, Told.by(state.image, realised), state.now);
        assertThat(step.records()).allMatch(r -> r instanceof Record.IdFreed && !r.makesRevision());
        step.deadline()
                .ifPresent(d -> assertThat(Duration.between(state.now, d)).isPositive());
        state.image = state.image.replay(step.records(), state.image.revision(), state.now);
        ids = step.next();
    }

    private void assertReleased(Integer... numbers) {
        assertThat(state.image.ids(IdKind.VNI).released().keySet()).containsExactly(numbers);
    }
}
