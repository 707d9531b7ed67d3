package dev.heddle.model;

import dev.heddle.model.spec.Spec;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A declared object as it is stored.
 *
 * @param id a number that is never used again, 1 to 2^40 - 1; the owner mark in flow cookies
 * @param uid given by the user or the server, never changed
 * @param labels sorted by key
 * @param revision of the last change of labels or spec
 * @param created when it was first declared
 * @param spec the typed spec
 * @param written the spec exactly as written (JSON; for output)
 * @param source where the declaration came from
 */
public record Resource(
        ObjectKey key,
        long id,
        UUID uid,
        SortedMap<String, String> labels,
        long revision,
        Instant created,
        Spec spec,
        JsonNode written,
        Position source) {

    public Resource {
        labels = java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>((Map<String, String>) labels));
    }

    /** The spec as the record of its kind. */
    public <T extends Spec> T spec(Class<T> type) {
        return type.cast(spec);
    }
}
