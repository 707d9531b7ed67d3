package dev.heddle.simulator.fleet;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The controller's HTTP API, as far as a run needs it. Thread-safe. */
final class Api implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int NOT_REALISED = 504;

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Api(URI base) {
        this.base = base;
    }

    /** Whether the controller serves yet. */
    boolean ready() throws IOException, InterruptedException {
        try {
            return client.send(request("/readyz").build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** Declares objects; returns once they are durable. */
    void apply(String manifests) throws IOException, InterruptedException {
        call(request("/v1/apply").POST(BodyPublishers.ofString(manifests)));
    }

    void delete(Layout.Place port) throws IOException, InterruptedException {
        call(request("/v1/tenants/" + port.tenant() + "/ports/" + port.name()).DELETE());
    }

    /** Returns once all connected hosts hold the newest revision: an apply that changes nothing, and again if it is late. */
    void awaitHosts(Layout.Place unchanged, Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        HttpRequest apply = request("/v1/apply?wait=300s")
                .POST(BodyPublishers.ofString(Layout.manifest(unchanged)))
                .build();
        HttpResponse<String> answer = client.send(apply, BodyHandlers.ofString());
        while (answer.statusCode() == NOT_REALISED && System.nanoTime() - deadline < 0) {
            answer = client.send(apply, BodyHandlers.ofString());
        }
        require(apply, answer);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return MAPPER.readTree(call(request(path)));
    }

    /** The lines of a stream of events. */
    Stream<String> watch(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofLines())
                .body();
    }

    static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(LONGEST);
    }

    private String call(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest made = request.build();
        HttpResponse<String> answer = client.send(made, BodyHandlers.ofString());
        require(made, answer);
        return answer.body();
    }

    private static void require(HttpRequest request, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 400) {
            String body = answer.body();
            throw new IOException(request.method() + " " + request.uri().getPath() + ": " + answer.statusCode() + " "
                    + body.substring(0, Math.min(1000, body.length())));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
