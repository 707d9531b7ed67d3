package dev.heddle.ovs.ovsdb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OperationResult;
import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import dev.heddle.ovs.ovsdb.net.OvsdbConnection;
import dev.heddle.ovs.ovsdb.net.OvsdbHandler;
import dev.heddle.ovs.ovsdb.net.OvsdbServer;
import dev.heddle.ovs.ovsdb.net.OvsdbTarget;
import dev.heddle.ovs.ovsdb.net.Tls;
import dev.heddle.ovs.testing.Certificates;
import dev.heddle.ovs.testing.Certificates.Identity;
import dev.heddle.ovs.testing.DummyOvs;
import dev.heddle.ovs.testing.RealOvsdb;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a real ovsdb-server, both ways of dialling, and what each kind of refusal says. */
class TlsTest {
    private static final Path SCHEMA = Path.of("/usr/share/openvswitch/vswitch.ovsschema");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static Certificates certificates;
    private static Identity authority;
    private static Identity stranger;
    private static Identity server;
    private static Identity client;
    private static EventLoopGroup loops;

    @BeforeAll
    static void make() {
        certificates = new Certificates(directory);
        authority = certificates.authority("authority");
        stranger = certificates.authority("stranger");
        server = certificates.signed("server", authority);
        client = certificates.signed("client", authority);
        loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    }

    @AfterAll
    static void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static Tls tls(Identity who, Identity trusted) throws IOException {
        return Tls.of(who.privateKey(), who.certificate(), trusted.certificate());
    }

    private static RealOvsdb serverWith(String remote) {
        return serverWith(server, remote);
    }

    private static RealOvsdb serverWith(Identity who, String remote) {
        return RealOvsdb.standalone(
                SCHEMA,
                "--remote=" + remote,
                "--private-key=" + who.privateKey(),
                "--certificate=" + who.certificate(),
                "--ca-cert=" + authority.certificate());
    }

    /** A socket as a process leaves it that is killed. */
    private static void stale(Path socket) throws IOException {
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();
    }

    private static void works(OvsdbClient client) {
        works(client, 1);
    }

    private static void works(OvsdbClient client, int rows) {
        List<OperationResult> results = OvsdbClient.await(
                client.transact(Operation.insert("Queue", "", Map.of()), Operation.select("Queue")), SOON);
        assertThat(((OperationResult.Selected) results.get(1)).rows()).hasSize(rows);
    }

    @Test
    void weDialAndBothShowCertificates() throws IOException {
        try (RealOvsdb ovsdb = serverWith("pssl:0:127.0.0.1");
                OvsdbClient made = OvsdbClient.connect(
                        OvsdbOptions.of("ssl:127.0.0.1:" + ovsdb.port()).withTls(tls(client, authority)))) {
            works(made);
        }
    }

    @Test
    void theServerDialsUs() throws IOException {
        int port = freePort();
        try (OvsdbClient made = OvsdbClient.open(
                        OvsdbOptions.of("pssl:" + port + ":127.0.0.1").withTls(tls(client, authority)));
                RealOvsdb _ = serverWith("ssl:127.0.0.1:" + port)) {
            works(made);
        }
    }

    @Test
    void theServerDialsUsOverTcpAndUnixSockets() throws IOException {
        int port = freePort();
        Path socket = directory.resolve("listen.sock");
        Files.createFile(directory.resolve("not-a-socket"));
        try (OvsdbClient tcp = OvsdbClient.open("ptcp:" + port + ":127.0.0.1");
                RealOvsdb _ = RealOvsdb.standalone(SCHEMA, "--remote=tcp:127.0.0.1:" + port)) {
            works(tcp);
        }
        stale(socket);
        try (OvsdbClient unix = OvsdbClient.open("punix:" + socket);
                RealOvsdb _ = RealOvsdb.standalone(SCHEMA, "--remote=unix:" + socket)) {
            works(unix);
            assertThatThrownBy(() -> OvsdbClient.open("punix:" + socket)).hasMessageContaining("listen.sock");
            works(unix, 2);
        }
        assertThat(socket).doesNotExist();
        assertThatThrownBy(() -> OvsdbClient.open("punix:" + directory.resolve("not-a-socket")))
                .hasMessageContaining("not-a-socket");
        assertThat(directory.resolve("not-a-socket")).exists();
    }

    @Test
    void aServerOfAnotherAuthorityIsRefused() throws IOException {
        try (RealOvsdb ovsdb = serverWith("pssl:0:127.0.0.1")) {
            assertRefused(ovsdb, tls(client, stranger), "the peer's certificate is not trusted");
        }
    }

    @Test
    void aServerRefusesUsWithoutACertificateOrWithOneOfAnotherAuthority() throws IOException {
        try (RealOvsdb ovsdb = serverWith("pssl:0:127.0.0.1")) {
            assertRefused(ovsdb, Tls.trusting(authority.certificate()), "wants a certificate");
            Identity foreign = certificates.signed("foreign", stranger);
            assertRefused(ovsdb, tls(foreign, authority), "wants a certificate");
        }
    }

    private static void assertRefused(RealOvsdb ovsdb, Tls tls, String why) {
        OvsdbOptions options =
                OvsdbOptions.of("ssl:127.0.0.1:" + ovsdb.port()).withTls(tls).withPatience(Duration.ofMillis(1500));
        assertThatThrownBy(() -> OvsdbClient.connect(options))
                .asInstanceOf(type(OvsdbException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(OvsdbException.Kind.UNREACHABLE))
                .satisfies(e -> assertThat(e).hasMessageContaining(why));
    }

    /** Keeps why peers were turned away. */
    private static final class Refusals implements OvsdbHandler {
        final List<String> refused = new CopyOnWriteArrayList<>();
        final List<OvsdbConnection> connected = new CopyOnWriteArrayList<>();

        @Override
        public void refused(String why) {
            refused.add(why);
        }

        @Override
        public void connected(OvsdbConnection connection, OvsdbSession session) {
            connected.add(connection);
        }

        @Override
        public void event(OvsdbConnection connection, OvsdbSession session, OvsdbEvent event) {}

        void await(String why) {
            try {
                DummyOvs.await(why, () -> refused.stream().anyMatch(each -> each.contains(why)));
            } catch (IllegalStateException e) {
                throw new AssertionError("no \"" + why + "\" in " + refused, e);
            }
        }
    }

    @Test
    void whereWeListenEachRefusalSaysWhy() throws Exception {
        Refusals refusals = new Refusals();
        OvsdbLimits limits = new OvsdbLimits(1 << 20, 32, 64, Duration.ofMillis(300), Duration.ofMillis(700));
        try (OvsdbServer listening = OvsdbServer.listen(
                loops,
                OvsdbTarget.parse("pssl:0:127.0.0.1"),
                Optional.of(tls(server, authority)),
                limits,
                () -> refusals)) {
            int port = listening.address().getPort();
            OvsdbOptions options = OvsdbOptions.of("ssl:127.0.0.1:" + port);
            try (OvsdbClient _ = OvsdbClient.open(options.withTls(Tls.trusting(authority.certificate())))) {
                refusals.await("the peer showed no certificate");
            }
            Identity foreign = certificates.signed("foreign2", stranger);
            try (RealOvsdb _ = serverWith(foreign, "ssl:127.0.0.1:" + port)) {
                refusals.await("the peer's certificate is not trusted");
            }
            try (OvsdbClient _ = OvsdbClient.open(options.withTls(tls(client, stranger)))) {
                refusals.await("the peer refuses our certificate");
            }
            try (Socket plain = new Socket("127.0.0.1", port)) {
                plain.getOutputStream().write("{\"method\":\"echo\"}".getBytes(StandardCharsets.UTF_8));
                refusals.await("the peer does not speak TLS");
            }
            try (Socket silent = new Socket("127.0.0.1", port)) {
                refusals.await("the peer did not finish the TLS handshake in time");
                assertThat(silent.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(refusals.connected).isEmpty();
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsNamedSo() throws IOException {
        try (RealOvsdb ovsdb = RealOvsdb.standalone(SCHEMA, "--remote=ptcp:0:127.0.0.1")) {
            assertThatThrownBy(() -> OvsdbClient.connect(OvsdbOptions.of("ssl:127.0.0.1:" + ovsdb.port())
                            .withTls(tls(client, authority))
                            .withPatience(Duration.ofMillis(1500))))
                    .hasMessageContaining("cannot connect to ssl:127.0.0.1:" + ovsdb.port());
        }
    }

    @Test
    void keysOfEveryUsualFormAreRead() throws IOException {
        Identity rsa = certificates.signedRsa("rsa", authority);
        Path old = certificates.inPkcs1(rsa.privateKey());
        assertThat(Files.readString(old)).contains("BEGIN RSA PRIVATE KEY");
        Tls read = Tls.of(old, rsa.certificate(), authority.certificate());
        try (RealOvsdb ovsdb = serverWith("pssl:0:127.0.0.1");
                OvsdbClient made = OvsdbClient.connect(
                        OvsdbOptions.of("ssl:127.0.0.1:" + ovsdb.port()).withTls(read))) {
            works(made);
        }
    }

    @Test
    void whatIsWrongWithAFileIsSaidWithItsName() {
        Path key = client.privateKey();
        Path certificate = client.certificate();
        assertThatThrownBy(() -> Tls.of(directory.resolve("none"), certificate, certificate))
                .isInstanceOf(IOException.class)
                .hasMessage("private key " + directory.resolve("none") + ": there is no such file");
        assertThatThrownBy(() -> Tls.of(certificate, certificate, certificate))
                .hasMessage("private key " + certificate + ": there is no PEM block PRIVATE KEY in it");
        assertThatThrownBy(() -> Tls.of(key, key, certificate))
                .hasMessage("certificate " + key + ": there is no PEM block CERTIFICATE in it");
        assertThatThrownBy(() -> Tls.of(key, certificate, key)).hasMessageStartingWith("CA certificate " + key);
        assertThatThrownBy(() -> Tls.of(certificates.encrypted(key), certificate, certificate))
                .hasMessageContaining("not encrypted), found ENCRYPTED PRIVATE KEY");
        assertThatThrownBy(() -> OvsdbClient.open("ssl:127.0.0.1:1")).hasMessageContaining("needs a CA certificate");
        assertThatThrownBy(() ->
                        OvsdbClient.open(OvsdbOptions.of("pssl:1").withTls(Tls.trusting(authority.certificate()))))
                .hasMessageContaining("needs a private key, a certificate and a CA certificate");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
