package dev.heddle.controller.state;

import static dev.heddle.controller.state.Controller.BASE;
import static dev.heddle.controller.state.Controller.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.store.SqliteJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes from a request to its durable answer. Prints figures; the bounds only catch a change of order. */
@Tag("soak")
final class StateSpeedTest {
    @TempDir
    private Path directory;

    @Test
    void from_request_to_durable() throws Exception {
        List<Duration> decided = Collections.synchronizedList(new ArrayList<>());
        List<Duration> committed = Collections.synchronizedList(new ArrayList<>());
        Meter meter = new Meter() {
            @Override
            public void decided(int requests, int observations, Duration took) {
                decided.add(took);
            }

            @Override
            public void committed(int bodies, long bytes, Duration took) {
                committed.add(took);
            }
        };
        SqliteJournal journal = new SqliteJournal(directory, () -> "speed", InstantSource.system(), meter);
        try (Controller controller = new Controller(journal, meter)) {
            controller.apply(BASE);
            StateMachine.Apply bulk = Controller.request(ports("bulk", 2000), false);
            Duration whole = time(() -> controller.state.apply(bulk).join());
            List<Duration> singles = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                StateMachine.Apply one = Controller.request(port("one-" + i), false);
                singles.add(time(() -> controller.state.apply(one).join()));
            }
            Collections.sort(singles);
            Collections.sort(decided);
            Collections.sort(committed);
            System.out.printf(
                    "of it deciding p50 %d us, making durable p50 %d us%n",
                    decided.get(250).toNanos() / 1000, committed.get(250).toNanos() / 1000);
            List<StateMachine.Apply> many = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                many.add(Controller.request(port("many-" + i), false));
            }
            Duration together = time(
                    () -> many.stream().map(controller.state::apply).toList().forEach(CompletableFuture::join));
            System.out.printf(
                    "2,000 ports in one request %d ms; one port p50 %d us, p99 %d us; 1,000 requests at once %d ms%n",
                    whole.toMillis(),
                    singles.get(250).toNanos() / 1000,
                    singles.get(495).toNanos() / 1000,
                    together.toMillis());
            assertThat(singles.get(250)).isLessThan(Duration.ofMillis(50));
            assertThat(whole).isLessThan(Duration.ofSeconds(10));
        }
        Duration restart = time(() -> {
            try (Controller controller =
                    new Controller(new SqliteJournal(directory, () -> "speed", InstantSource.system(), Meter.NONE))) {
                assertThat(controller.state.load().objects()).containsValue(3500);
            } catch (JournalRefused e) {
                throw new AssertionError(e);
            }
        });
        System.out.printf("restart with 3,500 ports %d ms%n", restart.toMillis());
    }

    private static String ports(String prefix, int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(port(prefix + "-" + i));
        }
        return out.toString();
    }

    private static Duration time(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
