package dev.heddle.controller.http;

import static dev.heddle.controller.http.ApiFixture.BASE;
import static dev.heddle.controller.http.ApiFixture.host;
import static dev.heddle.controller.http.ApiFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.testing.Property;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged requests get a 4xx and change nothing. */
class HostileInputTest {
    private static final List<String> BODIES = List.of(
            BASE,
            host("h9", 9) + "---\n" + port("p9", "host: h9"),
            "{\"apiVersion\":\"heddle.dev/v1\",\"kind\":\"Tenant\",\"metadata\":{\"name\":\"t9\"}}",
            "{\"files\":[{\"name\":\"a.yaml\",\"content\":\"apiVersion: heddle.dev/v1\\nkind: Tenant\\n\"}]}");
    private static final List<String> TARGETS = List.of(
            "/v1/apply?dryRun=true&ifRevision=1&wait=1ms&file=x.yaml",
            "/v1/delete?dryRun=true",
            "/v1/diff",
            "/v1/tenants/team-a/ports/p1?wait=1ms",
            "/v1/hosts/h1",
            "/v1/ports?labelSelector=a%3Db,c+in+(d)&limit=5&continue=AAA",
            "/v1/events?since=0",
            "/v1/hosts/h1/program",
            "/openapi.json",
            "/metrics");
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS");
    private static final List<String> TYPES =
            List.of("application/yaml", "application/json", Inputs.FILES, "multipart/form-data", "\u0000/");
    private static final String BYTES = "\u0000\t\n\r \"'%&*+-./:;=?@[]{}|~<>\\azAZ09é\uFFFF";

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

    @Test
    void answersDamagedRequestsWithoutFailing() {
        check(300);
    }

    @Test
    @Tag("soak")
    void answersManyDamagedRequestsWithoutFailing() {
        check(10_000);
    }

    private static void check(int cases) {
        Property.named("a damaged request is refused and changes nothing")
                .cases(cases)
                .check(random -> {
                    long before = api.state.snapshot().revision();
                    byte[] request = damaged(random);
                    RawHttp.Response response = RawHttp.send(address(), request);
                    String shown = new String(request, StandardCharsets.UTF_8) + "\n=> " + response;
                    assertThat(response.status()).as(shown).isLessThan(500);
                    if (response.status() >= 400) {
                        assertThat(api.state.snapshot().revision()).as(shown).isEqualTo(before);
                        boolean head = new String(request, StandardCharsets.UTF_8).startsWith("HEAD");
                        assertThat(response.head()).as(shown).contains("application/problem+json");
                        assertThat(head || response.body().contains("\"errors\""))
                                .as(shown)
                                .isTrue();
                    }
                });
    }

    private static byte[] damaged(Random random) throws Exception {
        byte[] body = mutate(random, pick(random, BODIES).getBytes(StandardCharsets.UTF_8), random.nextInt(4));
        byte[] target = pick(random, TARGETS).getBytes(StandardCharsets.UTF_8);
        String path = new String(mutate(random, target, random.nextInt(3)), StandardCharsets.UTF_8);
        byte[] request = RawHttp.request(pick(random, METHODS), path, pick(random, TYPES), body);
        return random.nextInt(10) == 0 ? mutate(random, request, 2) : request;
    }

    /** Flips, cuts, doubles or inserts, so many times. */
    private static byte[] mutate(Random random, byte[] in, int times) {
        byte[] out = in;
        for (int i = 0; i < times && out.length > 1; i++) {
            int at = random.nextInt(out.length);
            int to = Math.min(out.length, at + 1 + random.nextInt(20));
            out = switch (random.nextInt(5)) {
                case 0 -> {
                    byte[] copy = out.clone();
                    copy[at] = (byte) random.nextInt(256);
                    yield copy;
                }
                case 1 -> join(Arrays.copyOf(out, at), Arrays.copyOfRange(out, to, out.length));
                case 2 -> join(Arrays.copyOf(out, to), Arrays.copyOfRange(out, at, out.length));
                case 3 -> Arrays.copyOf(out, at);
                default -> {
                    int c = random.nextInt(BYTES.length());
                    byte[] insert = BYTES.substring(c, c + 1)
                            .repeat(1 + random.nextInt(3))
                            .getBytes(StandardCharsets.UTF_8);
                    yield join(join(Arrays.copyOf(out, at), insert), Arrays.copyOfRange(out, at, out.length));
                }
            };
        }
        return out;
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] out = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static InetSocketAddress address() {
        return ((ListenAddress.Tcp) api.api.addresses().getFirst()).address();
    }
}
