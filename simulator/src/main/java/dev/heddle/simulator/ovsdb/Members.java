package dev.heddle.simulator.ovsdb;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes the members of a JSON object by name and type. The first thing that is wrong is kept; members that nobody took are wrong,
 * too.
 */
final class Members {
    private static final Pattern ID = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private final @Nullable JsonNode json;
    private final String what;
    private final Set<String> used = new HashSet<>();
    private @Nullable Refusal wrong;

    /** @param what is read, for messages */
    Members(JsonNode json, String what) {
        this.json = json.isObject() ? json : null;
        this.what = what;
        if (this.json == null) {
            wrong("Object expected.");
        }
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    @Nullable
    String id(String name) {
        JsonNode found = take(name, Members::id, true);
        return found == null ? null : found.stringValue();
    }

    @Nullable
    String text(String name) {
        JsonNode found = take(name, JsonNode::isString, true);
        return found == null ? null : found.stringValue();
    }

    @Nullable
    JsonNode optionalId(String name) {
        return take(name, Members::id, false);
    }

    @Nullable
    JsonNode optionalText(String name) {
        return take(name, JsonNode::isString, false);
    }

    @Nullable
    JsonNode array(String name) {
        return take(name, JsonNode::isArray, true);
    }

    @Nullable
    JsonNode optionalArray(String name) {
        return take(name, JsonNode::isArray, false);
    }

    @Nullable
    JsonNode object(String name) {
        return take(name, JsonNode::isObject, true);
    }

    @Nullable
    JsonNode optionalObject(String name) {
        return take(name, JsonNode::isObject, false);
    }

    @Nullable
    JsonNode flag(String name, boolean required) {
        return take(name, JsonNode::isBoolean, required);
    }

    @Nullable
    JsonNode optionalInteger(String name) {
        return take(name, JsonNode::isIntegralNumber, false);
    }

    /** Unless something is wrong already. */
    void wrong(String details) {
        if (wrong == null) {
            wrong = Refusal.syntax(json, "Parsing " + what + " failed: " + details);
        }
    }

    /** @throws Refusal what was wrong so far */
    void check() throws Refusal {
        if (wrong != null) {
            throw wrong;
        }
    }

    /** @throws Refusal what was wrong, or that there are more members */
    void finish() throws Refusal {
        if (wrong == null && json != null) {
            List<String> more = json.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !used.contains(name))
                    .toList();
            if (more.size() == 1) {
                wrong("Member '" + more.getFirst() + "' is present but not allowed here.");
            } else if (!more.isEmpty()) {
                int others = more.size() - 1;
                wrong("Member '" + more.getFirst() + "' and " + others + " other member" + (others > 1 ? "s" : "")
                        + " are present but not allowed here.");
            }
        }
        check();
    }

    private static boolean id(JsonNode json) {
        return json.isString() && isId(json.stringValue());
    }

    private @Nullable JsonNode take(String name, Predicate<JsonNode> type, boolean required) {
        if (json == null) {
            return null;
        }
        JsonNode found = json.get(name);
        if (found == null) {
            if (required) {
                wrong("Required '" + name + "' member is missing.");
            }
            return null;
        }
        if (!type.test(found)) {
            wrong("Type mismatch for member '" + name + "'.");
            return null;
        }
        used.add(name);
        return found;
    }
}
