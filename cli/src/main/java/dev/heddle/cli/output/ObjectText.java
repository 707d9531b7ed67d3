package dev.heddle.cli.output;

import dev.heddle.model.Kind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Small reads of an object as the API gives it. */
public final class ObjectText {
    private ObjectText() {}

    /** {@code port.team-a/train-0}, from a {@code kind}, {@code metadata} tree. */
    public static String line(JsonNode object) {
        String kind = object.path("kind").asString("");
        String word = Kind.ofManifest(kind).map(Kind::singular).orElse(kind);
        return word + "." + path(object.path("metadata"));
    }

    /** The same from a flat tree with {@code kind}, {@code tenant} and {@code name}. */
    public static String flatLine(JsonNode result) {
        String kind = result.path("kind").asString("");
        String word = Kind.ofManifest(kind).map(Kind::singular).orElse(kind);
        return word + "." + path(result);
    }

    private static String path(JsonNode named) {
        String tenant = named.path("tenant").asString("");
        String name = named.path("name").asString("");
        return tenant.isEmpty() ? name : tenant + "/" + name;
    }

    /** The status of a condition: {@code True}, {@code False}, {@code Unknown}; empty where it is not there. */
    public static String condition(JsonNode object, String type) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asString("").equalsIgnoreCase(type)) {
                return condition.path("status").asString("");
            }
        }
        return "";
    }

    /** Texts of an array, joined by commas without blanks. */
    public static String joined(JsonNode array) {
        List<String> out = new ArrayList<>();
        array.forEach(e -> out.add(e.asString("")));
        return String.join(",", out);
    }
}
