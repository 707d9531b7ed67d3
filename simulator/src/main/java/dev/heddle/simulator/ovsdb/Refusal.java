package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.OvsdbWire;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Why something is not done, in the words of ovsdb-server: {@code <error>} of RFC 7047 section 3.1. */
final class Refusal extends Exception {
    static final String SYNTAX = "syntax error";
    static final String CONSTRAINT = "constraint violation";

    private final String tag;
    private final @Nullable JsonNode syntax;

    private Refusal(String tag, String details, @Nullable JsonNode syntax) {
        super(details, null, false, false);
        this.tag = tag;
        this.syntax = syntax;
    }

    static Refusal of(String tag, String details) {
        return new Refusal(tag, details, null);
    }

    /** @param found what it is about */
    static Refusal syntax(@Nullable JsonNode found, String details) {
        return new Refusal(SYNTAX, details, found);
    }

    static Refusal about(JsonNode found, String tag, String details) {
        return new Refusal(tag, details, found);
    }

    String tag() {
        return tag;
    }

    ObjectNode json() {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("error", tag).put("details", getMessage());
        if (syntax != null) {
            out.put("syntax", new String(OvsdbWire.write(sorted(syntax)), StandardCharsets.UTF_8));
        }
        return out;
    }

    private static JsonNode sorted(JsonNode json) {
        if (json.isArray()) {
            ArrayNode out = JsonNodeFactory.instance.arrayNode();
            json.forEach(element -> out.add(sorted(element)));
            return out;
        }
        if (!json.isObject()) {
            return json;
        }
        TreeMap<String, JsonNode> members = new TreeMap<>();
        json.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        members.forEach(out::set);
        return out;
    }
}
