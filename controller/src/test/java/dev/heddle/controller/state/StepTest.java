package dev.heddle.controller.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.store.InMemoryJournal;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.Image;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The state machine on its caller's thread and clock. */
final class StepTest {
    private long nanos = 1_000_000_000;
    private Duration jumped = Duration.ZERO;
    private final FullJournal journal = new FullJournal(new InMemoryJournal(new InMemoryJournal.Disk("c"), true));
    private final StateThread state;

    StepTest() throws JournalRefused {
        state = new StateThread(
                journal,
                new StateThread.Options(
                        () -> Instant.ofEpochSecond(100_000, nanos).plus(jumped),
                        () -> nanos,
                        UUID::randomUUID,
                        false,
                        Meter.NONE),
                e -> {
                    throw new AssertionError(e);
                });
        state.step();
    }

    @Test
    void aRequestIsAnsweredInTheStepAfterIt() {
        CompletableFuture<StateMachine.Applied> answer = state.apply(Controller.request(Controller.BASE, false));
        assertThat(answer).isNotDone();
        assertThat(state.snapshot().slices()).isEmpty();
        state.step();
        assertThat(answer).isCompleted();
        assertThat(state.snapshot().slices()).hasSize(1);
    }

    @Test
    void anInterfaceThatGoesIsForgottenWhenTheClockSaysSo() {
        state.apply(Controller.request(Controller.BASE + Controller.port("p") + Controller.host("h1", 1), false));
        state.step();
        plug("team-a/p");
        state.step();
        assertThat(bound()).isTrue();

        plug();
        Duration left = state.step();
        assertThat(left).isPositive().isLessThan(Duration.ofSeconds(1));
        assertThat(bound()).isTrue();
        nanos += left.toNanos() - 1;
        assertThat(state.step()).isEqualTo(Duration.ofNanos(1));
        assertThat(bound()).isTrue();
        nanos += 1;
        state.step();
        assertThat(bound()).isFalse();
    }

    @Test
    void aNumberIsFreeOnceThoseWhomItConcernsAreWithoutIt() {
        String hosts = Controller.host("h1", 1) + Controller.host("h2", 2);
        state.apply(Controller.request(Controller.BASE + hosts, false));
        state.step();
        long begun = state.snapshot().revision();
        for (String host : List.of("h1", "h2")) {
            state.observe(new Observation.Concerned(host, begun));
            state.observe(new Observation.Realised(host, begun));
        }
        ObjectKey slice = state.snapshot().slices().firstKey();
        state.delete(new StateMachine.Delete(List.of(slice), "", "", OptionalLong.empty(), false));
        state.step();
        long deleted = state.snapshot().revision();

        state.observe(new Observation.Concerned("h1", deleted));
        state.observe(new Observation.Compiled(deleted));
        assertThat(freed(Duration.ofMinutes(1))).as("while h1 may hold it").isFalse();
        state.observe(new Observation.Realised("h1", deleted));
        assertThat(freed(Duration.ofSeconds(9))).as("before 10 s").isFalse();
        assertThat(freed(Duration.ofSeconds(2))).isTrue();
    }

    @Test
    void whatFoundNoRoomIsTriedAgainAlsoWhenPeoplesClockIsSetBack() {
        state.apply(Controller.request(Controller.BASE + Controller.port("p") + Controller.host("h1", 1), false));
        state.step();
        journal.full = true;
        plug("team-a/p");
        state.step();
        assertThat(bound()).isFalse();
        journal.full = false;
        jumped = Duration.ofHours(-1);
        nanos += Duration.ofSeconds(1).toNanos();
        state.step();
        assertThat(bound()).isTrue();
    }

    private boolean freed(Duration after) {
        state.step();
        nanos += after.toNanos();
        state.step();
        return !((Image) state.snapshot()).hasReleasedIds();
    }

    private boolean bound() {
        return Objects.requireNonNull(state.snapshot().port(Controller.key("p")))
                .binding()
                .isPresent();
    }

    private void plug(String... ifaceIds) {
        TreeMap<String, String> plugged = new TreeMap<>();
        for (String id : ifaceIds) {
            plugged.put(id, "tap0");
        }
        state.observe(new Observation.Interfaces("h1", plugged));
    }
}
