package dev.heddle.ovs.openflow.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import dev.heddle.ovs.openflow.session.SessionEvent;
import dev.heddle.ovs.openflow.session.SessionLimits;
import dev.heddle.ovs.testing.DummyOvs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenFlowServerTest {
    private record Heard(OpenFlowConnection connection, SessionEvent event) {}

    private static final int PATIENCE_SECONDS = 20;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private OpenFlowServer listen(SocketAddress address, SessionLimits limits) throws IOException {
        return OpenFlowServer.listen(address, loops, limits, () -> (c, e) -> heard.add(new Heard(c, e)));
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private <E extends SessionEvent> E next(Class<E> kind) throws InterruptedException {
        Heard next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        assertThat(next.event()).isInstanceOf(kind);
        return kind.cast(next.event());
    }

    @Test
    void aRealSwitchConnectsOverTcpAndOverAUnixSocket() throws Exception {
        try (DummyOvs ovs = DummyOvs.start();
                OpenFlowServer tcpServer = listen(anyPort(), SessionLimits.DEFAULT)) {
            ovs.addBridge("br-int");
            int port = ((InetSocketAddress) tcpServer.address()).getPort();
            ovs.vsctl("set-controller", "br-int", "tcp:127.0.0.1:" + port);
            assertThat(next(SessionEvent.Ready.class).features().tables()).isEqualTo(254);
            // The only path that Open vSwitch dials.
            Path path = ovs.directory().resolve("br-int.controller");
            try (OpenFlowServer unixServer = listen(UnixDomainSocketAddress.of(path), SessionLimits.DEFAULT)) {
                ovs.vsctl("set-controller", "br-int", "unix:" + path);
                next(SessionEvent.Closed.class);
                next(SessionEvent.Ready.class);
                assertThat(unixServer.address()).isEqualTo(UnixDomainSocketAddress.of(path));
            }
        }
    }

    @Test
    void anAddressInUseIsRefusedByName() throws Exception {
        try (OpenFlowServer first = listen(anyPort(), SessionLimits.DEFAULT)) {
            assertThatThrownBy(() -> listen(first.address(), SessionLimits.DEFAULT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen at");
        }
    }

    @Test
    void bytesThatAreNoMessageCloseTheConnection() throws Exception {
        try (OpenFlowServer server = listen(anyPort(), SessionLimits.DEFAULT);
                SocketChannel channel = SocketChannel.open(server.address())) {
            channel.write(ByteBuffer.wrap(new byte[] {6, 0, 0, 3, 0, 0, 0, 1}));
            assertThat(next(SessionEvent.Closed.class).reason()).startsWith("malformed message");
            ByteBuffer hello = ByteBuffer.allocate(64);
            while (channel.read(hello) >= 0) {
                assertThat(hello.hasRemaining()).isTrue();
            }
        }
    }

    @Test
    void aSwitchThatTakesNothingIsGivenUp() throws Exception {
        SessionLimits limits = new SessionLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), 16, 1 << 20, 8 << 20);
        try (OpenFlowServer server = listen(anyPort(), limits);
                SocketChannel channel = SocketChannel.open(server.address())) {
            ByteBuf bytes = Unpooled.buffer();
            OpenFlowCodec.encode(1, new OfMessage.Hello(6, 1 << 6), bytes);
            OpenFlowCodec.encode(2, new OfMessage.FeaturesReply(1, 0, 254, 0, 0), bytes);
            channel.write(bytes.nioBuffer());
            Heard ready = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(ready).isNotNull();
            OfMessage large = new OfMessage.EchoReply(Octets.of(new byte[32_000]));
            ready.connection().loop().execute(() -> {
                for (int i = 0; i < 2_000; i++) {
                    ready.connection().send(large);
                }
            });
            assertThat(next(SessionEvent.Closed.class).reason()).contains("takes no bytes");
        }
    }
}
