package dev.heddle.controller.http;

import static dev.heddle.controller.http.ApiFixture.BASE;
import static dev.heddle.controller.http.ApiFixture.condition;
import static dev.heddle.controller.http.ApiFixture.host;
import static dev.heddle.controller.http.ApiFixture.json;
import static dev.heddle.controller.http.ApiFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ObjectRoutesTest {
    private ApiFixture api;

    @BeforeEach
    void start() throws Exception {
        api = new ApiFixture();
        api.apply(BASE);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void readsBackWhatWasDeclaredWithDefaultsAndAllocations() throws Exception {
        HttpResponse<String> put =
                api.put("/v1/tenants/team-a/ports/p1?file=net.yaml", port("p1", "bandwidth: {limit: 2Gbps}"));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        HttpResponse<String> got = api.get("/v1/tenants/team-a/ports/p1");
        assertThat(got.statusCode()).isEqualTo(200);
        JsonNode object = json(got);
        assertThat(object.path("kind").stringValue()).isEqualTo("Port");
        assertThat(object.at("/metadata/tenant").stringValue()).isEqualTo("team-a");
        assertThat(got.headers().firstValue("ETag"))
                .contains("\"" + object.at("/metadata/revision").longValue() + "\"");
        assertThat(object.path("spec")).isEqualTo(json("{\"slice\":\"train\",\"bandwidth\":{\"limit\":\"2Gbps\"}}"));
        assertThat(object.at("/effective/ips")).isEqualTo(json("[\"10.9.0.2\",\"fd00:9::2\"]"));
        assertThat(object.at("/effective/mac").stringValue()).matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
        assertThat(object.at("/effective/mtu").intValue()).isEqualTo(1450);
        assertThat(object.at("/status/source").stringValue()).isEqualTo("net.yaml:1:1");
        assertThat(condition(object, "Bound").path("status").stringValue()).isEqualTo("False");
        assertThat(condition(object, "Enforced").path("status").stringValue()).isEqualTo("False");
        assertThat(condition(object, "Enforced").path("message").stringValue()).contains("spec.bandwidth");
    }

    @Test
    void appliesWhatItReadWithoutChange() throws Exception {
        api.apply(host("h1", 1), port("p1", ""));
        long revision = json(api.get("/v1/status")).path("revision").longValue();
        for (String path : List.of("/v1/hosts", "/v1/tenants", "/v1/networks", "/v1/slices", "/v1/ports")) {
            HttpResponse<String> list = api.get(path);
            HttpResponse<String> applied = api.post("/v1/apply", list.body());
            assertThat(applied.statusCode()).as(applied.body()).isEqualTo(200);
            assertThat(json(applied).path("revision").longValue()).isEqualTo(revision);
            assertThat(json(applied).path("results"))
                    .isNotEmpty()
                    .allSatisfy(r -> assertThat(r.path("action").stringValue()).isEqualTo("unchanged"));
        }
    }

    @Test
    void listsByTenantLabelAndPage() throws Exception {
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            documents.add(port("p" + i, "")
                    .replace(
                            "name: p" + i,
                            "name: p" + i + ", labels: {parity: " + (i % 2 == 0 ? "even" : "odd") + "}"));
        }
        documents.add(ApiFixture.TENANT.replace("team-a", "team-b"));
        api.apply(documents.toArray(String[]::new));
        assertThat(names("/v1/ports")).hasSize(10);
        assertThat(names("/v1/tenants/team-a/ports")).hasSize(10);
        assertThat(names("/v1/tenants/team-b/ports")).isEmpty();
        assertThat(names("/v1/ports?labelSelector=parity%3Deven")).containsExactly("p0", "p2", "p4", "p6", "p8");
        assertThat(names("/v1/ports?labelSelector=parity!=even,parity")).containsExactly("p1", "p3", "p5", "p7", "p9");
        assertThat(names("/v1/ports?labelSelector=parity+notin+(odd,even)")).isEmpty();
        api.apply(
                "{apiVersion: heddle.dev/v1, kind: VirtualNetwork, metadata: {tenant: team-b, name: net}, spec: {}}\n");
        assertThat(names("/v1/networks?name=net")).containsExactly("net", "net");
        assertThat(names("/v1/tenants/team-b/networks?name=net")).containsExactly("net");
        assertThat(names("/v1/ports?name=p3&labelSelector=parity%3Dodd")).containsExactly("p3");
        assertThat(names("/v1/ports?name=p3&labelSelector=parity%3Deven")).isEmpty();
        assertThat(names("/v1/tenants?name=team-b")).containsExactly("team-b");
        assertThat(names("/v1/ports?name=nobody")).isEmpty();
        List<String> paged = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json(api.get("/v1/ports?limit=3&continue=" + next));
            assertThat(page.path("items").size()).isLessThanOrEqualTo(3);
            page.path("items").forEach(i -> paged.add(i.at("/metadata/name").stringValue()));
            next = page.path("metadata").path("continue").asString("");
        } while (!next.isEmpty());
        assertThat(paged).containsExactly("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9");
    }

    @Test
    void givesParallelWritersDistinctAddresses() throws Exception {
        int writers = 64;
        Set<String> addresses = new HashSet<>();
        try (var pool = Executors.newFixedThreadPool(writers)) {
            List<Callable<HttpResponse<String>>> puts = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                String name = "p" + i;
                puts.add(() -> api.put("/v1/tenants/team-a/ports/" + name, port(name, "")));
            }
            for (Future<HttpResponse<String>> answer : pool.invokeAll(puts)) {
                assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(201);
                json(answer.get()).at("/effective/ips").forEach(ip -> addresses.add(ip.stringValue()));
                addresses.add(json(answer.get()).at("/effective/mac").stringValue());
            }
        }
        assertThat(addresses).hasSize(3 * writers);
    }

    @Test
    void refusesAStaleIfMatchWithTheDifference() throws Exception {
        HttpResponse<String> first = api.put("/v1/tenants/team-a/ports/p1", port("p1", ""));
        String etag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(api.put("/v1/tenants/team-a/ports/p1", port("p1", "ips: [10.9.0.7]"), "If-Match", etag)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> stale =
                api.put("/v1/tenants/team-a/ports/p1", port("p1", "ips: [10.9.0.8]"), "If-Match", etag);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(json(stale).path("difference"))
                .isEqualTo(json("[{\"field\":\"spec.ips[0]\",\"from\":\"10.9.0.7\",\"to\":\"10.9.0.8\"}]"));
        assertThat(api.delete("/v1/tenants/team-a/ports/p1", "If-Match", etag).statusCode())
                .isEqualTo(412);
        assertThat(api.put("/v1/tenants/team-a/ports/p1", port("p1", ""), "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(412);
        assertThat(api.put("/v1/tenants/team-a/ports/p2", port("p2", ""), "If-Match", "*")
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void deletesWhatNothingRefersTo() throws Exception {
        api.apply(port("p1", ""));
        HttpResponse<String> refused = api.delete("/v1/tenants/team-a/slices/train");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("team-a/p1");
        assertThat(api.delete("/v1/tenants/team-a/ports/p1").statusCode()).isEqualTo(200);
        assertThat(api.get("/v1/tenants/team-a/ports/p1").statusCode()).isEqualTo(404);
        assertThat(api.delete("/v1/tenants/team-a/ports/p1").statusCode()).isEqualTo(404);
    }

    @Test
    void wantsTheObjectThatThePathNames() throws Exception {
        HttpResponse<String> other = api.put("/v1/tenants/team-a/ports/p1", port("p2", ""));
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(json(other).at("/errors/0/code").stringValue()).isEqualTo("wrong-object");
        HttpResponse<String> two = api.put("/v1/tenants/team-a/ports/p1", port("p1", "") + "---\n" + port("p2", ""));
        assertThat(two.statusCode()).isEqualTo(400);
    }

    private List<String> names(String path) throws Exception {
        HttpResponse<String> response = api.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response)
                .path("items")
                .valueStream()
                .map(i -> i.at("/metadata/name").stringValue())
                .toList();
    }
}
