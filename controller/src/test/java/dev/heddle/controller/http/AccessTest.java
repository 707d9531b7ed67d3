package dev.heddle.controller.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
    private static final String WRITER = "0123456789abcdef-writer";
    private static final String READER = "0123456789abcdef-reader";

    @TempDir
    private Path dir;

    @Test
    void wantsTlsAndATokenWhereOtherMachinesReachIt() throws Exception {
        KeyStore store = certificate();
        Path tokens =
                Files.writeString(dir.resolve("tokens"), "# who\nalice " + WRITER + "\nbob " + READER + " read\n");
        var files = new HttpApi.TlsFiles(dir.resolve("cert.pem"), dir.resolve("key.pem"));
        var options =
                new HttpApi.Options(List.of(ListenAddress.parse("0.0.0.0:0")), Optional.of(files), Optional.of(tokens));
        try (ApiFixture api = new ApiFixture(options);
                HttpClient client =
                        HttpClient.newBuilder().sslContext(trusting(store)).build()) {
            int port = ((InetSocketAddress) api.api.addresses().getFirst().address()).getPort();
            URI uri = URI.create("https://127.0.0.1:" + port + "/v1/tenants/t1");
            String body = ApiFixture.TENANT.replace("team-a", "t1");
            HttpRequest.Builder put = HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(body));
            assertThat(status(client, put.copy())).isEqualTo(401);
            assertThat(status(client, put.copy().header("Authorization", "Bearer wrong-wrong-wrong")))
                    .isEqualTo(401);
            assertThat(status(client, put.copy().header("Authorization", "Bearer " + READER)))
                    .isEqualTo(403);
            assertThat(status(client, put.copy().header("Authorization", "Bearer " + WRITER)))
                    .isEqualTo(201);
            assertThat(status(client, HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + READER)))
                    .isEqualTo(200);
            BodyPublisher allocation = BodyPublishers.ofString(SolveTest.allocation("1Gbps"));
            assertThat(status(
                            client,
                            HttpRequest.newBuilder(uri.resolve("/v1/solve"))
                                    .POST(allocation)
                                    .header("Authorization", "Bearer " + READER)))
                    .isEqualTo(200);
            String events = client.send(
                            HttpRequest.newBuilder(uri.resolve("/v1/events"))
                                    .header("Authorization", "Bearer " + READER)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertThat(events).contains("\"alice\"");
        }
    }

    @Test
    void refusesToListenElsewhereWithoutThem() {
        var options =
                new HttpApi.Options(List.of(ListenAddress.parse("0.0.0.0:0")), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> new ApiFixture(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--tls-cert, --tls-key and --token-file");
    }

    @Test
    void listensOnAUnixSocketAlsoAfterAKill() throws Exception {
        Path socket = dir.resolve("api.sock");
        var address = UnixDomainSocketAddress.of(socket);
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(address);
            assertThatThrownBy(() -> new ApiFixture(unix(socket)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process listens there");
        }
        assertThat(socket).exists();
        try (ApiFixture api = new ApiFixture(unix(socket))) {
            byte[] body = ApiFixture.TENANT.getBytes(StandardCharsets.UTF_8);
            byte[] put = RawHttp.request("PUT", "/v1/tenants/team-a", "application/yaml", body);
            RawHttp.Response response = RawHttp.send(address, put);
            assertThat(response.status()).as(response.toString()).isEqualTo(201);
            assertThat(api.state.snapshot().revision()).isEqualTo(1);
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void readsTokenFilesStrictly() throws Exception {
        for (String bad : List.of("", "alice", "alice short", "alice " + WRITER + " admin")) {
            Path file = Files.writeString(dir.resolve("bad"), bad);
            assertThatThrownBy(() -> Tokens.read(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void readsAddresses() {
        assertThat(ListenAddress.parse("[::1]:80")).hasToString("[0:0:0:0:0:0:0:1]:80");
        assertThat(ListenAddress.parse("127.0.0.1:7640").local()).isTrue();
        assertThat(ListenAddress.parse("192.0.2.1:7640").local()).isFalse();
        for (String bad : List.of("", "7640", ":7640", "localhost:", "localhost:99999", "unix:", "localhost:http")) {
            assertThatThrownBy(() -> ListenAddress.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static HttpApi.Options unix(Path socket) {
        return new HttpApi.Options(List.of(new ListenAddress.Unix(socket)), Optional.empty(), Optional.empty());
    }

    private static int status(HttpClient client, HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    /** Writes cert.pem and key.pem; the JDK's keytool makes them. */
    private KeyStore certificate() throws Exception {
        Path file = dir.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "api",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=heddle",
                        "-validity",
                        "2",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        pem("cert.pem", "CERTIFICATE", store.getCertificate("api").getEncoded());
        pem(
                "key.pem",
                "PRIVATE KEY",
                store.getKey("api", "changeit".toCharArray()).getEncoded());
        return store;
    }

    private void pem(String name, String type, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        Files.writeString(
                dir.resolve(name), "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }

    private static SSLContext trusting(KeyStore store) throws Exception {
        KeyStore trust = KeyStore.getInstance(KeyStore.getDefaultType());
        trust.load(null, null);
        trust.setCertificateEntry("api", store.getCertificate("api"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
