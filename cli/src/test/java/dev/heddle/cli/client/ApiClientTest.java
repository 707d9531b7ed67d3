package dev.heddle.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Over real sockets, against answers written byte by byte. */
class ApiClientTest {
    @Test
    void bodiesOfKnownLengthAndInChunksAreRead() throws Exception {
        assertThat(get("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}")
                        .json()
                        .path("a")
                        .asInt())
                .isEqualTo(1);
        assertThat(
                        get("HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\n{\"a\r\n4\r\n\":2}\r\n0\r\n\r\n")
                                .json()
                                .path("a")
                                .asInt())
                .isEqualTo(2);
        assertThat(get("HTTP/1.1 204 No Content\r\n\r\n").body()).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffIsTold() {
        broken("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}", "ended 7 bytes early");
        broken("HTTP/1.1 200 OK\r\nConte", "before the answer was complete");
        broken("SSH-2.0-x\r\n", "this is no HTTP");
        broken("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "chunk size");
    }

    @Test
    void aWriteThatBreaksOffHasAnUnknownOutcome() {
        assertThatThrownBy(() -> serve("", client -> client.post("/v1/apply", "application/yaml", new byte[0])))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exit()).isEqualTo(Exit.UNREACHABLE))
                .hasMessageContaining("whether the write took place is unknown");
    }

    @Test
    void noControllerIsToldWithItsAddressWhereItWasSetAndWhatToDo() throws Exception {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        ServerAddress address = ServerAddress.resolve(null, Map.of("HEDDLE_SERVER", "http://127.0.0.1:" + free));
        assertThatThrownBy(() -> new ApiClient(address, null, Duration.ofSeconds(30)).get("/v1/status"))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exit()).isEqualTo(Exit.UNREACHABLE))
                .hasMessageContaining("http://127.0.0.1:" + free)
                .hasMessageContaining("from HEDDLE_SERVER")
                .hasMessageContaining("heddle serve");
    }

    @Test
    void addressesAreChecked() {
        assertThatThrownBy(() -> ServerAddress.resolve("localhost:7640", Map.of()))
                .hasMessageContaining("from --server")
                .hasMessageContaining("expected http://HOST:PORT");
        assertThat(ServerAddress.resolve("unix:/run/heddle.sock", Map.of()).isUnix())
                .isTrue();
    }

    private interface Use {
        Reply with(ApiClient client);
    }

    private static Reply get(String answer) throws Exception {
        return serve(answer, client -> client.get("/v1/status"));
    }

    private static void broken(String answer, String words) {
        assertThatThrownBy(() -> get(answer)).hasMessageContaining(words);
    }

    private static Reply serve(String answer, Use use) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerOnce(server, answer));
            ServerAddress address = ServerAddress.resolve("http://127.0.0.1:" + server.getLocalPort(), Map.of());
            return use.with(new ApiClient(address, null, Duration.ofSeconds(30)));
        }
    }

    private static void answerOnce(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            // The client tells what it saw.
        }
    }
}
