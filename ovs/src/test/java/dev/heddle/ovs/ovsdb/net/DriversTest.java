package dev.heddle.ovs.ovsdb.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.ovs.ovsdb.MonitorMethod;
import dev.heddle.ovs.ovsdb.MonitorRequest;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbFault;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.testing.DummyOvs;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both drivers over real sockets. */
class DriversTest {
    private static final OvsdbLimits IMPATIENT =
            new OvsdbLimits(8 << 20, 32, 64, Duration.ofMillis(300), Duration.ofMillis(700));

    private static final OvsdbLimits CURIOUS =
            new OvsdbLimits(8 << 20, 32, 64, Duration.ofMillis(300), Duration.ofSeconds(20));

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Watch watch = new Watch();

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Monitors the root row and keeps what it says. */
    private static final class Watch implements OvsdbHandler {
        final List<OvsdbConnection> connections = new CopyOnWriteArrayList<>();
        final List<OvsdbFault> faults = new CopyOnWriteArrayList<>();
        final List<String> notes = new CopyOnWriteArrayList<>();

        @Override
        public void connected(OvsdbConnection connection, OvsdbSession session) {
            assertThat(connection.loop().inLoop()).isTrue();
            connections.add(connection);
            session.schema("Open_vSwitch", System.nanoTime());
        }

        @Override
        public void event(OvsdbConnection connection, OvsdbSession session, OvsdbEvent event) {
            switch (event) {
                case OvsdbEvent.Replied(long _, OvsdbResult.Described described) ->
                    session.monitor(
                            MonitorMethod.CONDITIONAL,
                            described.schema(),
                            MonitorRequest.NOTHING.with("Open_vSwitch", "external_ids"),
                            System.nanoTime());
                case OvsdbEvent.Replied(long _, OvsdbResult.Monitoring monitoring) -> note(monitoring.replica());
                case OvsdbEvent.Replied _ -> {}
                case OvsdbEvent.Changed changed -> note(changed.replica());
                case OvsdbEvent.LockChanged _, OvsdbEvent.MonitorEnded _ -> {}
                case OvsdbEvent.Closed closed -> faults.add(closed.fault());
            }
        }

        private void note(Replica replica) {
            replica.rows("Open_vSwitch")
                    .forEach(row -> notes.add(row.map("external_ids").getOrDefault("note", "none")));
        }

        void awaitNote(String note) {
            DummyOvs.await(
                    "the note " + note,
                    () -> !notes.isEmpty() && notes.getLast().equals(note));
        }

        void write(String note) {
            connections
                    .getLast()
                    .run(session -> session.transact(
                            "Open_vSwitch",
                            List.of(Operation.update(
                                    "Open_vSwitch", Map.of("external_ids", OvsdbValue.map(Map.of("note", note))))),
                            System.nanoTime()));
        }
    }

    private OvsdbServer listen(OvsdbLimits limits) throws IOException {
        return OvsdbServer.listen(
                loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits, () -> watch);
    }

    private OvsdbDialer dial(String target, OvsdbLimits limits) {
        OvsdbDialer dialer =
                new OvsdbDialer(loops.next(), OvsdbTarget.parse(target), limits, Backoff.DEFAULT, new Random(1), watch);
        dialer.start();
        return dialer;
    }

    @Test
    void hostsDialUs() throws IOException {
        try (DummyOvs ovs = DummyOvs.start();
                OvsdbServer server = listen(OvsdbLimits.DEFAULT)) {
            ovs.vsctl("set-manager", "tcp:127.0.0.1:" + server.address().getPort());
            watch.awaitNote("none");
            watch.write("hello");
            watch.awaitNote("hello");
            assertThat(ovs.vsctl("get", "Open_vSwitch", ".", "external_ids:note"))
                    .isEqualTo("hello\n");

            ovs.killOvsdb();
            DummyOvs.await("the end of the connection", () -> !watch.faults.isEmpty());
            assertThat(watch.faults.getFirst().kind()).isEqualTo(OvsdbFault.Kind.DISCONNECTED);
            ovs.startOvsdb();
            DummyOvs.await("the host to dial again", () -> watch.connections.size() == 2);
            ovs.vsctl("--no-wait", "set", "Open_vSwitch", ".", "external_ids:note=again");
            watch.awaitNote("again");
        }
    }

    @Test
    void weDialOverAUnixSocketAndDialAgain() {
        try (DummyOvs ovs = DummyOvs.start();
                OvsdbDialer dialer = dial("unix:" + ovs.databaseSocket(), OvsdbLimits.DEFAULT)) {
            watch.awaitNote("none");
            ovs.killOvsdb();
            DummyOvs.await("the end of the connection", () -> !watch.faults.isEmpty());
            ovs.startOvsdb();
            DummyOvs.await("a second connection", () -> watch.connections.size() == 2);
            watch.write("second");
            watch.awaitNote("second");
            dialer.close();
            DummyOvs.await("the end from our side", () -> watch.faults.size() == 2);
        }
    }

    @Test
    void weDialOverTcp() {
        try (DummyOvs ovs = DummyOvs.start()) {
            ovs.vsctl("set-manager", "ptcp:0:127.0.0.1");
            DummyOvs.await("a port", () -> port(ovs).matches("[0-9]+"));
            try (OvsdbDialer _ = dial("tcp:127.0.0.1:" + port(ovs), CURIOUS)) {
                watch.awaitNote("none");
                long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
                DummyOvs.await("probes to pass", () -> System.nanoTime() > end);
                assertThat(watch.faults).isEmpty();
                watch.write("tcp");
                watch.awaitNote("tcp");
            }
        }
    }

    @Test
    void aPeerThatAsksAndNeverReadsCostsBoundedMemory() throws Exception {
        try (OvsdbServer server = listen(IMPATIENT);
                Socket peer = new Socket()) {
            peer.setReceiveBufferSize(4096);
            peer.setSendBufferSize(64 << 10);
            peer.connect(server.address());
            byte[] echo = ("{\"method\":\"echo\",\"id\":1,\"params\":[\"" + "x".repeat(10_000) + "\"]}")
                    .getBytes(StandardCharsets.UTF_8);
            AtomicLong written = new AtomicLong();
            Thread flood = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        peer.getOutputStream().write(echo);
                        written.addAndGet(echo.length);
                    }
                } catch (IOException e) {
                    // the connection was closed on the peer, as it must be
                }
            });
            DummyOvs.await("the stuck peer to be given up", () -> !watch.faults.isEmpty());
            assertThat(watch.faults.getFirst().kind()).isEqualTo(OvsdbFault.Kind.TIMEOUT);
            assertThat(written.get()).isLessThan(32 << 20);
            flood.join(Duration.ofSeconds(10));
            assertThat(flood.isAlive()).isFalse();
        }
    }

    @Test
    void aPeerThatTalksNonsenseIsClosed() throws Exception {
        try (OvsdbServer server = listen(OvsdbLimits.DEFAULT);
                Socket peer = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            peer.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            peer.setSoTimeout(10_000);
            while (peer.getInputStream().read() >= 0) {
                // what the session sent before
            }
            assertThat(watch.faults.getFirst().kind()).isEqualTo(OvsdbFault.Kind.NOT_JSON);
            assertThat(watch.faults.getFirst().raw()).isEqualTo(new byte[] {'G'});
        }
    }

    @Test
    void tellsWhereItCannotListen() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();
            assertThatThrownBy(() -> OvsdbServer.listen(loops, address, OvsdbLimits.DEFAULT, () -> watch))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Integer.toString(address.getPort()));
        }
    }

    @Test
    void backoffGrowsToItsBoundAndIsSpread() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(1000));
        Random random = new Random(7);
        for (int failures = 1; failures < 100; failures++) {
            long full = failures > 4 ? 1000 : 100L << (failures - 1);
            assertThat(backoff.delay(failures, random).toMillis()).isBetween(full / 2, full);
        }
    }

    private static String port(DummyOvs ovs) {
        return ovs.vsctl("--if-exists", "get", "Manager", ".", "status:bound_port")
                .strip()
                .replace("\"", "");
    }
}
