package dev.heddle.controller.http;

import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.Isolation;
import dev.heddle.controller.state.StateMachine.Action;
import dev.heddle.controller.state.StateMachine.Applied;
import dev.heddle.controller.state.StateMachine.Result;
import dev.heddle.model.Kind;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Notes writes, bindings, and hosts that come, go or refuse something. Thread-safe. */
final class EventRecorder {
    private static final String OBSERVED = "controller";
    private static final int SHOWN_ONE_BY_ONE = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final EventLog log;
    private final History history;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, HostStatus> last = new ConcurrentHashMap<>();

    EventRecorder(EventLog log, History history, InstantSource clock) {
        this.log = log;
        this.history = history;
        this.clock = clock;
    }

    /** A request was answered. */
    void wrote(String actor, Applied applied) {
        Instant now = clock.instant();
        List<Result> changed = applied.results().stream()
                .filter(r -> r.action() != Action.UNCHANGED)
                .toList();
        if (changed.size() > SHOWN_ONE_BY_ONE) {
            String message = changed.size() + " objects in one revision";
            log.add(now, applied.revision(), actor, changed.size() + " objects", "Applied", message);
            return;
        }
        for (Result result : changed) {
            String action = result.action().name();
            String reason = action.charAt(0) + action.substring(1).toLowerCase(Locale.ROOT);
            log.add(now, applied.revision(), actor, result.key().toString(), reason, "");
        }
    }

    /** A host's session wrote its status. */
    void status(HostStatus status) {
        HostStatus was = last.put(status.host(), status);
        String object = "Host " + status.host();
        if (was == null || !significant(was).equals(significant(status))) {
            note(object, significant(status), status.message());
        }
        if (!status.objectErrors().isEmpty()
                && (was == null || !was.objectErrors().equals(status.objectErrors()))) {
            note(object, "FlowsRefused", String.join("; ", status.objectErrors().values()));
        }
        for (String problem : status.problems()) {
            if (was == null || !was.problems().contains(problem)) {
                note(object, "Problem", problem);
            }
        }
        isolation(object, was == null ? Isolation.UNCHECKED : was.isolation(), status.isolation());
    }

    /** Each leak, what could not be proved of a host that is there, and the end of both. */
    private void isolation(String object, Isolation was, Isolation now) {
        if (!notable(now) && !notable(was)) {
            return;
        }
        if (now.verdict() != was.verdict() || !now.message().equals(was.message())) {
            note(
                    object,
                    switch (now.verdict()) {
                        case PROVED -> "Isolated";
                        case VIOLATED -> "IsolationViolated";
                        case NOT_PROVEN -> "IsolationNotProven";
                    },
                    now.message());
        }
    }

    private static boolean notable(Isolation isolation) {
        return switch (isolation.verdict()) {
            case PROVED -> false;
            case VIOLATED -> true;
            case NOT_PROVEN -> isolation.notUnderstood();
        };
    }

    /** Follows the bindings until the history is closed; run on a thread of its own. */
    void follow() throws InterruptedException {
        long at = history.newest().revision();
        while (!history.closed()) {
            History.Step step = history.after(at, PATIENCE);
            if (step != null) {
                Snapshot before = step.before();
                if (before != null) {
                    Changes.between(before, step.after()).forEach(c -> binding(c, before, step.after()));
                }
                at = step.after().revision();
            }
        }
    }

    private void binding(Change change, Snapshot before, Snapshot after) {
        if (change.key().kind() != Kind.PORT || change.type() == Change.Type.DELETED) {
            return;
        }
        String from = host(before.port(change.key()));
        String to = host(after.port(change.key()));
        if (Objects.equals(from, to)) {
            return;
        }
        String reason = from == null ? "Bound" : to == null ? "Unbound" : "Moved";
        String message = from == null ? "on " + to : to == null ? "from " + from : "from " + from + " to " + to;
        log.add(clock.instant(), after.revision(), OBSERVED, change.key().toString(), reason, message);
    }

    private void note(String object, String reason, String message) {
        log.add(clock.instant(), history.newest().revision(), OBSERVED, object, reason, message);
    }

    private static @Nullable String host(@Nullable PortState port) {
        return port == null ? null : port.binding().map(PortState.Binding::host).orElse(null);
    }

    /** Syncing and realised come and go with every change; both are being connected. */
    private static String significant(HostStatus status) {
        return switch (status.phase()) {
            case SYNCING, REALISED -> "Connected";
            case PENDING -> "Pending";
            case AWAY -> "Away";
            case REFUSED -> "Refused";
            case JOURNAL_OLDER -> "JournalOlder";
        };
    }
}
