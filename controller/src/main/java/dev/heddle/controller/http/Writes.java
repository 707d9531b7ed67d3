package dev.heddle.controller.http;

import dev.heddle.controller.state.Refused;
import dev.heddle.controller.state.StateMachine;
import dev.heddle.controller.state.StateMachine.Applied;
import dev.heddle.controller.state.StateMachine.Result;
import dev.heddle.controller.state.Unavailable;
import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import dev.heddle.model.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends writes to the state thread and waits, for durability and, if asked, for the hosts. */
final class Writes {
    private final StateMachine state;
    private final HostWait hosts;
    private final EventRecorder events;

    Writes(StateMachine state, HostWait hosts, EventRecorder events) {
        this.state = state;
        this.hosts = hosts;
        this.events = events;
    }

    /** @throws Failure if it was refused, or cannot be written now */
    Applied apply(StateMachine.Apply request) throws InterruptedException, ExecutionException {
        Applied applied = await(state.apply(request));
        if (!request.dryRun()) {
            events.wrote(request.actor(), applied);
        }
        return applied;
    }

    /** As {@link #apply}. */
    Applied delete(StateMachine.Delete request) throws InterruptedException, ExecutionException {
        Applied applied = await(state.delete(request));
        if (!request.dryRun()) {
            events.wrote(request.actor(), applied);
        }
        return applied;
    }

    /**
     * How far the hosts are once all connected ones hold what was written, and the bindings that followed at once where
     * the interfaces of its ports were there before; null if the caller does not wait.
     *
     * @throws Failure 504 naming the hosts that do not hold it in time; the write stands
     */
    HostWait.@Nullable Progress realised(Applied applied, @Nullable Duration patience) throws InterruptedException {
        if (patience == null) {
            return null;
        }
        long bound = Math.max(applied.revision(), state.snapshot().revision());
        HostWait.Progress progress = hosts.await(bound, ids(applied), patience);
        if (progress.lagging().isEmpty()) {
            return progress;
        }
        List<Problem> problems = progress.lagging().stream()
                .map(l -> new Problem(
                        Problem.Category.CONFLICT,
                        HttpError.NOT_REALISED.code(),
                        Position.NONE,
                        "Host " + l.host(),
                        null,
                        l.reason(),
                        null))
                .toList();
        throw Failure.of(HttpError.NOT_REALISED, "the write stands; " + progress, problems)
                .with("revision", Json.number(applied.revision()))
                .with("results", results(applied))
                .with("hosts", progress.json());
    }

    static ObjectNode json(Applied applied, HostWait.@Nullable Progress progress) {
        ObjectNode out = Json.object();
        out.put("revision", applied.revision());
        out.set("results", results(applied));
        if (progress != null) {
            out.set("hosts", progress.json());
        }
        return out;
    }

    private static ArrayNode results(Applied applied) {
        ArrayNode out = Json.array();
        for (Result result : applied.results()) {
            ObjectNode json = out.addObject();
            json.put("kind", result.key().kind().manifestName());
            if (result.key().tenant() != null) {
                json.put("tenant", result.key().tenant());
            }
            json.put("name", result.key().name());
            json.put("action", result.action().name().toLowerCase(Locale.ROOT));
        }
        return out;
    }

    private Set<Long> ids(Applied applied) {
        Set<Long> out = new TreeSet<>();
        for (Result result : applied.results()) {
            Resource resource = state.snapshot().get(result.key());
            if (resource != null) {
                out.add(resource.id());
            }
        }
        return out;
    }

    private static Applied await(CompletableFuture<Applied> answer) throws InterruptedException, ExecutionException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Refused refused -> throw Failure.of(refused.problems());
                case Unavailable unavailable ->
                    throw Failure.of(HttpError.UNAVAILABLE, null, null, String.valueOf(unavailable.getMessage()));
                case null, default -> throw e;
            }
        }
    }
}
