package dev.heddle.controller.http;

import static dev.heddle.controller.http.ApiFixture.BASE;
import static dev.heddle.controller.http.ApiFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.state.StateMachine;
import dev.heddle.model.manifest.ManifestReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the API adds to a write beside an empty round trip of this client, on a warm machine that does nothing else. */
@Tag("soak")
class LatencyTest {
    private static final int WARM = 1500;
    private static final int MEASURED = 500;
    private static final long MOST_NANOS = 2_000_000;

    @Test
    void addsLittleToTheStateThread() throws Exception {
        try (ApiFixture api = new ApiFixture()) {
            api.apply(BASE.replace("10.9.0.0/24", "10.8.0.0/16"));
            long[] http = new long[WARM + MEASURED];
            long[] direct = new long[WARM + MEASURED];
            long[] empty = new long[WARM + MEASURED];
            for (int i = 0; i < http.length; i++) {
                long begin = System.nanoTime();
                assertThat(api.put("/v1/tenants/team-a/ports/a" + i + "?wait=5s", port("a" + i, ""))
                                .statusCode())
                        .isEqualTo(201);
                http[i] = System.nanoTime() - begin;
                var parsed = ManifestReader.read("x", port("b" + i, "").getBytes(StandardCharsets.UTF_8));
                begin = System.nanoTime();
                api.state
                        .apply(new StateMachine.Apply(parsed.manifests(), "t", "t", OptionalLong.empty(), false))
                        .get();
                direct[i] = System.nanoTime() - begin;
                begin = System.nanoTime();
                assertThat(api.get("/healthz").statusCode()).isEqualTo(200);
                empty[i] = System.nanoTime() - begin;
            }
            System.out.printf(
                    "PUT %d us, state thread alone %d us, GET /healthz %d us%n",
                    median(http) / 1000, median(direct) / 1000, median(empty) / 1000);
            assertThat(median(http) - median(direct) - median(empty)).isLessThan(MOST_NANOS);
        }
    }

    private static long median(long[] nanos) {
        long[] sorted = Arrays.copyOfRange(nanos, WARM, nanos.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
