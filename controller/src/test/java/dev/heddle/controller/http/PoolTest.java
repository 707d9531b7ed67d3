package dev.heddle.controller.http;

import static dev.heddle.controller.http.ApiFixture.NETWORK;
import static dev.heddle.controller.http.ApiFixture.condition;
import static dev.heddle.controller.http.ApiFixture.json;
import static dev.heddle.controller.http.ApiFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.state.Observation;
import dev.heddle.model.manifest.CapacityText;
import dev.heddle.model.pool.Observed;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The pool over HTTP; what is expected was added up by hand. */
class PoolTest {
    private static final String TENANT = """
            apiVersion: heddle.dev/v1
            kind: Tenant
            metadata: {name: team-a}
            spec: {quota: {cpu: 16, gpu: 8, slices: 2}}
            """;

    private ApiFixture api;

    @BeforeEach
    void start() throws Exception {
        api = new ApiFixture();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static String host(String name, int number, String rack, String state) {
        return """
                apiVersion: heddle.dev/v1
                kind: Host
                metadata: {name: %s}
                spec:
                  systemId: sys-%s
                  uplinks: [{name: uplink1, address: 192.0.2.%d, bandwidth: 100Gbps}]
                  location: {site: a, rack: %s}
                  capacity: {cpu: 8, gpu: {count: 4, model: H100}, memory: 64Gi, storage: 1Ti}
                  reserved: {cpu: 500m, memory: 2Gi}
                  state: %s
                """.formatted(name, name, number, rack, state);
    }

    private static String slice(String name, int subnet, String resources) {
        return """
                apiVersion: heddle.dev/v1
                kind: Slice
                metadata: {tenant: team-a, name: %s}
                spec: {network: net, subnets: [10.9.%d.0/24], resources: {%s}}
                """.formatted(name, subnet, resources);
    }

    private void declare() throws Exception {
        api.apply(
                TENANT,
                NETWORK,
                slice("train", 0, "cpu: 10, gpu: 3, bandwidth: 50Gbps"),
                host("h1", 1, "r1", "ready"),
                host("h2", 2, "r1", "ready"),
                host("h3", 3, "r2", "ready"),
                port("p1", "bandwidth: {guaranteed: 1Gbps}"));
        api.plug("h1", uid());
        await("/v1/hosts/h1", host -> !host.at("/status/leases").isEmpty());
    }

    private String uid() throws Exception {
        return json(api.get("/v1/tenants/team-a/ports/p1")).at("/metadata/uid").asString();
    }

    private JsonNode pool() throws Exception {
        return json(api.get("/v1/pool"));
    }

    @Test
    void tellsWhatThereIsWhatIsTakenAndWhatIsLeft() throws Exception {
        declare();
        JsonNode status = pool().path("status");
        assertThat(pool().path("kind").asString()).isEqualTo("Pool");
        assertThat(status.path("capacity")).isEqualTo(amounts("24", 12, "192Gi", "3Ti", "300Gbps"));
        assertThat(status.path("system")).isEqualTo(amounts("1500m", 0, "6Gi", "0", "0"));
        assertThat(status.path("reserved")).isEqualTo(amounts("10", 3, "0", "0", "50Gbps"));
        assertThat(status.path("leased")).isEqualTo(amounts("0", 0, "0", "0", "1Gbps"));
        assertThat(status.path("free"))
                .as("the lease is within the slice's reservation")
                .isEqualTo(amounts("12500m", 9, "186Gi", "3Ti", "250Gbps"));
        assertThat(status.path("tenants")).isEqualTo(json("""
                        [{"tenant": "team-a", "quota": {"cpu": "16", "gpu": 8, "slices": 2},
                          "used": {"cpu": "10", "gpu": 3, "memory": "0", "storage": "0", "bandwidth": "50Gbps",
                                   "ports": 1, "slices": 1}}]"""));
        List<String> paths = new ArrayList<>();
        status.path("domains")
                .forEach(d -> paths.add(d.path("path").asString() + " "
                        + d.path("level").asString() + " " + d.path("hosts").asString()));
        assertThat(paths).containsExactly("a site h[1-3]", "a/r1 rack h[1-2]", "a/r2 rack h3");
        JsonNode rack = status.path("domains").get(1);
        assertThat(rack.path("capacity")).isEqualTo(amounts("16", 8, "128Gi", "2Ti", "200Gbps"));
        assertThat(rack.path("system")).isEqualTo(amounts("1", 0, "4Gi", "0", "0"));
        assertThat(rack.path("leased")).isEqualTo(amounts("0", 0, "0", "0", "1Gbps"));
        assertThat(rack.path("free")).isEqualTo(amounts("15", 8, "124Gi", "2Ti", "199Gbps"));
        assertThat(api.get("/v1/pool").body()).isEqualTo(api.get("/v1/pool").body());
    }

    @Test
    void aHostTellsItsOwnPart() throws Exception {
        declare();
        JsonNode status = json(api.get("/v1/hosts/h1")).path("status");
        assertThat(status.path("capacity")).isEqualTo(amounts("8", 4, "64Gi", "1Ti", "100Gbps"));
        assertThat(status.path("leased")).isEqualTo(amounts("0", 0, "0", "0", "1Gbps"));
        assertThat(status.path("free")).isEqualTo(amounts("7500m", 4, "62Gi", "1Ti", "99Gbps"));
        assertThat(status.path("gpus")).isEqualTo(json("{\"leased\": \"\", \"free\": \"0-3\"}"));
        assertThat(status.path("leases")).isEqualTo(json("""
                        [{"owner": "Port team-a/p1", "cpu": "0", "gpu": 0, "memory": "0", "storage": "0",
                          "bandwidth": "1Gbps"}]"""));
    }

    @Test
    void aLossTakesNoLeaseAwayAndThePoolOwes() throws Exception {
        declare();
        api.apply(host("h1", 1, "r1", "lost"), host("h2", 2, "r1", "lost"));
        JsonNode status = pool().path("status");
        assertThat(status.path("capacity")).isEqualTo(amounts("8", 4, "64Gi", "1Ti", "100Gbps"));
        assertThat(status.path("leased")).isEqualTo(amounts("0", 0, "0", "0", "1Gbps"));
        assertThat(status.path("free")).isEqualTo(amounts("-2500m", 1, "62Gi", "1Ti", "50Gbps"));
    }

    @Test
    void everyLimitThatIsExceededIsToldWithTheDistance() throws Exception {
        declare();
        HttpResponse<String> refused = api.post("/v1/apply", slice("serve", 1, "cpu: 13, gpu: 6, memory: 186.5Gi"));
        assertThat(refused.statusCode()).isEqualTo(422);
        List<String> lines = new ArrayList<>();
        json(refused)
                .path("errors")
                .forEach(e -> lines.add(e.path("object").asString() + ": "
                        + e.path("field").asString() + ": " + e.path("message").asString()));
        assertThat(lines)
                .containsExactlyInAnyOrder(
                        "Slice team-a/serve: spec.resources.cpu: over the quota of tenant team-a by 7",
                        "Slice team-a/serve: spec.resources.cpu: over the pool by 500m",
                        "Slice team-a/serve: spec.resources.gpu: over the quota of tenant team-a by 1",
                        "Slice team-a/serve: spec.resources.memory: over the pool by 512Mi");
        assertThat(pool().at("/status/tenants/0/used/slices").asInt()).isEqualTo(1);
        assertThat(api.get("/v1/tenants/team-a/slices/serve").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyWhatNothingActsUponIsNotEnforced() throws Exception {
        api.apply(
                TENANT,
                NETWORK,
                host("h1", 1, "r1", "ready"),
                slice("train", 0, "cpu: 1").replace("resources", "preemptible: true, resources"),
                port("p1", "bandwidth: {guaranteed: 1Gbps, limit: 2Gbps}"));
        assertThat(enforced("/v1/tenants/team-a/ports/p1")).endsWith("not enforced yet: spec.bandwidth.limit");
        assertThat(enforced("/v1/tenants/team-a/slices/train")).endsWith("not enforced yet: spec.preemptible");
        for (String path : List.of("/v1/tenants/team-a", "/v1/hosts/h1")) {
            assertThat(api.get(path).body()).as(path).doesNotContain("Enforced");
        }
    }

    private String enforced(String path) throws Exception {
        return condition(json(api.get(path)), "Enforced").path("message").asString();
    }

    /** Once, and not where the manifest tells. */
    @Test
    void whatAHostTellsFillsTheGapsOfItsManifest() throws Exception {
        String manifest = """
                apiVersion: heddle.dev/v1
                kind: Host
                metadata: {name: h1}
                spec: {systemId: s1, uplinks: [{name: uplink1, address: 192.0.2.1}], capacity: {cpu: 4}}
                """;
        api.apply(manifest);
        assertThat(pool().at("/status/capacity")).isEqualTo(amounts("4", 0, "0", "0", "0"));
        Observed told =
                CapacityText.parse("{\"cpu\": 9, \"gpu\": {\"count\": 2, \"model\": \"L4\"}, \"memory\": \"1Gi\"}");
        Observed linked = new Observed(
                told.capacity(), told.gpuModel(), new TreeMap<>(java.util.Map.of("uplink1", 25_000_000_000L)));
        api.state.observe(new Observation.Capacity("h1", linked));
        api.state.observe(new Observation.Capacity("h9", linked));
        JsonNode host = await("/v1/hosts/h1", h -> h.at("/effective/capacity").has("memory"));
        assertThat(host.at("/effective/capacity"))
                .isEqualTo(json("{\"cpu\": \"4\", \"gpu\": {\"count\": 2, \"model\": \"L4\"}, \"memory\": \"1Gi\"}"));
        assertThat(host.at("/effective/uplinks/0/bandwidth").asString()).isEqualTo("25Gbps");
        assertThat(host.at("/spec/capacity")).isEqualTo(json("{\"cpu\": 4}"));
        assertThat(pool().at("/status/capacity")).isEqualTo(amounts("4", 2, "1Gi", "0", "25Gbps"));

        Observed later = CapacityText.parse("{\"memory\": \"2Gi\", \"storage\": \"5Gi\"}");
        api.state.observe(new Observation.Capacity("h1", later));
        await("/v1/hosts/h1", h -> h.at("/effective/capacity").has("storage"));
        assertThat(pool().at("/status/capacity")).isEqualTo(amounts("4", 2, "1Gi", "5Gi", "25Gbps"));
        assertThat(api.apply(manifest).at("/results/0/action").asString()).isEqualTo("unchanged");
    }

    private static JsonNode amounts(String cpu, int gpu, String memory, String storage, String bandwidth) {
        return json("{\"cpu\": \"%s\", \"gpu\": %d, \"memory\": \"%s\", \"storage\": \"%s\", \"bandwidth\": \"%s\"}"
                .formatted(cpu, gpu, memory, storage, bandwidth));
    }

    private JsonNode await(String path, Predicate<JsonNode> wanted) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        JsonNode read = json(api.get(path));
        while (!wanted.test(read)) {
            assertThat(System.nanoTime()).as("%s", read).isLessThan(deadline);
            read = json(api.get(path));
        }
        return read;
    }
}
