package dev.heddle.controller.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class InboxTest {
    private final Inbox<String> inbox = new Inbox<>(2);

    @Test
    void requests_are_bounded_and_keep_their_order() throws InterruptedException {
        assertThat(inbox.offer("a")).isTrue();
        assertThat(inbox.offer("b")).isTrue();
        assertThat(inbox.offer("c")).isFalse();
        assertThat(inbox.take(Duration.ZERO).requests()).containsExactly("a", "b");
        assertThat(inbox.offer("c")).isTrue();
    }

    @Test
    void a_newer_observation_replaces_the_older_of_its_kind_and_host_only() throws InterruptedException {
        inbox.put(new Observation.Realised("h1", 1), true);
        inbox.put(new Observation.Realised("h2", 1), true);
        inbox.put(new Observation.Interfaces("h1", new TreeMap<>()), true);
        inbox.put(new Observation.Away("h1"), true);
        inbox.put(new Observation.Realised("h1", 2), true);

        assertThat(inbox.take(Duration.ZERO).observations())
                .containsExactly(
                        new Observation.Realised("h2", 1),
                        new Observation.Interfaces("h1", new TreeMap<>()),
                        new Observation.Away("h1"),
                        new Observation.Realised("h1", 2));
    }

    @Test
    void a_closed_inbox_refuses_requests_and_gives_what_waits() throws InterruptedException {
        inbox.offer("a");
        inbox.close();
        assertThat(inbox.offer("b")).isFalse();
        Inbox.Round<String> round = inbox.take(Duration.ofHours(1));
        assertThat(round.requests()).containsExactly("a");
        assertThat(round.closed()).isTrue();
    }

    @Test
    void taking_ends_after_its_time() throws InterruptedException {
        assertThat(inbox.take(Duration.ofMillis(2)).requests()).isEmpty();
    }
}
