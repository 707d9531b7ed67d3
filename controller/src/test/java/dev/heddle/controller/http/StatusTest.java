package dev.heddle.controller.http;

import static dev.heddle.controller.http.ApiFixture.BASE;
import static dev.heddle.controller.http.ApiFixture.condition;
import static dev.heddle.controller.http.ApiFixture.host;
import static dev.heddle.controller.http.ApiFixture.json;
import static dev.heddle.controller.http.ApiFixture.port;
import static dev.heddle.controller.state.HostStatus.Phase.AWAY;
import static dev.heddle.controller.state.HostStatus.Phase.PENDING;
import static dev.heddle.controller.state.HostStatus.Phase.REALISED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatusTest {
    private static final String P1 = "/v1/tenants/team-a/ports/p1";
    private static final String SLICE = "/v1/tenants/team-a/slices/train";

    private ApiFixture api;

    @BeforeEach
    void start() throws Exception {
        api = new ApiFixture();
        api.apply(BASE, host("h1", 1), host("h2", 2), port("p1", ""), port("p2", ""));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void followsAPortFromDeclaredToRealised() throws Exception {
        JsonNode declared = read(P1);
        assertThat(condition(declared, "Bound").path("status").stringValue()).isEqualTo("False");
        assertThat(condition(declared, "Bound").path("message").stringValue()).isNotEmpty();
        assertThat(condition(declared, "Realised").path("reason").stringValue()).isEqualTo("NotBound");

        api.status("h1", REALISED, api.state.snapshot().revision());
        api.plug("h1", uid(declared));
        JsonNode bound = await(P1, o -> o.at("/status/host").asString("").equals("h1"));
        assertThat(condition(bound, "Bound").path("status").stringValue()).isEqualTo("True");
        assertThat(bound.at("/effective/uplink").stringValue()).isEqualTo("uplink1");
        assertThat(condition(bound, "Realised").path("reason").stringValue()).isEqualTo("Pending");
        assertThat(condition(read(SLICE), "Realised").path("message").stringValue())
                .isEqualTo("on 0 of 1 hosts; h1: is being programmed");

        api.status("h1", REALISED, api.state.snapshot().revision());
        JsonNode realised = read(P1);
        assertThat(condition(realised, "Realised").path("status").stringValue()).isEqualTo("True");
        String since = condition(realised, "Realised").path("since").stringValue();
        api.apply(host("h3", 3));
        JsonNode undisturbed = condition(read(P1), "Realised");
        assertThat(undisturbed.path("status").stringValue()).isEqualTo("True");
        assertThat(undisturbed.path("since").stringValue()).isEqualTo(since);
        for (String path : List.of(SLICE, "/v1/tenants/team-a", "/v1/tenants/team-a/networks/net")) {
            assertThat(condition(read(path), "Realised").path("message").stringValue())
                    .isEqualTo("on 1 of 1 hosts");
        }
        assertThat(read(SLICE).at("/status/vni").intValue()).isPositive();
    }

    @Test
    void namesHostsThatAreAwayOrRefuse() throws Exception {
        api.plug("h1", uid(read(P1)));
        api.plug("h2", uid(read("/v1/tenants/team-a/ports/p2")));
        await(P1, o -> o.at("/status/host").asString("").equals("h1"));
        await(
                "/v1/tenants/team-a/ports/p2",
                o -> o.at("/status/host").asString("").equals("h2"));
        long now = api.state.snapshot().revision();
        api.status("h1", REALISED, now);
        api.status("h2", AWAY, now);
        JsonNode away = condition(read(SLICE), "Realised");
        assertThat(away.path("status").stringValue()).isEqualTo("Unknown");
        assertThat(away.path("message").stringValue()).isEqualTo("on 1 of 2 hosts; h2: away");
        api.status("h1", AWAY, now);
        assertThat(condition(read(SLICE), "Realised").path("message").stringValue())
                .isEqualTo("on 0 of 2 hosts; h[1-2]: away");
        api.status("h1", REALISED, now);
        long id =
                api.state.snapshot().slices().firstEntry().getValue().resource().id();
        api.status("h2", REALISED, now, new TreeMap<>(Map.of(id, "bad group")), Map.of());
        JsonNode refused = condition(read(SLICE), "Realised");
        assertThat(refused.path("status").stringValue()).isEqualTo("False");
        assertThat(refused.path("message").stringValue()).isEqualTo("on 1 of 2 hosts; h2: bad group");
        assertThat(condition(read("/v1/hosts/h2"), "Realised").path("message").stringValue())
                .contains("bad group");
    }

    @Test
    void showsHostsAndDrops() throws Exception {
        String uid = uid(read(P1));
        api.plug("h1", uid);
        await(P1, o -> o.at("/status/host").asString("").equals("h1"));
        long now = api.state.snapshot().revision();
        api.status("h1", REALISED, now, new TreeMap<>(), Map.of(uid, Map.of("mac", 3L), "", Map.of("vni", 2L)));
        assertThat(read(P1).at("/status/drops")).isEqualTo(json("{\"mac\":3}"));
        JsonNode host = read("/v1/hosts/h1");
        assertThat(condition(host, "Connected").path("status").stringValue()).isEqualTo("True");
        assertThat(condition(host, "Realised").path("status").stringValue()).isEqualTo("True");
        assertThat(host.at("/status/drops")).isEqualTo(json("{\"vni\":2}"));
        assertThat(host.at("/status/flows").intValue()).isEqualTo(7);
        assertThat(condition(read("/v1/hosts/h2"), "Connected").path("status").stringValue())
                .isEqualTo("False");
        assertThat(api.get("/metrics").body())
                .contains("heddle_dropped_packets_total{host=\"h1\",reason=\"mac\"} 3.0")
                .contains("heddle_dropped_packets_total{host=\"h1\",reason=\"vni\"} 2.0");
    }

    @Test
    void summarisesAndRemembersWhatHappened() throws Exception {
        api.status("h1", REALISED, api.state.snapshot().revision());
        api.status("stranger", PENDING, 0);
        api.plug("h1", uid(read(P1)));
        await(P1, o -> o.at("/status/host").asString("").equals("h1"));
        JsonNode status = read("/v1/status");
        assertThat(status.path("version").stringValue()).isEqualTo("1.2.3");
        assertThat(status.at("/objects/ports").intValue()).isEqualTo(2);
        assertThat(status.at("/hosts/declared").intValue()).isEqualTo(2);
        assertThat(status.at("/hosts/undeclared/0/systemId").stringValue()).isEqualTo("stranger");
        JsonNode events = await("/v1/events", e -> e.toString().contains("\"Bound\""));
        assertThat(events.path("events")
                        .valueStream()
                        .map(e -> e.path("actor").stringValue() + " "
                                + e.path("object").stringValue() + " "
                                + e.path("reason").stringValue())
                        .toList())
                .contains(
                        "local Port team-a/p1 Created",
                        "controller Host h1 Connected",
                        "controller Host stranger Pending",
                        "controller Port team-a/p1 Bound");
        long last = events.path("events")
                .get(events.path("events").size() - 1)
                .path("number")
                .longValue();
        assertThat(read("/v1/events?since=" + last).path("events")).isEmpty();
    }

    private static String uid(JsonNode object) {
        return object.at("/metadata/uid").stringValue();
    }

    private JsonNode read(String path) throws Exception {
        return json(api.get(path));
    }

    private JsonNode await(String path, Predicate<JsonNode> wanted) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        JsonNode seen = read(path);
        while (!wanted.test(seen)) {
            assertThat(System.nanoTime()).as("last seen: " + seen).isLessThan(deadline);
            seen = read(path);
        }
        return seen;
    }
}
