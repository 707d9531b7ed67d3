package dev.heddle.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.telemetry.Metrics;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StallGuardTest {
    @Test
    void cutsAReaderThatTakesNothing() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (StallGuard guard = new StallGuard(Duration.ofMillis(300))) {
            Route endless = Route.get(
                    "/endless",
                    "endless",
                    "",
                    Route.Result.text("text/plain"),
                    call -> new Answer.Stream("text/plain", out -> {
                        try (StallGuard.Guarded guarded = guard.over(out)) {
                            while (true) {
                                guarded.write(new byte[1 << 16]);
                                guarded.flush();
                            }
                        } finally {
                            ended.countDown();
                        }
                    }));
            List<ListenAddress> listen = List.of(ListenAddress.parse("127.0.0.1:0"));
            try (Server server = new Server(
                            new Router(List.of(endless)), new Metrics("test"), listen, Optional.empty(), Tokens.NONE);
                    SocketChannel client = SocketChannel.open()) {
                client.connect((InetSocketAddress) server.addresses().getFirst().address());
                client.write(ByteBuffer.wrap(
                        "GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
                assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
