package dev.heddle.controller.http;

import dev.heddle.controller.state.FlowPreview;
import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.Isolation;
import dev.heddle.controller.state.Observation;
import dev.heddle.controller.state.Programs;
import dev.heddle.controller.state.StateThread;
import dev.heddle.controller.state.Traces;
import dev.heddle.controller.store.InMemoryJournal;
import dev.heddle.controller.telemetry.Metrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A controller without hosts: state thread, in-memory journal, API on a free port of the loopback. */
final class ApiFixture implements AutoCloseable {
    static final String TENANT = """
            apiVersion: heddle.dev/v1
            kind: Tenant
            metadata: {name: team-a}
            """;
    static final String NETWORK = """
            apiVersion: heddle.dev/v1
            kind: VirtualNetwork
            metadata: {tenant: team-a, name: net}
            """;
    static final String SLICE = """
            apiVersion: heddle.dev/v1
            kind: Slice
            metadata: {tenant: team-a, name: train}
            spec: {network: net, subnets: [10.9.0.0/24, "fd00:9::/64"]}
            """;
    static final String BASE = String.join("---\n", TENANT, NETWORK, SLICE);

    private static final JsonMapper MAPPER = new JsonMapper();

    final HostStatuses hosts = new HostStatuses();
    final Metrics metrics = new Metrics("1.2.3");
    final AtomicReference<Optional<String>> notReady = new AtomicReference<>(Optional.empty());
    final Map<String, Programs.View> programs = new TreeMap<>();
    final Map<String, Isolation> isolation = new ConcurrentSkipListMap<>();
    final Map<String, FlowPreview.Counts> preview = new TreeMap<>();
    final AtomicReference<Traces> traces = new AtomicReference<>(question -> {
        throw new AssertionError("not asked for in this test: " + question);
    });
    final StateThread state;
    final HttpApi api;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();

    ApiFixture() throws Exception {
        this(new HttpApi.Options(List.of(ListenAddress.parse("127.0.0.1:0")), Optional.empty(), Optional.empty()));
    }

    ApiFixture(HttpApi.Options options) throws Exception {
        InstantSource clock = InstantSource.system();
        state = new StateThread(
                new InMemoryJournal(new InMemoryJournal.Disk("cluster-1"), true),
                new StateThread.Options(clock, UUID::randomUUID, false, metrics),
                fatal::set);
        state.start();
        metrics.observe(state, hosts);
        state.subscribe((before, after) -> hosts.compiled(after.revision()));
        api = HttpApi.start(
                options,
                new HttpApi.Parts(
                        state,
                        hosts,
                        host -> CompletableFuture.completedFuture(Optional.ofNullable(programs.get(host))),
                        host -> CompletableFuture.completedFuture(Optional.ofNullable(isolation.get(host))),
                        request -> CompletableFuture.completedFuture(new TreeMap<>(preview)),
                        question -> traces.get().of(question),
                        metrics,
                        notReady::get,
                        "1.2.3",
                        clock));
    }

    static String host(String name, int number) {
        return """
                apiVersion: heddle.dev/v1
                kind: Host
                metadata: {name: %s}
                spec:
                  systemId: sys-%s
                  uplinks: [{name: uplink1, address: 192.0.2.%d}]
                """.formatted(name, name, number);
    }

    static String port(String name, String spec) {
        return """
                apiVersion: heddle.dev/v1
                kind: Port
                metadata: {tenant: team-a, name: %s}
                spec: {slice: train%s}
                """.formatted(name, spec.isEmpty() ? "" : ", " + spec);
    }

    /** What the host's session would report. */
    void status(String host, HostStatus.Phase phase, long realised) {
        status(host, phase, realised, new TreeMap<>(), Map.of());
    }

    void status(
            String host,
            HostStatus.Phase phase,
            long realised,
            TreeMap<Long, String> errors,
            Map<String, Map<String, Long>> drops) {
        hosts.put(new HostStatus(
                host,
                phase,
                realised,
                "",
                "",
                Instant.EPOCH,
                7,
                List.of(),
                errors,
                List.of(),
                drops,
                isolation.getOrDefault(host, Isolation.UNCHECKED)));
    }

    /** Plugs ports into a host, by uid. */
    void plug(String host, String... uids) {
        TreeMap<String, String> plugged = new TreeMap<>();
        for (String uid : uids) {
            plugged.put(uid, "if-" + uid);
        }
        state.observe(new Observation.Interfaces(host, plugged));
    }

    URI uri(String path) {
        return URI.create("http://" + api.addresses().getFirst() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<String> put(String path, String body, String... headers) throws Exception {
        return send(with(request(path).PUT(BodyPublishers.ofString(body)), headers));
    }

    HttpResponse<String> delete(String path, String... headers) throws Exception {
        return send(with(request(path).DELETE(), headers));
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(with(request(path).POST(BodyPublishers.ofString(body)), headers));
    }

    /** Declares, and fails the test unless that succeeds. */
    JsonNode apply(String... documents) throws Exception {
        HttpResponse<String> response = post("/v1/apply", String.join("---\n", documents));
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response);
    }

    static JsonNode json(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }

    static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }

    /** The condition of a rendered object. */
    static JsonNode condition(JsonNode object, String type) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").stringValue().equals(type)) {
                return condition;
            }
        }
        throw new AssertionError("no condition " + type + " in " + object);
    }

    private static HttpRequest.Builder with(HttpRequest.Builder builder, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder;
    }

    @Override
    public void close() {
        client.close();
        api.close();
        state.close();
        if (fatal.get() != null) {
            throw new AssertionError("the state thread failed", fatal.get());
        }
    }
}
