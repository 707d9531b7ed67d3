package dev.heddle.model.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.ImageCodec;
import dev.heddle.model.state.Record;
import dev.heddle.model.testing.Declare;
import dev.heddle.model.testing.World;
import dev.heddle.model.testing.Worlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Bounds that a change of complexity breaks, far above what is measured, since tests share their machine. */
class SpeedTest {
    private static final int ROUNDS = 15;
    private static final Random UIDS = new Random(1);

    @Test
    void aBulkRequestAndASingleOne() {
        Image base = Worlds.spread(20, 4, 5, 1);
        List<Manifest> bulk = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            String slice = "s" + (i % 5 + 1);
            bulk.add(Declare.port("t" + (i / 5 % 4 + 1), "q" + i, slice, Map.of("host", "h" + (i % 20 + 1))));
        }
        List<Record> records = fastest("2,000 ports decided", 1500, () -> decide(base, bulk));
        Image full = fastest("2,000 ports replayed", 1000, () -> base.replay(records, 999, World.NOW));
        List<Manifest> one = List.of(Declare.port("t1", "one", "s1"));
        List<Record> single = fastest("1 port decided among 2,000", 10, () -> decide(full, one));
        fastest("1 port replayed among 2,000", 10, () -> full.replay(single, 1000, World.NOW));
        fastest("2,000 unchanged ports", 1500, () -> decide(full, bulk));
        fastest("image to bytes and back", 5000, () -> ImageCodec.decode(ImageCodec.encode(full)));
    }

    private static List<Record> decide(Image image, List<Manifest> manifests) {
        Context context = new Context(
                image.revision() + 1,
                World.NOW,
                () -> new UUID(UIDS.nextLong(), UIDS.nextLong()),
                OptionalLong.empty());
        return ((Decision.Accepted) Applying.decide(image, manifests, context)).records();
    }

    private static <T> T fastest(String what, long boundMillis, Supplier<T> work) {
        Duration best = Duration.ofDays(1);
        T result = work.get();
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            result = work.get();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            best = took.compareTo(best) < 0 ? took : best;
        }
        System.out.printf("MEASURED %s: %.3f ms%n", what, best.toNanos() / 1e6);
        assertThat(best).as(what).isLessThan(Duration.ofMillis(boundMillis));
        return result;
    }
}
