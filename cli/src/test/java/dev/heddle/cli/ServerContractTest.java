package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which controller a command speaks to, and what it says where that one is away, stuck or unwilling. */
final class ServerContractTest {
    private static final String READER = "reader 0123456789abcdef read";

    @TempDir
    private static Path directory;

    private static Serving serving;
    private static Shell shell;

    @BeforeAll
    static void serve() throws IOException {
        Files.writeString(directory.resolve("tokens"), READER + "\n");
        Files.writeString(directory.resolve("unknown"), "fedcba9876543210\n");
        serving = Serving.start(
                directory, "--token-file", directory.resolve("tokens").toString());
        shell = new Shell(directory, serving.server()).file("t.yaml", Manifests.tenant("t"));
    }

    @AfterAll
    static void stop() {
        serving.close();
    }

    @Test
    void theFlagBeatsTheVariableBeatsTheFile() throws Exception {
        String gone = "http://127.0.0.1:1";
        Map<String, String> file = Map.of("XDG_CONFIG_HOME", directory.toString());
        assertThat(Shell.process(file, "get", "tenants", "-o", "json").exit()).isZero();

        Map<String, String> variable = Map.of("XDG_CONFIG_HOME", directory.toString(), "HEDDLE_SERVER", gone);
        Shell.Ran away = Shell.process(variable, "get", "tenants");
        assertThat(away.exit()).isEqualTo(3);
        assertThat(away.out()).isEmpty();
        assertThat(away.err()).startsWith("no controller at " + gone + " (from HEDDLE_SERVER): ");

        String socket = "unix:" + directory.resolve("api.sock");
        assertThat(Shell.process(variable, "get", "tenants", "-o", "json", "--server", socket)
                        .exit())
                .isZero();
    }

    @Test
    void aStoppedControllerIsToldWithinThreeSecondsInOneLineWithTheNextCommand() throws Exception {
        Path config =
                Files.createDirectories(directory.resolve("stopped/heddle")).resolve("config.yaml");
        Files.writeString(config, "server: http://127.0.0.1:1\n");
        long begun = System.nanoTime();
        Shell.Ran ran = Shell.process(
                Map.of("XDG_CONFIG_HOME", directory.resolve("stopped").toString()),
                "apply",
                "-f",
                directory.resolve("t.yaml").toString());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .matches("no controller at http://127\\.0\\.0\\.1:1 \\(from " + config + "\\): .*heddle serve\n");

        new Shell(directory, "unix:" + directory.resolve("none.sock")).check("""
                $ heddle get ports
                ! no controller at unix:DIR/none.sock (from --server): …; start one with: heddle serve
                ? 3
                """);
        new Shell(directory, "localhost:7640").check("""
                $ heddle get ports
                ! server "localhost:7640" (from --server): expected http://HOST:PORT, https://HOST:PORT or unix:PATH
                ? 2
                """);
    }

    @Test
    void aControllerThatDoesNotAnswerIsWaitedForNoLongerThanTold() throws Exception {
        serving.signal("STOP");
        try {
            for (String server : new String[] {serving.server(), "unix:" + directory.resolve("api.sock")}) {
                new Shell(directory, server).check("""
                        $ heddle get ports --timeout 300ms
                        ! no answer from SERVER (from --server) within 300ms
                        ? 3
                        $ heddle apply -f DIR/t.yaml --timeout 100ms --wait=200ms
                        ! no answer from SERVER (from --server) within 300ms; whether the write took place is unknown…
                        ? 3
                        $ heddle wait tenant/t --for=delete --timeout 300ms
                        ! no answer from SERVER (from --server) within 300ms
                        ? 3
                        """.replace("SERVER", server));
            }
        } finally {
            serving.signal("CONT");
        }
    }

    @Test
    void tokensThatMayNotAreDenied() {
        shell.check("""
                $ heddle get tenants --token-file DIR/unknown -o name
                ! the token is not known
                ? 4
                $ heddle apply -f DIR/t.yaml --token-file DIR/tokens
                ! the token of reader may only read
                ? 4
                $ heddle get hosts --token-file DIR/tokens
                ! nothing found
                $ heddle get hosts --token-file DIR/nowhere
                ! DIR/nowhere: the token cannot be read: …
                ? 2
                """);
    }
}
