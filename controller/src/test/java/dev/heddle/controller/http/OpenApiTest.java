package dev.heddle.controller.http;

import static dev.heddle.controller.http.ApiFixture.BASE;
import static dev.heddle.controller.http.ApiFixture.host;
import static dev.heddle.controller.http.ApiFixture.json;
import static dev.heddle.controller.http.ApiFixture.port;
import static dev.heddle.controller.state.HostStatus.Phase.PENDING;
import static dev.heddle.controller.state.HostStatus.Phase.REALISED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.state.Isolation;
import dev.heddle.controller.state.Programs;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document against the server that it describes. */
class OpenApiTest {
    private static ApiFixture api;
    private static JsonNode document;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiFixture();
        api.apply(
                BASE.replace("name: team-a}", "name: team-a}\nspec: {quota: {cpu: 8, gpu: 1, slices: 2}}"),
                host("h1", 1) + "  location: {site: a, rack: r1}\n",
                "{apiVersion: heddle.dev/v1, kind: Topology, metadata: {name: dc}, spec: {tiers: [{name: a, level: site}]}}\n",
                port("p1", "bandwidth: {limit: 1Gbps}"));
        api.status("h1", REALISED, 1);
        api.status("stranger", PENDING, 0);
        api.programs.put(
                "h1",
                new Programs.View("h1", 1, List.of(), Optional.empty(), Programs.Change.NONE, Programs.Contract.NONE));
        api.isolation.put(
                "h1", Isolation.violated("m0 leaks", new Isolation.Witness("mirror", "m0", "foreign", "", List.of())));
        api.traces.set(TraceRoutesTest::delivered);
        document = json(api.get("/openapi.json"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void isWellFormed() {
        assertThat(document.path("openapi").stringValue()).startsWith("3.1");
        assertThat(document.toString()).doesNotContain("oneOf");
        List<String> ids = new ArrayList<>();
        for (JsonNode path : document.path("paths")) {
            path.forEach(o -> ids.add(o.path("operationId").stringValue()));
        }
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(30).doesNotContain("");
        assertThat(references(document, new ArrayList<>()))
                .isNotEmpty()
                .allSatisfy(r -> assertThat(document.at(r.substring(1)).isMissingNode())
                        .as(r)
                        .isFalse());
    }

    @Test
    void namesOnlyWhatIsServed() throws Exception {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            String target = path.getKey().replaceAll("\\{[^}]*}", "none");
            if (target.equals("/v1/watch")) {
                continue;
            }
            for (String method : path.getValue().propertyNames()) {
                HttpResponse<String> response =
                        api.send(api.request(target).method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody()));
                assertThat(response.body()).as(method + " " + target).doesNotContain("unknown-path", "wrong-method");
            }
        }
    }

    @Test
    void describesEveryAnswer() throws Exception {
        Map<String, String> targets = Map.ofEntries(
                Map.entry("/v1/hosts", "/v1/hosts"),
                Map.entry("/v1/ports", "/v1/ports?limit=1"),
                Map.entry("/v1/tenants/{tenant}/slices", "/v1/tenants/team-a/slices"),
                Map.entry("/v1/hosts/{name}", "/v1/hosts/h1"),
                Map.entry("/v1/tenants/{name}", "/v1/tenants/team-a"),
                Map.entry("/v1/tenants/{tenant}/networks/{name}", "/v1/tenants/team-a/networks/net"),
                Map.entry("/v1/tenants/{tenant}/slices/{name}", "/v1/tenants/team-a/slices/train"),
                Map.entry("/v1/tenants/{tenant}/ports/{name}", "/v1/tenants/team-a/ports/p1"),
                Map.entry("/v1/hosts/{name}/program", "/v1/hosts/h1/program"),
                Map.entry("/v1/isolation", "/v1/isolation?host=h1"),
                Map.entry("/v1/pool", "/v1/pool"),
                Map.entry("/v1/topologies/{name}", "/v1/topologies/dc"),
                Map.entry("/v1/status", "/v1/status"),
                Map.entry("/v1/events", "/v1/events"));
        conforms(
                "/v1/tenants/{tenant}/ports/{name}/trace",
                "get",
                "200",
                api.get("/v1/tenants/team-a/ports/p1/trace?to=10.9.0.3&tcp=443"));
        for (Map.Entry<String, String> target : targets.entrySet()) {
            conforms(target.getKey(), "get", "200", api.get(target.getValue()));
        }
        conforms("/v1/apply", "post", "200", api.post("/v1/apply?dryRun=true", port("p7", "")));
        conforms("/v1/diff", "post", "200", api.post("/v1/diff", port("p1", "ips: [10.9.0.70]")));
        conforms("/v1/delete", "post", "200", api.post("/v1/delete?dryRun=true", port("p1", "")));
        conforms("/v1/solve", "post", "200", api.post("/v1/solve", SolveTest.allocation("15Gbps")));
        conforms("/v1/solve", "post", "200", api.post("/v1/solve", SolveTest.allocation("16Gbps")));
        conforms("/v1/solve", "post", "default", api.post("/v1/solve", SolveTest.allocation("16")));
        conforms("/v1/apply", "post", "default", api.post("/v1/apply?wait=1ms", port("p8", "")));
        conforms("/v1/apply", "post", "default", api.post("/v1/apply", "kind: Nothing"));
        conforms("/v1/hosts/{name}", "get", "default", api.get("/v1/hosts/h9"));
        conforms("/v1/hosts/{name}", "put", "default", api.put("/v1/hosts/h1", host("h1", 1), "If-Match", "\"0\""));
    }

    private static void conforms(String path, String method, String status, HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElseThrow();
        JsonNode schema = document.path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(status)
                .path("content")
                .path(type)
                .path("schema");
        assertThat(schema.isMissingNode())
                .as(method + " " + path + " " + status + " " + type + response.body())
                .isFalse();
        List<String> complaints = new ArrayList<>();
        validate(schema, json(response), path, complaints);
        assertThat(complaints).as(response.body()).isEmpty();
    }

    /** The part of JSON schema that the document uses. */
    private static void validate(JsonNode schema, JsonNode value, String at, List<String> complaints) {
        if (schema.has("$ref")) {
            validate(document.at(schema.path("$ref").stringValue().substring(1)), value, at, complaints);
            return;
        }
        List<String> types = new ArrayList<>();
        JsonNode type = schema.path("type");
        if (type.isString()) {
            types.add(type.stringValue());
        }
        type.forEach(t -> types.add(t.stringValue()));
        if (!types.isEmpty() && types.stream().noneMatch(t -> is(t, value))) {
            complaints.add(at + ": not " + types + ": " + value);
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            complaints.add(at + ": not in enum: " + value);
        }
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.stringValue())) {
                complaints.add(at + ": misses " + name);
            }
        }
        JsonNode rest = schema.path("additionalProperties");
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode known = schema.path("properties").path(field.getKey());
            if (!known.isMissingNode()) {
                validate(known, field.getValue(), at + "." + field.getKey(), complaints);
            } else if (rest.isObject()) {
                validate(rest, field.getValue(), at + "." + field.getKey(), complaints);
            } else if (rest.isBoolean() && !rest.booleanValue()) {
                complaints.add(at + ": unknown " + field.getKey());
            }
        }
        if (schema.has("items")) {
            value.forEach(item -> validate(schema.path("items"), item, at + "[]", complaints));
        }
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private static List<String> references(JsonNode node, List<String> out) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getKey().equals("$ref")) {
                out.add(field.getValue().stringValue());
            }
            references(field.getValue(), out);
        }
        if (node.isArray()) {
            node.forEach(n -> references(n, out));
        }
        return out;
    }
}
