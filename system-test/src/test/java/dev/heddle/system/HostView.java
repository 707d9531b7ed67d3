package dev.heddle.system;

import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Result;
import dev.heddle.system.fixture.Wait;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Host as {@code heddle get host} shows it. */
record HostView(JsonNode json) {
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    static HostView of(LabFixture lab, String host) {
        Result result = lab.run("get", "host", host, "-o", "json");
        return new HostView(result.ok() ? JSON.readTree(result.out()) : JSON.createObjectNode());
    }

    /** Waits until all of them are connected and hold what they shall. */
    static void awaitRealised(LabFixture lab, List<String> hosts) {
        for (String host : hosts) {
            Wait.until(
                    SETTLED,
                    () -> of(lab, host).realised(),
                    () -> "not realised: " + of(lab, host).json());
        }
    }

    boolean realised() {
        return holds("Connected") && holds("Realised");
    }

    /** The newest revision that its switch holds, as the controller knows. */
    long realisedRevision() {
        return json.path("status").path("realised").asLong(0);
    }

    boolean holds(String condition) {
        return json.path("status").path("conditions").values().stream()
                .anyMatch(c -> c.path("type").asString("").equals(condition)
                        && c.path("status").asString("").equals("True"));
    }

    /** Whether its status says these words anywhere. */
    boolean says(String words) {
        return json.path("status").toString().contains(words);
    }
}
