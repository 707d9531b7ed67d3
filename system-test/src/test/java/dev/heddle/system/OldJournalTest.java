package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.lab.os.MarkedProcesses;
import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Wait;
import dev.heddle.system.observe.FlowMonitor;
import dev.heddle.system.observe.SwitchTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Starts the controller with the data of yesterday beside hosts that have seen today. */
@Tag("lab")
class OldJournalTest {
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final String MAC = "02:00:00:00:60:77";
    private static final String YESTERDAYS = """
            apiVersion: heddle.dev/v1
            kind: Port
            metadata: {tenant: calm, name: gone}
            spec: {slice: slice, host: h1, mac: "%s"}
            """.formatted(MAC);

    private static LabFixture lab;

    @BeforeAll
    static void up() {
        lab = LabFixture.up(2, 1);
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void programsNothingUntilTheOlderDataIsAccepted() throws IOException {
        Neighbours neighbours = Neighbours.declare(lab);
        var _ = lab.apply(YESTERDAYS);
        liveOneMoreDay();
        List<SwitchTools> switches = lab.state().hostNames().stream()
                .map(host -> SwitchTools.of(lab, host))
                .toList();
        long seen = revision(switches.getFirst());
        List<List<String>> before = flows(switches);
        List<FlowMonitor> monitors = switches.stream().map(FlowMonitor::start).toList();

        serve();
        Wait.until(
                SETTLED,
                () -> ready().startsWith("503")
                        && ready().contains("has seen revision")
                        && ready().contains("--accept-older"),
                () -> "readyz says " + ready());
        for (String host : lab.state().hostNames()) {
            Wait.until(
                    SETTLED,
                    () -> HostView.of(lab, host).says("JournalOlder"),
                    () -> host + ": " + HostView.of(lab, host).json());
        }
        monitors.forEach(FlowMonitor::assertSilent);
        monitors.forEach(FlowMonitor::close);
        assertThat(flows(switches)).isEqualTo(before);
        assertThat(Neighbours.reaches(neighbours.on("h1"), neighbours.on("h2"))).isTrue();

        var _ = lab.must("lab", "stop", "controller");
        serve("--accept-older");
        Wait.until(SETTLED, () -> ready().startsWith("200"), () -> "readyz says " + ready());
        HostView.awaitRealised(lab, lab.state().hostNames());
        Wait.until(
                SETTLED, () -> switches.stream().allMatch(OldJournalTest::knowsYesterdaysPort), () -> "not restored");
        assertThat(HostView.of(lab, "h1").realisedRevision()).isGreaterThan(seen);
        Wait.until(
                SETTLED,
                () -> switches.stream().allMatch(tools -> revision(tools) > seen),
                () -> "the hosts were not told of the raised revision");
        lab.delete(YESTERDAYS);
        assertThat(switches).noneMatch(OldJournalTest::knowsYesterdaysPort);
        assertThat(Neighbours.reaches(neighbours.on("h1"), neighbours.on("h2"))).isTrue();
    }

    /** Afterwards the hosts have seen a deletion that the data directory knows nothing of; no controller runs. */
    private static void liveOneMoreDay() throws IOException {
        Path data = lab.directory().resolve("data");
        Path yesterday = lab.scratch("yesterday");
        var _ = lab.must("lab", "stop", "controller");
        copy(data, yesterday);
        var _ = lab.must("lab", "start", "controller");
        HostView.awaitRealised(lab, lab.state().hostNames());
        lab.delete(YESTERDAYS);
        long newest = lab.json("status", "-o", "json").path("revision").asLong();
        var _ = lab.must("lab", "stop", "controller");
        for (String host : lab.state().hostNames()) {
            assertThat(revision(SwitchTools.of(lab, host)))
                    .as("revision that %s says it has seen", host)
                    .isEqualTo(newest);
        }
        empty(data);
        copy(yesterday, data);
    }

    /** As the lab starts its controller, but without waiting until it is ready. */
    private static void serve(String... more) {
        String control = lab.state().controllerAddress();
        List<String> line = new ArrayList<>(lab.line(
                "serve",
                "--data",
                lab.directory().resolve("data").toString(),
                "--listen",
                lab.state().server().substring("http://".length()),
                "--ovsdb-listen",
                control + ":6640",
                "--openflow-listen",
                control + ":6653"));
        line.addAll(List.of(more));
        var _ = MarkedProcesses.start(
                lab.names().mark("controller"),
                lab.directory().resolve("controller.log").toFile(),
                line);
    }

    private static String ready() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(lab.state().server() + "/readyz").toURL().openConnection();
            int status = connection.getResponseCode();
            try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return status + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException notYet) {
            return notYet.toString();
        }
    }

    private static List<List<String>> flows(List<SwitchTools> switches) {
        return switches.stream().map(tools -> tools.flows("br-int")).toList();
    }

    private static boolean knowsYesterdaysPort(SwitchTools tools) {
        return tools.flows("br-int").stream().anyMatch(flow -> flow.contains(MAC));
    }

    /** The revision that the host's bridge says it has. */
    private static long revision(SwitchTools tools) {
        String witness =
                tools.column("Bridge", "br-int", "external_ids:heddle-rev").replace("\"", "");
        return Long.parseLong(witness.substring(witness.indexOf('/') + 1));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(path));
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
        }
    }

    private static void empty(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.filter(file -> !Files.isDirectory(file)).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
