package dev.heddle.lab;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads the conditions of an object as the API shows it. */
public final class Conditions {
    private Conditions() {}

    /** Whether the condition is there and true. */
    public static boolean holds(JsonNode object, String type) {
        return find(object, type).path("status").asString("").equals("True");
    }

    /** Whether every host that is connected holds what the object stands for. */
    public static boolean realised(JsonNode object) {
        JsonNode condition = find(object, "Realised");
        return condition.path("status").asString("").equals("True")
                || condition.path("reason").asString("").equals("HostAway");
    }

    private static JsonNode find(JsonNode object, String type) {
        for (JsonNode condition : object.path("status").path("conditions").values()) {
            if (condition.path("type").asString("").equals(type)) {
                return condition;
            }
        }
        return MissingNode.getInstance();
    }
}
