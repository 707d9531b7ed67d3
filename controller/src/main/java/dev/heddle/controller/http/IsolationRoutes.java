package dev.heddle.controller.http;

import dev.heddle.controller.state.Isolation;
import dev.heddle.controller.state.IsolationChecks;
import dev.heddle.controller.state.StateMachine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether hosts keep slices apart, proved from what their switches hold just now. */
record IsolationRoutes(StateMachine state, IsolationChecks checks) {
    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Isolation LATE =
            Isolation.notProven("NoAnswer", "not read within " + PATIENCE.toSeconds() + " s");

    List<Route> routes() {
        return List.of(Route.get(
                        "/v1/isolation",
                        "getIsolation",
                        "Whether packets stay in their slices, from what the hosts' switches hold just now.",
                        Route.Result.json("Isolation"),
                        this::isolation)
                .taking("host"));
    }

    private Answer isolation(Call call) throws InterruptedException {
        Optional<String> host = call.query().text("host");
        Map<String, Isolation> found = check(host.map(List::of)
                .orElseGet(() -> List.copyOf(state.snapshot().hosts().keySet())));
        if (host.isPresent() && found.isEmpty()) {
            throw Failure.of(HttpError.NOT_FOUND, "Host " + host.get(), null, "does not exist");
        }
        ObjectNode out = Json.object();
        out.put(
                "verdict",
                found.values().stream()
                        .map(Isolation::verdict)
                        .reduce(Isolation.Verdict.PROVED, Isolation.Verdict::and)
                        .text());
        ArrayNode hosts = out.putArray("hosts");
        found.forEach((name, isolation) -> hosts.add(json(name, isolation)));
        return Answer.json(out);
    }

    /** By host; without those that are not declared. */
    private Map<String, Isolation> check(List<String> hosts) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Semaphore free = new Semaphore(AT_ONCE);
        Map<String, CompletableFuture<Optional<Isolation>>> asked = new TreeMap<>();
        for (String host : hosts) {
            boolean mayAsk = free.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            asked.put(
                    host,
                    mayAsk
                            ? checks.of(host).whenComplete((isolation, failure) -> free.release())
                            : CompletableFuture.completedFuture(Optional.of(LATE)));
        }
        Map<String, Isolation> out = new TreeMap<>();
        asked.forEach((host, answer) -> answer.completeOnTimeout(
                        Optional.of(LATE), Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)
                .exceptionally(failure -> Optional.of(Isolation.notProven("Failed", String.valueOf(failure))))
                .join()
                .ifPresent(isolation -> out.put(host, isolation)));
        return out;
    }

    private static ObjectNode json(String host, Isolation isolation) {
        ObjectNode out = Json.object()
                .put("host", host)
                .put("verdict", isolation.verdict().text())
                .put("reason", isolation.reason())
                .put("message", isolation.message());
        isolation
                .witness()
                .ifPresent(w -> out.putObject("witness")
                        .put("kind", w.kind())
                        .put("name", w.name())
                        .put("owner", w.owner())
                        .put("packet", w.packet())
                        .set("path", Json.array(w.path())));
        return out;
    }
}
