package dev.heddle.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code heddle serve} as a process of its own. */
final class MainTest {
    private static final Pattern SERVING = Pattern.compile("serving on \\[(127\\.0\\.0\\.1:\\d+)");

    @TempDir
    private Path directory;

    @Test
    void it_serves_logs_json_and_stops_when_told() throws Exception {
        Process process = serve("--data", directory.resolve("data").toString(), "--listen", "127.0.0.1:0");
        List<String> log = new ArrayList<>();
        try (BufferedReader errors = process.errorReader()) {
            String address = address(errors, log);
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/readyz"))
                    .build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
            }
            assertThat(Files.readString(directory.resolve("heddle/config.yaml")))
                    .isEqualTo("server: http://" + address + "\n");
            Process second = serve("--data", directory.resolve("data").toString(), "--listen", "127.0.0.1:0");
            assertThat(ended(second)).isEqualTo(1);
            assertThat(text(second)).contains("is in use by another controller");

            process.toHandle().destroy(); // Process.destroy would close its streams too
            assertThat(ended(process)).isEqualTo(143);
            errors.lines().forEach(log::add);
        }
        for (String line : log) {
            JsonNode entry = JsonMapper.shared().readTree(line);
            assertThat(entry.path("level").stringValue("")).isIn("INFO", "WARN");
        }
        assertThat(Files.exists(directory.resolve("data/journal.db-wal")))
                .as("a journal that was closed in order leaves no WAL")
                .isFalse();
    }

    @Test
    void what_it_does_not_understand_is_bad_input() throws Exception {
        Process process = serve("--dta", "x");
        assertThat(ended(process)).isEqualTo(2);
        assertThat(text(process)).isEqualTo("heddle serve: unknown flag --dta\n");
        Process open = serve("--data", directory.resolve("d").toString(), "--listen", "0.0.0.0:0");
        assertThat(ended(open)).isEqualTo(2);
        assertThat(text(open)).contains("--tls-cert, --tls-key and --token-file");
    }

    private static String address(BufferedReader errors, List<String> log) throws IOException {
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            log.add(line);
            Matcher serving = SERVING.matcher(line);
            if (serving.find()) {
                return serving.group(1);
            }
        }
        throw new AssertionError("it ended without serving: " + log);
    }

    private Process serve(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--ovsdb-listen",
                "127.0.0.1:0",
                "--openflow-listen",
                "127.0.0.1:0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("XDG_CONFIG_HOME", directory.toString());
        return builder.start();
    }

    private static int ended(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        return process.exitValue();
    }

    private static String text(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes());
    }
}
