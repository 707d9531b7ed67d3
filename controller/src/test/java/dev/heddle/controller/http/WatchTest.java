package dev.heddle.controller.http;

import static dev.heddle.controller.http.ApiFixture.BASE;
import static dev.heddle.controller.http.ApiFixture.json;
import static dev.heddle.controller.http.ApiFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WatchTest {
    private ApiFixture api;

    private record Event(String name, long id, JsonNode data) {}

    @BeforeEach
    void start() throws Exception {
        api = new ApiFixture();
        api.apply(BASE);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void tellsEveryRevisionOnceOverReconnections() throws Exception {
        int writes = 120;
        long from = api.state.snapshot().revision();
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < writes; i++) {
                try {
                    api.apply(port("p" + i % 10, "ips: [10.9.0." + (20 + i) + "]"));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        Random random = new Random(1);
        List<Event> seen = new ArrayList<>();
        long last = from;
        while (seen.size() < writes) {
            int take = Math.min(writes - seen.size(), 1 + random.nextInt(20));
            List<Event> part = read("/v1/watch?since=" + from, take, "Last-Event-ID", Long.toString(last));
            seen.addAll(part);
            last = part.getLast().id;
        }
        writer.join();
        assertThat(seen)
                .extracting(Event::id)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(from + 1, from + writes).boxed().toList());
        assertThat(seen).allSatisfy(e -> {
            assertThat(e.name).isEqualTo("message");
            assertThat(e.data.path("revision").longValue()).isEqualTo(e.id);
            assertThat(e.data.path("changes")).hasSize(1);
        });
    }

    @Test
    void tellsWhatWasDone() throws Exception {
        long from = api.state.snapshot().revision();
        api.apply(port("p1", ""), port("p2", ""));
        api.apply(port("p1", "ips: [10.9.0.99]"));
        api.delete("/v1/tenants/team-a/ports/p2");
        api.apply(ApiFixture.TENANT.replace("team-a", "team-b"));
        List<Event> events = read("/v1/watch?since=" + from + "&kinds=port,te", 4);
        assertThat(events.stream().map(e -> changes(e)).toList())
                .containsExactly(
                        List.of("added Port p1", "added Port p2"),
                        List.of("modified Port p1"),
                        List.of("deleted Port p2"),
                        List.of("added Tenant team-b"));
        assertThat(read("/v1/watch?since=" + from + "&kinds=tenants", 1).stream()
                        .map(e -> changes(e))
                        .toList())
                .containsExactly(List.of("added Tenant team-b"));
    }

    @Test
    void beginsWithASnapshotWhereTheHistoryDoesNotReach() throws Exception {
        long now = api.state.snapshot().revision();
        for (String path : List.of("/v1/watch", "/v1/watch?since=" + (now + 1000))) {
            Event first = read(path, 1).getFirst();
            assertThat(first.name).isEqualTo("reset");
            assertThat(first.id).isEqualTo(now);
            assertThat(first.data
                            .path("objects")
                            .valueStream()
                            .map(o -> o.path("kind").stringValue())
                            .toList())
                    .containsExactly("Tenant", "VirtualNetwork", "Slice");
        }
    }

    private static List<String> changes(Event event) {
        return event.data
                .path("changes")
                .valueStream()
                .map(c -> c.path("type").stringValue() + " "
                        + c.at("/object/kind").stringValue() + " "
                        + c.at("/object/metadata/name").stringValue())
                .toList();
    }

    /** Reads so many events, then drops the connection. */
    private List<Event> read(String path, int count, String... headers) throws Exception {
        List<Event> out = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = api.request(path);
            if (headers.length > 0) {
                request.headers(headers);
            }
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                while (out.size() < count) {
                    event(lines, out);
                }
            }
            client.shutdownNow();
        }
        return out;
    }

    /** One block of lines, by the rules of the HTML standard, section 9.2.6. */
    private static void event(BufferedReader lines, List<Event> out) throws Exception {
        String name = "message";
        long id = 0;
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("id: ")) {
                id = Long.parseLong(line.substring(4));
            } else if (line.startsWith("data: ")) {
                data.append(line.substring(6));
            }
        }
        if (!data.isEmpty()) {
            out.add(new Event(name, id, json(data.toString())));
        }
    }
}
