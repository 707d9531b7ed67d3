package dev.heddle.controller.http;

import static dev.heddle.controller.http.ApiFixture.condition;
import static dev.heddle.controller.http.ApiFixture.host;
import static dev.heddle.controller.http.ApiFixture.json;
import static dev.heddle.controller.state.HostStatus.Phase.AWAY;
import static dev.heddle.controller.state.HostStatus.Phase.REALISED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.Isolation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class IsolationRoutesTest {
    private static final String FLOW = "cookie=0x7, table=30, priority=200,metadata=0x1 actions=output:5";
    private static final Isolation LEAK = Isolation.violated(
            "a packet of team-a/train leaves by port 5",
            new Isolation.Witness("flow", FLOW, "foreign", "in_port=1", List.of("table=0 …", FLOW)));

    private ApiFixture api;

    @BeforeEach
    void start() throws Exception {
        api = new ApiFixture();
        api.apply(host("h1", 1), host("h2", 2), host("h3", 3));
        api.isolation.put("h1", Isolation.proved("12 flows"));
        api.isolation.put("h2", Isolation.proved("12 flows"));
        api.isolation.put("h3", Isolation.proved("12 flows"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theWorstHostIsTheVerdict() throws Exception {
        assertThat(verdict("/v1/isolation")).isEqualTo("proved");
        api.isolation.put("h2", Isolation.notProven("Away", "h2 is away"));
        assertThat(verdict("/v1/isolation")).isEqualTo("notProven");
        api.isolation.put("h3", LEAK);
        assertThat(verdict("/v1/isolation")).isEqualTo("violated");
        assertThat(verdict("/v1/isolation?host=h1")).isEqualTo("proved");
        assertThat(verdict("/v1/isolation?host=h2")).isEqualTo("notProven");
    }

    @Test
    void namesWhatLeaksOrWhyNothingIsProven() throws Exception {
        api.isolation.put("h2", Isolation.notProven("Away", "h2 is away"));
        api.isolation.put("h3", LEAK);
        assertThat(json(api.get("/v1/isolation")).path("hosts")).isEqualTo(json("""
                [{"host": "h1", "verdict": "proved", "reason": "Proved", "message": "12 flows"},
                 {"host": "h2", "verdict": "notProven", "reason": "Away", "message": "h2 is away"},
                 {"host": "h3", "verdict": "violated", "reason": "Leak",
                  "message": "a packet of team-a/train leaves by port 5",
                  "witness": {"kind": "flow", "name": "%s", "owner": "foreign", "packet": "in_port=1",
                              "path": ["table=0 …", "%s"]}}]
                """.formatted(FLOW, FLOW)));
    }

    @Test
    void aHostThatIsNotDeclaredIsNotFound() throws Exception {
        assertThat(api.get("/v1/isolation?host=h9").statusCode()).isEqualTo(404);
        assertThat(api.get("/v1/isolation?hosts=h1").statusCode()).isEqualTo(400);
    }

    @Test
    void theHostsConditionAndMetricTellIt() throws Exception {
        reports(LEAK, REALISED);
        assertThat(isolated().path("status").stringValue()).isEqualTo("False");
        assertThat(isolated().path("reason").stringValue()).isEqualTo("Leak");
        assertThat(isolated().path("message").stringValue()).contains("team-a/train");
        assertThat(api.get("/metrics").body())
                .contains("heddle_host_isolation{host=\"h1\",verdict=\"violated\"} 1.0")
                .contains("heddle_host_isolation{host=\"h1\",verdict=\"proved\"} 0.0");
        reports(Isolation.proved(""), REALISED);
        assertThat(isolated().path("status").stringValue()).isEqualTo("True");
        reports(Isolation.notProven("Away", "gone"), AWAY);
        assertThat(isolated().path("status").stringValue()).isEqualTo("Unknown");
    }

    @Test
    void aLeakItsEndAndWhatIsNotUnderstoodAreEvents() throws Exception {
        reports(Isolation.UNCHECKED, REALISED);
        reports(Isolation.proved("12 flows"), REALISED);
        reports(Isolation.proved("13 flows"), REALISED);
        assertThat(events()).isEmpty();
        reports(LEAK, REALISED);
        reports(LEAK, REALISED);
        reports(Isolation.proved("12 flows"), REALISED);
        reports(Isolation.notProven(Isolation.NOT_UNDERSTOOD, "learn"), REALISED);
        reports(Isolation.proved("12 flows"), REALISED);
        reports(Isolation.notProven("Away", "gone"), AWAY);
        assertThat(events())
                .containsExactly(
                        "IsolationViolated a packet of team-a/train leaves by port 5",
                        "Isolated 12 flows",
                        "IsolationNotProven learn",
                        "Isolated 12 flows");
    }

    private void reports(Isolation isolation, HostStatus.Phase phase) {
        api.isolation.put("h1", isolation);
        api.status("h1", phase, 1);
    }

    private JsonNode isolated() throws Exception {
        return condition(json(api.get("/v1/hosts/h1")), "Isolated");
    }

    private List<String> events() throws Exception {
        return json(api.get("/v1/events"))
                .path("events")
                .valueStream()
                .map(e ->
                        e.path("reason").stringValue() + " " + e.path("message").stringValue())
                .filter(e -> e.startsWith("Isol"))
                .toList();
    }

    private String verdict(String path) throws Exception {
        return json(api.get(path)).path("verdict").stringValue();
    }
}
