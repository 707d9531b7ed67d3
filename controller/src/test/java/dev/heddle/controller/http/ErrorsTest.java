package dev.heddle.controller.http;

import static dev.heddle.controller.http.ApiFixture.BASE;
import static dev.heddle.controller.http.ApiFixture.host;
import static dev.heddle.controller.http.ApiFixture.json;
import static dev.heddle.controller.http.ApiFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ErrorsTest {
    private static ApiFixture api;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiFixture();
        api.apply(BASE, host("h1", 1));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/nothing,                            404, unknown-path",
        "GET,    /,                                      404, unknown-path",
        "GET,    /v1/hosts/,                             404, not-found",
        "GET,    /v1/tenants/team-a/hosts,               404, unknown-path",
        "GET,    /v1/hosts/h7,                           404, not-found",
        "GET,    /v1/hosts/h7/program,                   404, not-found",
        "GET,    /v1/tenants/nobody/ports,               404, not-found",
        "POST,   /v1/hosts,                              405, wrong-method",
        "GET,    /v1/apply,                              405, wrong-method",
        "PATCH,  /v1/hosts/h1,                           405, wrong-method",
        "GET,    /v1/hosts?limit=0,                      400, bad-parameter",
        "GET,    /v1/hosts?limit=many,                   400, bad-parameter",
        "GET,    /v1/hosts?limit=1&limit=2,              400, bad-parameter",
        "GET,    /v1/hosts?continue=%2A%2A,              400, bad-parameter",
        "GET,    /v1/hosts?labelSelector=a%3D%3D%3Db,    400, bad-parameter",
        "GET,    /v1/hosts?colour=red,                   400, bad-parameter",
        "GET,    /v1/watch?since=-1,                     400, bad-parameter",
        "GET,    /v1/watch?kinds=ports%2Cghosts,         400, bad-parameter",
        "POST,   /v1/apply?dryRun=perhaps,               400, bad-parameter",
        "POST,   /v1/apply?wait=soon,                    400, bad-parameter",
        "POST,   /v1/apply?wait=99h,                     400, bad-parameter",
        "POST,   /v1/apply?ifRevision=x,                 400, bad-parameter",
        "POST,   /v1/apply,                              400, no-object",
        "GET,    /v1/hosts/%ff,                          400, bad-encoding"
    })
    void answersWithAProblem(String method, String target, int status, String code) throws Exception {
        RawHttp.Response response = raw(method, target, "");
        assertThat(response.status()).as(response.toString()).isEqualTo(status);
        assertThat(response.head()).contains("Content-Type: application/problem+json");
        JsonNode problem = json(response.body());
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.at("/errors/0/code").stringValue())
                .as(response.body())
                .isEqualTo(code);
        if (status == 405) {
            assertThat(response.head()).contains("Allow: ");
        }
    }

    @Test
    void namesFileLineAndFieldOfEveryMistake() throws Exception {
        String first = "apiVersion: heddle.dev/v1\nkind: Slice\nmetadata: {tenant: team-a, name: s2}\n"
                + "spec:\n  network: net\n  subnts: [10.8.0.0/24]\n";
        String second = port("p1", "mac: 'zz'");
        String body = Json.object()
                .set(
                        "files",
                        Json.array()
                                .add(Json.object().put("name", "net.yaml").put("content", first))
                                .add(Json.object().put("name", "port.yaml").put("content", second)))
                .toString();
        HttpResponse<String> response = api.post("/v1/apply", body, "Content-Type", Inputs.FILES);
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode errors = json(response).path("errors");
        assertThat(errors.valueStream()
                        .map(e -> e.path("file").stringValue() + ":"
                                + e.path("line").intValue() + ":"
                                + e.path("column").intValue() + " "
                                + e.path("object").asString("") + " "
                                + e.path("field").asString(""))
                        .toList())
                .as(response.body())
                .contains("net.yaml:6:3 Slice team-a/s2 spec.subnts", "port.yaml:4:27 Port team-a/p1 spec.mac");
    }

    @Test
    void aFileHasAContentOrItsBytes() throws Exception {
        for (String file : List.of(
                "{'name': 'a.yaml'}",
                "{'name': 'a.yaml', 'content': '', 'base64': ''}",
                "{'name': 'a.yaml', 'base64': '*'}",
                "{'content': ''}")) {
            HttpResponse<String> response = api.post(
                    "/v1/apply", "{'files': [%s]}".formatted(file).replace('\'', '"'), "Content-Type", Inputs.FILES);
            assertThat(response.statusCode()).as(file).isEqualTo(400);
            assertThat(json(response).at("/errors/0/code").stringValue()).isEqualTo("bad-files");
        }
        HttpResponse<String> latin = api.post(
                "/v1/apply",
                "{\"files\": [{\"name\": \"a.yaml\", \"base64\": \"a2luZDog6Qo=\"}]}",
                "Content-Type",
                Inputs.FILES);
        assertThat(json(latin).at("/errors/0/message").stringValue()).contains("UTF-8");
        assertThat(json(latin).at("/errors/0/column").intValue()).isEqualTo(7);
    }

    @Test
    void tellsConflictsFromBadInput() throws Exception {
        api.apply(port("taken", "ips: [10.9.0.77]"));
        HttpResponse<String> taken = api.put("/v1/tenants/team-a/ports/other", port("other", "ips: [10.9.0.77]"));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(409);
        assertThat(taken.body()).contains("team-a/taken");
        HttpResponse<String> dangling =
                api.put("/v1/tenants/team-a/ports/other", port("other", "").replace("train", "nowhere"));
        assertThat(dangling.statusCode()).as(dangling.body()).isEqualTo(400);
        long now = api.state.snapshot().revision();
        api.apply(port("taken", "ips: [10.9.0.78]"));
        HttpResponse<String> late = api.post("/v1/apply?ifRevision=" + now, port("taken", "ips: [10.9.0.79]"));
        assertThat(late.statusCode()).as(late.body()).isEqualTo(409);
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws Exception {
        String request = "POST /v1/apply HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + (Server.LONGEST_BODY + 1L) + "\r\n\r\n";
        RawHttp.Response response = RawHttp.send(address(), request.getBytes(StandardCharsets.UTF_8));
        assertThat(response.status()).as(response.toString()).isEqualTo(413);
        assertThat(json(response.body()).at("/errors/0/code").stringValue()).isEqualTo("body-too-large");
    }

    @Test
    void saysWhyItIsNotReady() throws Exception {
        assertThat(api.get("/readyz").statusCode()).isEqualTo(200);
        api.notReady.set(Optional.of("the journal is older than host h1"));
        try {
            HttpResponse<String> response = api.get("/readyz");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("older than host h1");
            assertThat(api.get("/healthz").statusCode()).isEqualTo(200);
        } finally {
            api.notReady.set(Optional.empty());
        }
    }

    @Test
    void keepsPagesOfOtherSitesOut() throws Exception {
        String tenant = ApiFixture.TENANT.replace("team-a", "intruder");
        HttpResponse<String> foreign = api.post("/v1/apply", tenant, "Origin", "http://example.com");
        assertThat(foreign.statusCode()).isEqualTo(403);
        RawHttp.Response rebound = RawHttp.send(
                address(),
                "GET /v1/hosts HTTP/1.1\r\nHost: evil.example:7640\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(rebound.status()).isEqualTo(403);
        assertThat(List.of(api.get("/v1/tenants/intruder").statusCode())).containsExactly(404);
    }

    private static RawHttp.Response raw(String method, String target, String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return RawHttp.send(address(), RawHttp.request(method, target, "application/yaml", bytes));
    }

    private static InetSocketAddress address() {
        return ((ListenAddress.Tcp) api.api.addresses().getFirst()).address();
    }
}
