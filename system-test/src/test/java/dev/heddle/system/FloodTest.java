package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Metrics;
import dev.heddle.system.fixture.Wait;
import dev.heddle.system.flood.Flood;
import dev.heddle.system.flood.Resolver;
import dev.heddle.system.forgery.Stage;
import dev.heddle.system.wire.RawSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One workload's flood of address resolution harms neither the switches, nor other workloads, nor the controller. */
@Tag("lab")
final class FloodTest {
    private static final int FRAMES = 100_000;
    private static final int PER_SECOND = 8_000;
    private static final long SEED = 9;
    private static final int QUEUE = 64;
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void othersResolveWhileOneFloods() throws IOException {
        try (LabFixture lab = LabFixture.up(3, 1)) {
            Stage stage = Stage.in(lab);
            List<Long> switches = switches(lab);
            Path goOn = Files.createFile(lab.scratch("go-on"));
            List<Resolver> resolvers = List.of(
                    Resolver.start(lab, goOn, stage.station(Stage.NEAR), stage.station(Stage.FAR)),
                    Resolver.start(lab, goOn, stage.station(Stage.FAR), stage.station(Stage.NEAR)),
                    Resolver.start(lab, goOn, stage.station(Stage.OUTSIDE), stage.station("alpha/outside-far")),
                    Resolver.start(lab, goOn, stage.station("beta/far"), stage.station("beta/near")),
                    Resolver.start(lab, goOn, stage.station("beta/near"), stage.station("beta/mallory")));
            Wait.until(
                    Duration.ofSeconds(30),
                    () -> resolvers.stream().allMatch(Resolver::running),
                    () -> "not all resolve before the flood");

            Load load = watch(lab, CompletableFuture.runAsync(() -> flood(lab, stage)));
            Files.delete(goOn);
            resolvers.forEach(Resolver::awaitEnd);
            int asked = resolvers.stream().mapToInt(Resolver::asked).sum();
            int resolved = resolvers.stream().mapToInt(Resolver::resolved).sum();
            System.out.printf("%d of %d neighbours resolved during the flood; controller: %s%n", resolved, asked, load);
            assertThat(asked).as("enough to tell one in a hundred").isGreaterThanOrEqualTo(100);
            assertThat(resolved * 100L).as("%d of %d resolved", resolved, asked).isGreaterThanOrEqualTo(asked * 99L);
            assertThat(switches(lab)).as("ovs-vswitchd's processes").isEqualTo(switches);
            assertThat(load.queued()).isLessThan(QUEUE);
            assertThat(load.mebibytes()).isBetween(1.0, 512.0);
        }
    }

    /** The most that the controller had waiting, and that its process took. */
    private record Load(double queued, double mebibytes) {
        Load worst(Metrics now) {
            return new Load(
                    Math.max(queued, now.sum("heddle_queue_depth", Map.of())),
                    Math.max(mebibytes, now.sum("process_resident_memory_bytes", Map.of()) / MEBIBYTE));
        }
    }

    private static Load watch(LabFixture lab, CompletableFuture<Void> flood) {
        Load load = new Load(0, 0);
        do {
            load = load.worst(lab.metrics());
        } while (!Wait.quietly(Duration.ofMillis(200), flood::isDone));
        flood.join();
        return load.worst(lab.metrics());
    }

    /** Goes on until the switch has had that many frames: what a link's queue has no room for is no load. */
    private static void flood(LabFixture lab, Stage stage) {
        Flood flood = new Flood(
                stage.party(Stage.MALLORY), List.of(stage.party(Stage.NEAR), stage.party(Stage.FAR)), new Random(SEED));
        long start = received(lab, stage);
        try (RawSocket socket = RawSocket.open(stage.station(Stage.MALLORY).namespace(), "eth0")) {
            long sent = 0;
            for (long open = FRAMES; open > 0; open = start + FRAMES - received(lab, stage)) {
                assertThat(sent).as("the switch takes hardly any of the flood").isLessThan(10L * FRAMES);
                flood.send(socket, (int) open, PER_SECOND);
                sent += open;
            }
            System.out.printf("%d frames sent, %d of them at the switch%n", sent, received(lab, stage) - start);
        }
    }

    private static List<Long> switches(LabFixture lab) {
        return lab.json("lab", "status", "-o", "json").path("hosts").values().stream()
                .map(host -> host.path("vswitchd"))
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::asLong)
                .toList();
    }

    /** Frames from mallory that h1's flows have seen. */
    private static long received(LabFixture lab, Stage stage) {
        String link = dev.heddle.lab.LabNames.workloadLink(
                stage.station(Stage.MALLORY).uid());
        String flows = lab.must(
                "lab",
                "host-exec",
                "h1",
                "--",
                "ovs-ofctl",
                "-OOpenFlow15",
                "--names",
                "dump-flows",
                "br-int",
                "table=0,in_port=" + link);
        Matcher counts = Pattern.compile("n_packets=(\\d+)").matcher(flows);
        return counts.results()
                .mapToLong(count -> Long.parseLong(count.group(1)))
                .sum();
    }
}
