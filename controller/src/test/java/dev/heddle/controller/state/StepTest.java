package dev.heddle.controller.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.store.InMemoryJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The state machine on its caller's thread and clock. */
final class StepTest {
    private long nanos = 1_000_000_000;
    private final StateThread state;

    StepTest() throws JournalRefused {
        state = new StateThread(
                new InMemoryJournal(new InMemoryJournal.Disk("c"), true),
                new StateThread.Options(
                        () -> Instant.ofEpochSecond(0, nanos), () -> nanos, UUID::randomUUID, false, Meter.NONE),
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
