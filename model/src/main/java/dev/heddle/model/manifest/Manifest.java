package dev.heddle.model.manifest;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.spec.Spec;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One valid object of an input, with the places of its fields.
 *
 * @param uid as written, if written
 * @param written the spec exactly as written
 * @param position of the document
 * @param fields path of each field that was written ({@code spec.uplinks[0].address}) to where its value stands
 */
public record Manifest(
        ObjectKey key,
        Optional<UUID> uid,
        SortedMap<String, String> labels,
        Spec spec,
        JsonNode written,
        Position position,
        Map<String, Position> fields) {
    public Manifest {
        labels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) labels));
        fields = Map.copyOf(fields);
    }

    /** Where the field stands, or the nearest enclosing one that was written. */
    public Position at(String field) {
        String path = field;
        while (true) {
            Position found = fields.get(path);
            if (found != null) {
                return found;
            }
            int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
            if (cut < 0) {
                return position;
            }
            path = path.substring(0, cut);
        }
    }
}
