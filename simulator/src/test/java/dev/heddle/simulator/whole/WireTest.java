package dev.heddle.simulator.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTest {
    private final Timeline time = new Timeline();
    private final Random random = new Random(1);
    private final Link link = new Link(time, random);
    private final Noted host = new Noted();
    private final Noted controller = new Noted();
    private final Wire wire = new Wire(time, random, link, host, controller);

    @Test
    void givesBytesWholeAndInOrder() {
        byte[] sent = new byte[300_000];
        random.nextBytes(sent);
        wire.send(Wire.Way.TO_HOST, sent);
        wire.send(Wire.Way.TO_HOST, new byte[] {1, 2, 3});
        wire.close(Wire.Way.TO_HOST);
        pass(1_000_000_000);
        byte[] got = host.bytes.toByteArray();
        assertThat(got).startsWith(sent).endsWith(1, 2, 3).hasSize(sent.length + 3);
        assertThat(host.closed).isEqualTo(1);
        assertThat(controller.closed).isZero();
    }

    @Test
    void holdsEverythingWhileThereIsAPartition() {
        link.partition(5_000_000_000L);
        wire.send(Wire.Way.TO_CONTROLLER, new byte[] {1});
        pass(4_900_000_000L);
        assertThat(controller.bytes.size()).isZero();
        pass(1_000_000_000);
        assertThat(controller.bytes.size()).isEqualTo(1);
    }

    @Test
    void losesWhatIsUnderWayWhenItIsCut() {
        wire.send(Wire.Way.TO_CONTROLLER, new byte[] {1});
        wire.cut("reset");
        pass(1_000_000_000);
        assertThat(controller.bytes.size()).isZero();
        assertThat(controller.closed).isEqualTo(1);
        assertThat(host.closed).isEqualTo(1);
    }

    @Test
    void repeatsAnswers() {
        link.repeat(1);
        wire.send(Wire.Way.TO_CONTROLLER, new byte[] {7});
        wire.send(Wire.Way.TO_CONTROLLER, new byte[] {8});
        pass(1_000_000_000);
        assertThat(controller.bytes.toByteArray()).containsExactly(7, 7, 8);
    }

    @Test
    void repeatsNoChangeThatADatabaseTells() {
        String change = "{\"id\":null,\"method\":\"update3\",\"params\":[]}";
        String answer = "{\"id\":1}";
        link.repeat(1);
        wire.send(Wire.Way.TO_CONTROLLER, change.getBytes(StandardCharsets.UTF_8));
        wire.send(Wire.Way.TO_CONTROLLER, answer.getBytes(StandardCharsets.UTF_8));
        pass(1_000_000_000);
        assertThat(controller.bytes.toString(StandardCharsets.UTF_8)).isEqualTo(change + answer + answer);
    }

    private void pass(long nanos) {
        long until = time.nanoTime() + nanos;
        boolean more = true;
        while (more) {
            more = time.step(until);
        }
    }

    private static final class Noted implements Wire.End {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int closed;

        @Override
        public void received(byte[] some) {
            bytes.writeBytes(some);
        }

        @Override
        public void closed(String why) {
            closed++;
        }
    }
}
