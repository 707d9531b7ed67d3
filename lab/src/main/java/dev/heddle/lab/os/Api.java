package dev.heddle.lab.os;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the lab asks of a controller over HTTP. */
public final class Api {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final String server;

    /** A client of {@code http://HOST:PORT}. */
    public Api(String server) {
        this.server = server;
    }

    /** Whether the controller answers that it is ready. */
    public boolean ready() {
        try {
            return open("/readyz", ANSWER).getResponseCode() == 200;
        } catch (IOException away) {
            return false;
        }
    }

    /**
     * All objects of a kind, by its plural.
     *
     * @throws LabException ({@code UNREACHABLE}) without a controller
     */
    public List<JsonNode> list(String kind) {
        try {
            HttpURLConnection connection = open("/v1/" + kind, ANSWER);
            return answer(connection).path("items").values().stream().toList();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Applies documents: all or nothing. */
    public void apply(String manifests) {
        try {
            HttpURLConnection connection = open("/v1/apply", ANSWER);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/yaml");
            try (var body = connection.getOutputStream()) {
                body.write(manifests.getBytes(StandardCharsets.UTF_8));
            }
            var _ = answer(connection);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * Follows changes of kinds until the stream breaks: {@code onEvent} runs once when it stands, and after each event.
     *
     * @param silence how long to wait for a byte before the stream counts as broken
     */
    public void watch(String kinds, Duration silence, Runnable onEvent) throws IOException {
        HttpURLConnection connection = open("/v1/watch?kinds=" + kinds, silence);
        connection.setRequestProperty("Accept", "text/event-stream");
        if (connection.getResponseCode() != 200) {
            throw new IOException("watch: HTTP " + connection.getResponseCode());
        }
        onEvent.run();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    onEvent.run();
                }
            }
        }
    }

    private HttpURLConnection open(String path, Duration limit) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(server + path).toURL().openConnection();
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) limit.toMillis());
        return connection;
    }

    private static JsonNode answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] bytes = body == null ? new byte[0] : body.readAllBytes();
            if (status >= 400) {
                throw new LabException(
                        LabException.Reason.FAILED,
                        "the controller answered " + status + ": " + new String(bytes, StandardCharsets.UTF_8));
            }
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw new IOException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private LabException unreachable(IOException e) {
        return new LabException(
                LabException.Reason.UNREACHABLE,
                "no controller at " + server + " (" + e.getMessage() + "): heddle lab start controller");
    }
}
