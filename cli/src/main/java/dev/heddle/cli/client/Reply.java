package dev.heddle.cli.client;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole answer of the API.
 *
 * @param headers by lower-case name
 */
public record Reply(int status, Map<String, String> headers, String body) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public boolean isGood() {
        return status < 400;
    }

    public Exit exit() {
        return Exit.ofStatus(status);
    }

    /** The body as JSON; an empty object where there is none. */
    public JsonNode json() {
        return body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
    }
}
