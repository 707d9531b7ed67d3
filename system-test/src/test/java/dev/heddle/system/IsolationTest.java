package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.Intent;
import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Result;
import dev.heddle.system.fixture.Station;
import dev.heddle.system.fixture.Wait;
import dev.heddle.system.observe.SwitchTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Leaks between two slices, planted by hand on one host while addresses of its slices keep on changing. */
@Tag("lab")
class IsolationTest {
    private static final String HOST = "h2";
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration REPAIRED = Duration.ofSeconds(3);
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private static LabFixture lab;
    private static HttpClient http;
    private static SwitchTools tools;
    private static int red;
    private static int blue;
    private static String blueName;
    private static String redCookie;

    private final AtomicBoolean loaded = new AtomicBoolean(true);
    private final AtomicInteger changes = new AtomicInteger();
    private final Thread load = Thread.ofVirtual().unstarted(this::churn);

    @BeforeAll
    static void up() {
        lab = LabFixture.up(3, 1);
        http = HttpClient.newHttpClient();
        List<Intent.Slice> slices = new ArrayList<>();
        List<Intent.Port> ports = new ArrayList<>();
        for (String color : List.of("red", "blue")) {
            slices.add(new Intent.Slice(color, "net", "slice", List.of("10.61.0.0/24")));
            for (String host : lab.state().hostNames()) {
                ports.add(new Intent.Port(color, "w" + host.substring(1), "slice", host, "", List.of(), ""));
            }
        }
        Intent intent = new Intent(slices, ports);
        var _ = lab.apply(intent.yaml());
        Map<String, Station> stations = Station.of(lab, intent);
        tools = SwitchTools.of(lab, HOST);
        red = Integer.parseInt(interfaceOf(stations.get("red/w2"), "ofport"));
        blue = Integer.parseInt(interfaceOf(stations.get("blue/w2"), "ofport"));
        blueName = interfaceOf(stations.get("blue/w2"), "name");
        redCookie = cookie(stations.get("red/w2"));
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
            http.close();
        }
    }

    /** A column of the workload's interface. */
    private static String interfaceOf(@Nullable Station station, String column) {
        return tools.lines(
                        "--bare",
                        "--columns=" + column,
                        "find",
                        "Interface",
                        "external_ids:iface-id=" + there(station).uid())
                .getFirst()
                .strip();
    }

    /** The cookie of the flow by which the workload's packets enter. */
    private static String cookie(@Nullable Station station) {
        return tools.flows("br-int").stream()
                .filter(line -> line.contains("dl_src=" + there(station).mac()))
                .map(line -> line.substring(line.indexOf("0x"), line.indexOf(',')))
                .findFirst()
                .orElseThrow();
    }

    private static Station there(@Nullable Station station) {
        if (station == null) {
            throw new AssertionError("a declared port is missing");
        }
        return station;
    }

    @BeforeEach
    void begin() {
        awaitIsolated();
        load.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        loaded.set(false);
        load.join();
        assertThat(changes.get()).as("changes beside the leak").isPositive();
    }

    /** Gives two ports on other hosts other addresses again and again: flows of the host under test change each time. */
    private void churn() {
        int i = 0;
        while (loaded.get()) {
            String body = """
                    apiVersion: heddle.dev/v1
                    kind: Port
                    metadata: {tenant: %1$s, name: w1}
                    spec: {slice: slice, host: h1, ips: [10.61.0.%2$d]}
                    """.formatted(i % 2 == 0 ? "red" : "blue", 100 + i % 100);
            HttpResponse<String> answer = send(
                    HttpRequest.newBuilder(uri("/v1/apply?wait=10s")).POST(HttpRequest.BodyPublishers.ofString(body)));
            if (answer.statusCode() == 200) {
                changes.incrementAndGet();
            }
            i++;
        }
    }

    private static URI uri(String path) {
        return URI.create(lab.state().server() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static JsonNode get(String path) {
        return JSON.readTree(send(HttpRequest.newBuilder(uri(path))).body());
    }

    private static JsonNode condition() {
        return get("/v1/hosts/" + HOST).path("status").path("conditions").values().stream()
                .filter(c -> c.path("type").asString("").equals("Isolated"))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitIsolated() {
        Wait.until(
                SETTLED,
                () -> condition().path("status").asString("").equals("True"),
                () -> "not isolated: " + condition());
    }

    private static boolean violatedBy(String words) {
        JsonNode condition = condition();
        return condition.path("status").asString("").equals("False")
                && condition.path("message").asString("").contains(words);
    }

    /** The number of the newest event. */
    private static long lastEvent() {
        long last = 0;
        for (JsonNode event : get("/v1/events").path("events")) {
            last = Math.max(last, event.path("number").asLong());
        }
        return last;
    }

    private static boolean toldSince(long event, Predicate<String> message) {
        for (JsonNode told : get("/v1/events?since=" + event).path("events")) {
            if (told.path("reason").asString("").startsWith("Isolation")
                    && told.path("object").asString("").equals("Host " + HOST)
                    && message.test(told.path("message").asString(""))) {
                return true;
            }
        }
        return false;
    }

    /** Does it, and waits until it is told; that takes a second at most. */
    private static void leaks(String name, Runnable strike, Predicate<String> told) {
        long before = lastEvent();
        strike.run();
        long end = System.nanoTime();
        Wait.until(A_SECOND, () -> toldSince(before, told), () -> name + ": not told, but " + condition());
        System.out.printf("IsolationTest %s: told after %d ms%n", name, (System.nanoTime() - end) / 1_000_000);
    }

    private static String leak(String cookie) {
        return "cookie=" + cookie + ",table=0,priority=999,in_port=" + red + ",actions=output:" + blue;
    }

    @Test
    void aForeignLeakIsToldUntilItIsTakenAway() {
        leaks(
                "foreign flow",
                () -> tools.ofctl("add-flow", "br-int", leak("0xbadc0de")),
                message -> message.contains("cookie=0xbadc0de, table=0") && message.contains("foreign"));
        assertThat(violatedBy("cookie=0xbadc0de")).isTrue();
        int seen = changes.get();
        Wait.until(SETTLED, () -> changes.get() > seen + 3, () -> "no more changes");
        assertThat(violatedBy("cookie=0xbadc0de")).isTrue();
        assertThat(tools.flows("br-int").toString()).contains("0xbadc0de");
        Result verdict = lab.run("verify", "isolation", "--host", HOST);
        assertThat(verdict.status()).as(verdict.toString()).isEqualTo(1);
        assertThat(verdict.out()).contains("violated").contains("cookie=0xbadc0de");
        var _ = tools.ofctl("del-flows", "br-int", "cookie=0xbadc0de/-1");
        awaitIsolated();
        assertThat(lab.run("verify", "isolation").status()).isZero();
    }

    @Test
    void aLeakInOurCookieSpaceIsToldAndRepaired() {
        leaks(
                "flow with our cookie",
                () -> tools.ofctl("add-flow", "br-int", leak(redCookie)),
                message -> message.contains("cookie=" + redCookie + ", table=0, priority=999")
                        && message.contains("Port red/w2"));
        Wait.until(
                REPAIRED,
                () -> !tools.flows("br-int").toString().contains("priority=999"),
                () -> "the leak is still there");
        awaitIsolated();
    }

    @Test
    void aMirrorIsToldByItsNameUntilItIsTakenAway() {
        leaks(
                "mirror",
                () -> tools.vsctl(
                        "--id=@m",
                        "create",
                        "Mirror",
                        "name=spy",
                        "select_all=true",
                        "output_port=" + tools.column("Port", blueName, "_uuid"),
                        "--",
                        "set",
                        "Bridge",
                        "br-int",
                        "mirrors=@m"),
                message -> message.contains("mirror spy"));
        assertThat(violatedBy("mirror spy")).isTrue();
        var _ = tools.vsctl("clear", "Bridge", "br-int", "mirrors");
        awaitIsolated();
    }

    @Test
    void inBandControlIsToldAndSwitchedOff() {
        leaks(
                "in-band control",
                () -> tools.vsctl("set", "Bridge", "br-int", "other_config:disable-in-band=false"),
                message -> message.contains("in-band"));
        Wait.until(
                REPAIRED,
                () -> tools.column("Bridge", "br-int", "other_config:disable-in-band")
                        .contains("true"),
                () -> "in-band control is still on");
        awaitIsolated();
    }

    @Test
    void aForeignFlowThatOnlyDropsLeavesTheHostIsolated() {
        long before = lastEvent();
        var _ = tools.ofctl("add-flow", "br-int", "cookie=0xd0,table=0,priority=999,in_port=" + red + ",actions=drop");
        Wait.until(SETTLED, () -> HostView.of(lab, HOST).says("cookie=0xd0"), () -> "the flow is not named");
        assertThat(condition().path("status").asString("")).isEqualTo("True");
        assertThat(lab.run("verify", "isolation", "--host", HOST).status()).isZero();
        var _ = tools.ofctl("del-flows", "br-int", "cookie=0xd0/-1");
        assertThat(toldSince(before, message -> true)).isFalse();
    }
}
