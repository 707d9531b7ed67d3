package dev.heddle.controller.http;

import dev.heddle.controller.telemetry.Metrics;
import dev.heddle.model.Kind;
import dev.heddle.model.Resource;
import dev.heddle.model.state.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /v1/watch}: server-sent events, one a revision. A reader holds nothing but its revision: one that is slower
 * than the history is reset to a snapshot, one that takes nothing for {@link StallGuard#PATIENCE} is cut.
 */
final class Watch {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final int MOST_READERS = 1024;

    private final History history;
    private final ObjectViews views;
    private final Metrics metrics;
    private final StallGuard guard;
    private final Semaphore room = new Semaphore(MOST_READERS);

    Watch(History history, ObjectViews views, Metrics metrics, StallGuard guard) {
        this.history = history;
        this.views = views;
        this.metrics = metrics;
        this.guard = guard;
    }

    List<Route> routes() {
        return List.of(Route.get(
                        "/v1/watch",
                        "watch",
                        "Server-sent events, one a revision: {revision, changes: [{type, object}]}, id = revision."
                                + " Without since, and where the history does not reach back, first a reset event"
                                + " with all objects.",
                        Route.Result.text("text/event-stream"),
                        this::answer)
                .taking("since", "kinds"));
    }

    private Answer answer(Call call) {
        Set<Kind> kinds = kinds(call.query().text("kinds"));
        OptionalLong since = since(call);
        return new Answer.Stream("text/event-stream", out -> {
            if (!room.tryAcquire()) {
                out.write(frame("error", null, "{\"message\":\"too many readers\"}"));
                return;
            }
            metrics.watchers(1);
            try (StallGuard.Guarded guarded = guard.over(out)) {
                follow(guarded, since, kinds);
            } finally {
                metrics.watchers(-1);
                room.release();
            }
        });
    }

    private void follow(OutputStream out, OptionalLong since, Set<Kind> kinds)
            throws IOException, InterruptedException {
        long at;
        if (since.isPresent()) {
            at = since.getAsLong();
            send(out, comment());
        } else {
            Snapshot snapshot = history.newest();
            send(out, reset(snapshot, kinds));
            at = snapshot.revision();
        }
        while (!history.closed()) {
            History.Step step = history.after(at, KEEP_ALIVE);
            if (step == null) {
                send(out, progress(at));
                continue;
            }
            Snapshot before = step.before();
            if (before == null) {
                send(out, reset(step.after(), kinds));
            } else {
                byte[] event = event(before, step.after(), kinds);
                if (event != null) {
                    send(out, event);
                }
            }
            at = step.after().revision();
        }
    }

    private static void send(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private byte @Nullable [] event(Snapshot before, Snapshot after, Set<Kind> kinds) {
        ObjectViews.View old = views.at(before);
        ObjectViews.View now = views.at(after);
        ArrayNode changes = Json.array();
        for (Change change : Changes.between(before, after)) {
            boolean deleted = change.type() == Change.Type.DELETED;
            Resource resource = (deleted ? before : after).get(change.key());
            if (resource != null && kinds.contains(change.key().kind())) {
                ObjectNode json = changes.addObject();
                json.put("type", change.type().text());
                json.set("object", (deleted ? old : now).json(resource));
            }
        }
        if (changes.isEmpty()) {
            return null;
        }
        ObjectNode data = Json.object();
        data.put("revision", after.revision());
        data.set("changes", changes);
        return frame(null, after.revision(), new String(Json.bytes(data), StandardCharsets.UTF_8));
    }

    private byte[] reset(Snapshot snapshot, Set<Kind> kinds) {
        ObjectViews.View view = views.at(snapshot);
        ObjectNode data = Json.object();
        data.put("revision", snapshot.revision());
        ArrayNode objects = data.putArray("objects");
        for (Kind kind : kinds) {
            snapshot.list(kind).forEach(r -> objects.add(view.json(r)));
        }
        return frame("reset", snapshot.revision(), new String(Json.bytes(data), StandardCharsets.UTF_8));
    }

    /** A comment keeps the connection; an id without data moves the reader's Last-Event-ID and is no event. */
    private static byte[] progress(long revision) {
        return (": keep-alive\nid: " + revision + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] comment() {
        return ": watching\n\n".getBytes(StandardCharsets.UTF_8);
    }

    /** JSON holds no line break, so the data is one line. */
    private static byte[] frame(@Nullable String event, @Nullable Long id, String data) {
        String text = (event == null ? "" : "event: " + event + "\n")
                + (id == null ? "" : "id: " + id + "\n")
                + "data: " + data + "\n\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static OptionalLong since(Call call) {
        Optional<String> last = call.header("last-event-id");
        if (last.isEmpty()) {
            return call.query().number("since", 0);
        }
        OptionalLong revision = Query.number(last.get());
        if (revision.isEmpty()) {
            throw Failure.of(
                    HttpError.BAD_HEADER, null, "Last-Event-ID", "expected a revision, found '" + last.get() + "'");
        }
        return revision;
    }

    private static Set<Kind> kinds(Optional<String> words) {
        EnumSet<Kind> out = EnumSet.noneOf(Kind.class);
        for (String word : words.map(w -> w.split(",", -1)).orElse(new String[0])) {
            out.add(Kind.ofWord(word)
                    .orElseThrow(() -> Failure.parameter(
                            "kinds",
                            "unknown kind '" + word + "', expected "
                                    + String.join(
                                            ", ",
                                            Arrays.stream(Kind.values())
                                                    .map(Kind::plural)
                                                    .toList()))));
        }
        return words.isEmpty() ? EnumSet.allOf(Kind.class) : out;
    }
}
