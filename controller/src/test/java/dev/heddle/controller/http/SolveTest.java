package dev.heddle.controller.http;

import static dev.heddle.controller.http.ApiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** POST /v1/solve. */
class SolveTest {
    private static ApiFixture api;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiFixture();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /** Networks of 10 and 5 Gbit/s and one class. */
    static String allocation(String rate) {
        return """
                apiVersion: heddle.dev/v1
                kind: Allocation
                metadata: {name: textbook}
                spec:
                  networks:
                  - {name: a, compute: 100, bandwidth: 10Gbps}
                  - {name: b, compute: 50, bandwidth: 5Gbps}
                  classes:
                  - {name: tasks, rate: %s}
                """.formatted(rate);
    }

    @Test
    void answersTheOptimum() throws Exception {
        HttpResponse<String> response = api.post("/v1/solve", allocation("10Gbps"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response)).isEqualTo(json("""
                        {"status": "optimal", "objective": 100,
                         "shares": [{"class": "tasks", "network": "a", "share": 1}],
                         "binding": [{"limit": "bandwidth", "network": "a", "shadowPrice": 0}]}"""));
    }

    @Test
    void infeasibleIsAnAnswer() throws Exception {
        HttpResponse<String> response = api.post("/v1/solve", allocation("30Gbps"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("status").stringValue()).isEqualTo("infeasible");
        assertThat(json(response).at("/bestEffort/served").doubleValue()).isEqualTo(0.5);
    }

    @Test
    void badInputIsToldWithItsPlaceAndAllAtOnce() throws Exception {
        String body = allocation("10").replace("5Gbps", "-5Gbps");
        HttpResponse<String> response = api.post("/v1/solve?file=alloc.yaml", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("errors").valueStream())
                .extracting(e -> "%s:%d %s"
                        .formatted(
                                e.path("file").stringValue(),
                                e.path("line").intValue(),
                                e.path("field").stringValue()))
                .containsExactly("alloc.yaml:7 spec.networks[1].bandwidth", "alloc.yaml:9 spec.classes[0].rate");
    }

    @Test
    void isNotApplied() throws Exception {
        HttpResponse<String> response = api.post("/v1/apply", allocation("10Gbps"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("unknown-kind", "heddle solve -f FILE");
    }

    @Test
    void takesOneFile() throws Exception {
        String two = "{\"files\": [{\"name\": \"a\", \"content\": \"\"}, {\"name\": \"b\", \"content\": \"\"}]}";
        HttpResponse<String> response = api.post("/v1/solve", two, "Content-Type", Inputs.FILES);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("expected one file");
    }
}
