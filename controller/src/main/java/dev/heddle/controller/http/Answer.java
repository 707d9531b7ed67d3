package dev.heddle.controller.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a handler answers. */
sealed interface Answer {
    String JSON = "application/json";

    /** A complete body. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Whole(int status, String contentType, Map<String, String> headers, byte[] body) implements Answer {
        Whole with(String header, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(header, value);
            return new Whole(status, contentType, more, body);
        }
    }

    /** A body that is written until the writer returns. */
    record Stream(String contentType, Writer writer) implements Answer {
        /** Runs on the request's virtual thread. */
        interface Writer {
            void writeTo(OutputStream out) throws IOException, InterruptedException;
        }
    }

    static Whole json(JsonNode body) {
        return json(200, body);
    }

    static Whole json(int status, JsonNode body) {
        return new Whole(status, JSON, Map.of(), Json.bytes(body));
    }

    static Whole text(int status, String body) {
        return new Whole(status, "text/plain; charset=utf-8", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
