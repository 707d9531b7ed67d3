package dev.heddle.lab;

import tools.jackson.databind.JsonNode;

/** Reads the conditions of an object as the API shows it. */
public final class Conditions {
    private Conditions() {}

    /** Whether the condition is there and true. */
    public static boolean holds(JsonNode object, String type) {
        for (JsonNode condition : object.path("status").path("conditions").values()) {
            if (condition.path("type").asString("").equals(type)) {
                return condition.path("status").asString("").equals("True");
            }
        }
        return false;
    }
}
