package dev.heddle.controller.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class InboxTest {
    private final Inbox<String> inbox = new Inbox<>(2, System::nanoTime);

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
        inbox.put(new Observation.Realised("h1", 1), Duration.ZERO);
        inbox.put(new Observation.Realised("h2", 1), Duration.ZERO);
        inbox.put(new Observation.Interfaces("h1", new TreeMap<>()), Duration.ZERO);
        inbox.put(new Observation.Away("h1"), Duration.ZERO);
        inbox.put(new Observation.Realised("h1", 2), Duration.ZERO);

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
    void an_observation_waits_for_company_as_long_as_it_may() throws InterruptedException {
        long began = System.nanoTime();
        inbox.put(new Observation.Realised("h1", 1), Duration.ofHours(1));
        inbox.put(new Observation.Away("h2"), Duration.ofMillis(30));
        assertThat(inbox.take(Duration.ofHours(1)).observations()).hasSize(2);
        assertThat(System.nanoTime() - began)
                .isGreaterThanOrEqualTo(Duration.ofMillis(30).toNanos());
    }

    @Test
    void a_request_takes_along_what_waits() throws InterruptedException {
        inbox.put(new Observation.Realised("h1", 1), Duration.ofHours(1));
        inbox.offer("a");
        Inbox.Round<String> round = inbox.take(Duration.ofHours(1));
        assertThat(round.requests()).containsExactly("a");
        assertThat(round.observations()).containsExactly(new Observation.Realised("h1", 1));
    }

    @Test
    void what_was_taken_is_not_due_again() throws InterruptedException {
        inbox.put(new Observation.Realised("h1", 1), Duration.ZERO);
        assertThat(inbox.take(Duration.ofHours(1)).observations()).hasSize(1);
        long began = System.nanoTime();
        assertThat(inbox.take(Duration.ofMillis(20)).observations()).isEmpty();
        assertThat(System.nanoTime() - began)
                .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
    }

    @Test
    void taking_ends_after_its_time() throws InterruptedException {
        assertThat(inbox.take(Duration.ofMillis(2)).requests()).isEmpty();
    }
}
