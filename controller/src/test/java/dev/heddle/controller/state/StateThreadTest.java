package dev.heddle.controller.state;

import static dev.heddle.controller.state.Controller.BASE;
import static dev.heddle.controller.state.Controller.await;
import static dev.heddle.controller.state.Controller.eventually;
import static dev.heddle.controller.state.Controller.host;
import static dev.heddle.controller.state.Controller.port;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.controller.store.InMemoryJournal;
import dev.heddle.controller.store.SqliteJournal;
import dev.heddle.model.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateThreadTest {
    private final InMemoryJournal.Disk disk = new InMemoryJournal.Disk("cluster");

    private Controller open() throws JournalRefused {
        return new Controller(new InMemoryJournal(disk, true));
    }

    @Test
    void what_changes_makes_one_revision_and_what_does_not_makes_none() throws Exception {
        try (Controller controller = open()) {
            StateMachine.Applied first = controller.apply(BASE + port("p1"));
            assertThat(first.revision()).isEqualTo(1);
            assertThat(first.results()).hasSize(4).allMatch(r -> r.action() == StateMachine.Action.CREATED);
            StateMachine.Applied again = controller.apply(BASE + port("p1"));
            assertThat(again.revision()).isEqualTo(1);
            assertThat(again.results()).allMatch(r -> r.action() == StateMachine.Action.UNCHANGED);
        }
    }

    @Test
    void parallel_requests_get_revisions_and_addresses_of_their_own() throws Exception {
        String image;
        try (Controller controller = open()) {
            controller.apply(BASE);
            List<CompletableFuture<StateMachine.Applied>> answers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                answers.add(controller.state.apply(Controller.request(port("p" + i), false)));
            }
            Set<Long> revisions = new HashSet<>();
            Set<String> addresses = new HashSet<>();
            for (int i = 0; i < 64; i++) {
                revisions.add(await(answers.get(i)).revision());
                addresses.add(controller.stored("p" + i).ips().toString());
            }
            assertThat(revisions).hasSize(64);
            assertThat(addresses).hasSize(64);
            image = controller.image();
        }
        try (Controller controller = open()) {
            assertThat(controller.image()).isEqualTo(image);
        }
    }

    @Test
    void a_reader_of_an_older_snapshot_may_ask_about_a_port_that_is_gone() throws Exception {
        try (Controller controller = open()) {
            controller.apply(BASE + host("h1", 1) + port("p1"));
            controller.plug("h1", "p1");
            eventually(() -> controller.hostOf("p1").equals("h1"), "bound");
            var old = controller.stored("p1");
            await(controller.delete("p1"));
            assertThat(controller.state.explain(old)).isEmpty();
        }
    }

    @Test
    void a_refused_request_changes_nothing_and_harms_no_other() throws Exception {
        try (Controller controller = open()) {
            CompletableFuture<StateMachine.Applied> base = controller.state.apply(Controller.request(BASE, false));
            CompletableFuture<StateMachine.Applied> bad = controller.state.apply(
                    Controller.request(port("p1") + port("p2").replace("slice: train", "slice: none"), false));
            CompletableFuture<StateMachine.Applied> good =
                    controller.state.apply(Controller.request(port("p3"), false));
            await(base);
            assertThatThrownBy(() -> await(bad))
                    .hasCauseInstanceOf(Refused.class)
                    .hasMessageContaining("none");
            assertThat(await(good).revision()).isEqualTo(2);
            assertThat(controller.state.snapshot().list(Kind.PORT)).hasSize(1);
        }
    }

    @Test
    void a_dry_run_writes_nothing() throws Exception {
        try (Controller controller = open()) {
            StateMachine.Applied dry = await(controller.state.apply(Controller.request(BASE, true)));
            assertThat(dry.results()).allMatch(r -> r.action() == StateMachine.Action.CREATED);
            assertThat(controller.state.snapshot().revision()).isZero();
            var preview = controller.state.preview(Controller.request(BASE, false));
            assertThat(preview.after().slices()).hasSize(1);
            assertThat(controller.state.snapshot().slices()).isEmpty();
        }
    }

    @Test
    void a_binding_is_kept_while_its_host_is_away_and_over_restarts() throws Exception {
        try (Controller controller = open()) {
            controller.apply(BASE + host("h1", 1) + port("p1"));
            controller.plug("h1", "p1");
            eventually(() -> controller.hostOf("p1").equals("h1"), "bound");
            controller.state.observe(new Observation.Away("h1"));
            controller.apply(port("p2"));
            assertThat(controller.hostOf("p1")).isEqualTo("h1");
        }
        try (Controller controller = open()) {
            controller.apply(port("p3"));
            assertThat(controller.hostOf("p1")).isEqualTo("h1");
            controller.plug("h1");
            eventually(() -> controller.hostOf("p1").isEmpty(), "unbound");
        }
    }

    @Test
    void a_port_is_bound_when_it_is_declared_after_it_was_plugged() throws Exception {
        try (Controller controller = open()) {
            controller.apply(BASE + host("h1", 1));
            controller.plug("h1", "p1");
            controller.apply(port("p1"));
            eventually(() -> controller.hostOf("p1").equals("h1"), "bound");
        }
    }

    @Test
    void listeners_see_every_revision_in_order() throws Exception {
        try (Controller controller = open()) {
            List<Long> seen = Collections.synchronizedList(new ArrayList<>());
            try (AutoCloseable subscription = controller.state.subscribe((before, after) -> {
                seen.add(before.revision());
                seen.add(after.revision());
            })) {
                CompletableFuture<?> one = controller.state.apply(Controller.request(BASE, false));
                CompletableFuture<?> two = controller.state.apply(Controller.request(port("p1"), false));
                await(one);
                await(two);
                assertThat(seen).containsExactly(0L, 1L, 1L, 2L);
            }
        }
    }

    @Test
    void nothing_is_published_or_answered_before_it_is_durable() throws Exception {
        InMemoryJournal journal = new InMemoryJournal(disk, false);
        Controller controller = new Controller(journal);
        CompletableFuture<StateMachine.Applied> answer = controller.state.apply(Controller.request(BASE, false));
        eventually(() -> controller.state.load().queued() == 0, "taken");
        assertThat(answer).isNotDone();
        assertThat(controller.state.snapshot().revision()).isZero();
        eventually(
                () -> {
                    journal.flush();
                    return answer.isDone();
                },
                "flushed");
        assertThat(controller.state.snapshot().revision()).isEqualTo(1);
        controller.close();
    }

    @Test
    void a_journal_that_is_older_than_a_host_refuses_everything() throws Exception {
        try (Controller controller = open()) {
            controller.apply(BASE);
            controller.state.observe(new Observation.Witness("h1", 1, 7));
            eventually(() -> controller.state.journalOlder().isPresent(), "noticed");
            assertThat(controller.state.journalOlder().get())
                    .contains("host h1 has seen revision 7", "ends at revision 1", "--accept-older");
            assertThatThrownBy(() -> controller.apply(port("p1"))).hasCauseInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> await(controller.delete("p1"))).hasCauseInstanceOf(Unavailable.class);
        }
    }

    @Test
    void a_journal_vouches_for_what_it_held_when_its_term_began_and_for_what_it_wrote() throws Exception {
        try (Controller controller = open()) {
            assertThat(controller.state.vouchesFor(1, 0)).isTrue();
            assertThat(controller.state.vouchesFor(1, 1)).isFalse();
            controller.apply(BASE);
            assertThat(controller.state.vouchesFor(1, 1)).isTrue();
            assertThat(controller.state.vouchesFor(2, 1)).isFalse();
        }
        try (Controller controller = open()) {
            controller.apply(port("p1"));
            assertThat(controller.state.vouchesFor(2, 2)).isTrue();
            assertThat(controller.state.vouchesFor(1, 1)).isTrue();
            assertThat(controller.state.vouchesFor(1, 2)).isFalse();
        }
    }

    @Test
    void a_copy_from_before_a_start_is_older_even_where_nothing_was_changed_since(@TempDir Path data) throws Exception {
        open(data, 1000).close();
        try (Controller copy = open(data, 3000)) {
            assertThat(copy.state.vouchesFor(1000, 0)).isTrue();
            copy.state.observe(new Observation.Witness("h1", 2000, 0));
            eventually(() -> copy.state.journalOlder().isPresent(), "noticed");
            assertThat(copy.state.journalOlder().get())
                    .contains("revision 0 of term 2000", "ends at revision 0 of term 1000");
        }
    }

    @Test
    void what_was_written_before_the_host_came_does_not_make_the_journal_newer() throws Exception {
        open().close();
        try (Controller controller = open()) {
            controller.apply(BASE);
            controller.apply(port("p1"));
            controller.state.observe(new Observation.Witness("h1", 1, 1));
            eventually(() -> controller.state.journalOlder().isPresent(), "noticed");
        }
    }

    @Test
    void a_refused_journal_stays_refused_until_it_is_accepted() throws Exception {
        try (Controller controller = open()) {
            controller.state.observe(new Observation.Witness("h1", 1, 1));
            eventually(() -> controller.state.journalOlder().isPresent(), "noticed");
        }
        for (int start = 0; start < 2; start++) {
            try (Controller controller = open()) {
                assertThat(controller.state.journalOlder().orElseThrow())
                        .contains("an earlier start", "--accept-older");
                assertThatThrownBy(() -> controller.apply(BASE)).hasCauseInstanceOf(Unavailable.class);
            }
        }
        try (Controller controller =
                new Controller(new InMemoryJournal(disk, true), true, Ledger.SnapshotRule.DEFAULT)) {
            eventually(() -> controller.state.snapshot().revision() == 1, "lifted");
            assertThat(controller.state.journalOlder()).isEmpty();
        }
        try (Controller controller = open()) {
            assertThat(controller.state.journalOlder()).isEmpty();
            assertThat(controller.apply(BASE).revision()).isEqualTo(2);
        }
    }

    @Test
    void acceptance_holds_for_all_that_was_accepted(@TempDir Path data) throws Exception {
        open(data, 1000).close();
        SqliteJournal journal = journal(data, 3000);
        try (Controller controller = new Controller(journal, true, Ledger.SnapshotRule.DEFAULT)) {
            controller.state.observe(new Observation.Witness("h1", 2000, 7));
            eventually(() -> controller.state.snapshot().revision() == 8, "accepted");
            assertThat(controller.state.vouchesFor(2000, 7)).isTrue();
            assertThat(controller.state.vouchesFor(2000, 8)).isFalse();
            controller.state.observe(new Observation.Witness("h2", 2500, 3));
            eventually(() -> controller.state.vouchesFor(2500, 3), "accepted as well");
            assertThat(controller.state.journalOlder()).isEmpty();
        }
    }

    private static SqliteJournal journal(Path data, long clock) {
        return new SqliteJournal(data, () -> "cluster", () -> Instant.ofEpochSecond(clock), Meter.NONE);
    }

    private static Controller open(Path data, long clock) throws JournalRefused {
        return new Controller(journal(data, clock));
    }

    @Test
    void an_accepted_older_journal_continues_above_what_was_seen() throws Exception {
        try (Controller controller =
                new Controller(new InMemoryJournal(disk, true), true, Ledger.SnapshotRule.DEFAULT)) {
            controller.apply(BASE);
            controller.state.observe(new Observation.Witness("h1", 1, 7));
            eventually(() -> controller.state.snapshot().revision() == 8, "raised");
            assertThat(controller.state.journalOlder()).isEmpty();
            assertThat(controller.apply(port("p1")).revision()).isEqualTo(9);
        }
        try (Controller controller = open()) {
            assertThat(controller.state.snapshot().revision()).isEqualTo(9);
        }
    }

    @Test
    void snapshots_bound_the_journal_and_change_nothing() throws Exception {
        Ledger.SnapshotRule often = new Ledger.SnapshotRule(5, Long.MAX_VALUE);
        String image;
        try (Controller controller = new Controller(new InMemoryJournal(disk, true), false, often)) {
            controller.apply(BASE + host("h1", 1));
            for (int i = 0; i < 23; i++) {
                controller.apply(port("p" + i));
            }
            controller.plug("h1", "p1", "p2");
            eventually(() -> controller.hostOf("p2").equals("h1"), "bound");
            await(controller.delete("p7"));
            image = controller.image();
        }
        try (Controller controller = open()) {
            assertThat(controller.image()).isEqualTo(image);
        }
    }

    @Test
    void without_room_a_request_is_refused_and_what_was_observed_is_decided_later() throws Exception {
        FullJournal journal = new FullJournal(new InMemoryJournal(disk, true));
        try (Controller controller = new Controller(journal)) {
            controller.apply(BASE + host("h1", 1) + port("p1"));
            journal.full = true;
            controller.plug("h1", "p1");
            assertThatThrownBy(() -> controller.apply(port("p2"))).hasCauseInstanceOf(Unavailable.class);
            assertThat(controller.hostOf("p1")).isEmpty();
            journal.full = false;
            eventually(() -> controller.hostOf("p1").equals("h1"), "bound once there is room");
            controller.apply(port("p2"));
        }
    }

    @Test
    void a_broken_rule_ends_the_thread_and_is_told() throws Exception {
        try (Controller controller = open()) {
            IllegalStateException broken = new IllegalStateException("broken");
            controller.state.subscribe((before, after) -> {
                throw broken;
            });
            CompletableFuture<?> answer = controller.state.apply(Controller.request(BASE, false));
            eventually(() -> controller.fatal.get() == broken, "told");
            assertThat(answer).isNotDone();
        }
    }

    @Test
    void a_stopped_controller_refuses_requests() throws Exception {
        Controller controller = open();
        controller.close();
        assertThatThrownBy(() -> controller.apply(BASE)).hasCauseInstanceOf(Unavailable.class);
    }
}
