package dev.heddle.controller.http;

import java.util.ArrayList;
import java.util.List;

/** Puts the routes together. */
final class Service implements AutoCloseable {
    private final HttpApi.Parts parts;

    Service(HttpApi.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        List<Route> out = new ArrayList<>();
        out.addAll(new HealthRoutes(parts.metrics(), parts.notReady()).routes());
        return out;
    }

    @Override
    public void close() {}
}
