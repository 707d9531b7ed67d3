package dev.heddle.controller.http;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields in which two JSON values differ. Pure. */
final class SpecDifference {
    /** @param from null where the field is new; {@code to} null where it is gone */
    record Field(
            String path, @Nullable JsonNode from, @Nullable JsonNode to) {
        ObjectNode json() {
            ObjectNode out = Json.object();
            out.put("field", path);
            if (from != null) {
                out.set("from", from);
            }
            if (to != null) {
                out.set("to", to);
            }
            return out;
        }

        @Override
        public String toString() {
            return path + ": " + (from == null ? "absent" : from) + " became " + (to == null ? "absent" : to);
        }
    }

    private SpecDifference() {}

    /** In the order of the paths; lists of equal length are compared item by item, others as a whole. */
    static List<Field> between(String path, @Nullable JsonNode from, @Nullable JsonNode to) {
        List<Field> out = new ArrayList<>();
        collect(path, from, to, out);
        return out;
    }

    static ArrayNode json(List<Field> fields) {
        ArrayNode out = Json.array();
        fields.forEach(f -> out.add(f.json()));
        return out;
    }

    private static void collect(String path, @Nullable JsonNode from, @Nullable JsonNode to, List<Field> out) {
        if (from == null || to == null) {
            if (from != null || to != null) {
                out.add(new Field(path, from, to));
            }
        } else if (from instanceof ObjectNode a && to instanceof ObjectNode b) {
            SortedSet<String> names = new TreeSet<>(a.propertyNames());
            names.addAll(b.propertyNames());
            names.forEach(n -> collect(path + "." + n, a.get(n), b.get(n), out));
        } else if (from instanceof ArrayNode a && to instanceof ArrayNode b && a.size() == b.size()) {
            for (int i = 0; i < a.size(); i++) {
                collect(path + "[" + i + "]", a.get(i), b.get(i), out);
            }
        } else if (!from.equals(to)) {
            out.add(new Field(path, from, to));
        }
    }
}
