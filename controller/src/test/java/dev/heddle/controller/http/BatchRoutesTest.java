package dev.heddle.controller.http;

import static dev.heddle.controller.http.ApiFixture.BASE;
import static dev.heddle.controller.http.ApiFixture.host;
import static dev.heddle.controller.http.ApiFixture.json;
import static dev.heddle.controller.http.ApiFixture.port;
import static dev.heddle.controller.state.HostStatus.Phase.AWAY;
import static dev.heddle.controller.state.HostStatus.Phase.REALISED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.state.FlowPreview;
import dev.heddle.controller.state.Programs;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BatchRoutesTest {
    private ApiFixture api;

    @BeforeEach
    void start() throws Exception {
        api = new ApiFixture();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void declaresAllOrNothingInOneRevision() throws Exception {
        JsonNode applied = api.apply(port("p1", ""), ApiFixture.SLICE, ApiFixture.NETWORK, ApiFixture.TENANT);
        long revision = applied.path("revision").longValue();
        assertThat(applied.path("results")).hasSize(4);
        assertThat(applied.at("/results/0"))
                .isEqualTo(json("{\"kind\":\"Port\",\"tenant\":\"team-a\",\"name\":\"p1\",\"action\":\"created\"}"));
        HttpResponse<String> bad = api.post("/v1/apply", port("p2", "") + "---\n" + port("p3", "ips: [10.1.1.1]"));
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(api.get("/v1/tenants/team-a/ports/p2").statusCode()).isEqualTo(404);
        assertThat(api.apply(port("p1", "")).path("revision").longValue()).isEqualTo(revision);
    }

    @Test
    void writesNothingInADryRun() throws Exception {
        HttpResponse<String> dry = api.post("/v1/apply?dryRun=true&wait=1s", BASE);
        assertThat(json(dry).path("results")).hasSize(3);
        assertThat(api.get("/v1/tenants/team-a").statusCode()).isEqualTo(404);
    }

    @Test
    void deletesAllOrNothingInAnyOrder() throws Exception {
        api.apply(BASE, port("p1", ""));
        HttpResponse<String> partial = api.post("/v1/delete", ApiFixture.TENANT + "---\n" + ApiFixture.SLICE);
        assertThat(partial.statusCode()).as(partial.body()).isEqualTo(409);
        HttpResponse<String> whole = api.post("/v1/delete", BASE + "---\n" + port("p1", ""));
        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
        assertThat(json(whole).path("results")).hasSize(4);
        assertThat(json(api.get("/v1/tenants")).path("items")).isEmpty();
    }

    @Test
    void showsWhatWouldChange() throws Exception {
        api.apply(BASE, port("p1", "ips: [10.9.0.9]"), port("p2", ""));
        assertThat(json(api.post("/v1/diff", port("p2", ""))))
                .isEqualTo(json("{\"revision\":%d,\"objects\":[],\"hosts\":[]}"
                        .formatted(api.state.snapshot().revision())));
        api.preview.put("h1", new FlowPreview.Counts(5, 1, 2));
        JsonNode diff = json(api.post("/v1/diff", port("p1", "ips: [10.9.0.8]")));
        assertThat(diff.at("/objects/0/action").stringValue()).isEqualTo("configured");
        assertThat(diff.at("/objects/0/changes"))
                .isEqualTo(json("[{\"field\":\"spec.ips[0]\",\"from\":\"10.9.0.9\",\"to\":\"10.9.0.8\"}]"));
        assertThat(diff.path("hosts")).isEqualTo(json("[{\"host\":\"h1\",\"add\":5,\"change\":1,\"delete\":2}]"));
    }

    @Test
    void waitsForTheConnectedHostsOnly() throws Exception {
        api.apply(BASE, host("h1", 1), host("h2", 2));
        api.status("h1", REALISED, 0);
        api.status("h2", AWAY, 0);
        Thread switches = Thread.ofVirtual().start(() -> {
            while (api.state.snapshot().port(key("p1")) == null) {
                Thread.onSpinWait();
            }
            api.status("h1", REALISED, api.state.snapshot().revision());
        });
        HttpResponse<String> answer = api.post("/v1/apply?wait=20s", port("p1", ""));
        switches.join();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode hosts = json(answer).path("hosts");
        assertThat(hosts.path("declared").intValue()).isEqualTo(2);
        assertThat(hosts.path("realised").intValue()).isEqualTo(1);
        assertThat(hosts.at("/away/0/host").stringValue()).isEqualTo("h2");
        assertThat(hosts.at("/away/0/reason").stringValue()).isEqualTo("away");
    }

    @Test
    void waitsForTheBindingsToo() throws Exception {
        api.apply(BASE, host("h1", 1));
        api.plug("h1", "team-a/p1");
        long before = api.state.snapshot().revision();
        api.status("h1", REALISED, before + 1);
        HttpResponse<String> late = api.post("/v1/apply?wait=50ms", port("p1", ""));
        assertThat(api.state.snapshot().port(key("p1")).binding()).isPresent();
        assertThat(late.statusCode())
                .as("the port's binding is revision " + (before + 2))
                .isEqualTo(504);
    }

    @Test
    void namesTheHostsThatDidNotRealiseItInTime() throws Exception {
        api.apply(BASE, host("h1", 1), host("h2", 2));
        long before = api.state.snapshot().revision();
        api.status("h1", REALISED, before + 1);
        api.status("h2", REALISED, before);
        HttpResponse<String> late = api.post("/v1/apply?wait=50ms", port("p1", ""));
        assertThat(late.statusCode()).isEqualTo(504);
        JsonNode problem = json(late);
        assertThat(problem.at("/errors/0/object").stringValue()).isEqualTo("Host h2");
        assertThat(problem.path("errors")).hasSize(1);
        assertThat(problem.path("detail").stringValue()).contains("1/2 hosts", "h2", "the write stands");
        assertThat(api.get("/v1/tenants/team-a/ports/p1").statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotCallRealisedWhatASwitchRefused() throws Exception {
        api.apply(BASE, host("h1", 1), port("p1", ""));
        long id = api.state.snapshot().get(key("p1")).id();
        api.status("h1", REALISED, 99, new TreeMap<>(Map.of(id, "OFPBMC_BAD_FIELD")), Map.of());
        HttpResponse<String> refused = api.post("/v1/apply?wait=50ms", port("p1", "ips: [10.9.0.50]"));
        assertThat(refused.statusCode()).isEqualTo(504);
        assertThat(refused.body()).contains("OFPBMC_BAD_FIELD");
        assertThat(api.post("/v1/apply?wait=50ms", port("p2", "")).statusCode()).isEqualTo(200);
    }

    @Test
    void showsAHostsProgram() throws Exception {
        api.programs.put(
                "h1",
                new Programs.View(
                        "h1",
                        7,
                        List.of("a"),
                        Optional.empty(),
                        new Programs.Change(List.of("a"), List.of(), List.of("b")),
                        new Programs.Contract(
                                OptionalInt.of(1),
                                List.of(new Programs.Member(5, "veth5", "team-a/p1", "team-a/train", 42)))));
        assertThat(json(api.get("/v1/hosts/h1/program")))
                .isEqualTo(json("{\"host\":\"h1\",\"revision\":7,\"desired\":[\"a\"],\"installed\":null,"
                        + "\"difference\":{\"add\":[\"a\"],\"change\":[],\"delete\":[\"b\"]},"
                        + "\"contract\":{\"tunnel\":1,\"ports\":[{\"number\":5,\"interface\":\"veth5\","
                        + "\"port\":\"team-a/p1\",\"slice\":\"team-a/train\",\"vni\":42}]}}"));
    }

    private static ObjectKey key(String port) {
        return ObjectKey.of(Kind.PORT, "team-a", port);
    }
}
