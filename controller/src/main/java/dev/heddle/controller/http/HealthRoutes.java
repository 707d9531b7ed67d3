package dev.heddle.controller.http;

import dev.heddle.controller.telemetry.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What monitoring asks. */
record HealthRoutes(Metrics metrics, Supplier<Optional<String>> notReady) {
    private static final Route.Result TEXT = Route.Result.text("text/plain");

    List<Route> routes() {
        return List.of(
                Route.get("/healthz", "health", "Whether the process answers.", TEXT, call -> Answer.text(200, "ok\n")),
                Route.get(
                        "/readyz", "ready", "Whether the controller serves; 503 and why while not.", TEXT, this::ready),
                Route.get("/metrics", "metrics", "Metrics in the Prometheus text format.", TEXT, this::metrics));
    }

    private Answer ready(Call call) {
        Optional<String> why = notReady.get();
        if (why.isPresent()) {
            throw Failure.of(HttpError.NOT_READY, null, null, why.get());
        }
        return Answer.text(200, "ok\n");
    }

    private Answer metrics(Call call) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
        metrics.writeTo(out);
        return new Answer.Whole(200, Metrics.CONTENT_TYPE, Map.of(), out.toByteArray());
    }
}
