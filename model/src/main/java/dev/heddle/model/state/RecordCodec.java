package dev.heddle.model.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Batches to bytes and back, exactly. A batch is one JSON object with its format's version {@code v}; a record is an object
 * with one member, the record's type: {@code {"portUnbound":{"port":"port/team-a/p0"}}}. Names of types and components
 * are the format: renaming one makes a new version.
 */
public final class RecordCodec {
    /** The newest format that is read, and the one that is written. */
    public static final int VERSION = 1;

    private static final Map<String, Class<? extends Record>> TYPES = types();

    private RecordCodec() {}

    /** The outermost object. */
    private record Envelope(
            int v, long revision, Instant at, String actor, String origin, List<Map<String, Record>> records) {}

    public static byte[] encode(Batch batch) {
        return Json.MAPPER.writeValueAsBytes(new Envelope(
                VERSION,
                batch.revision(),
                batch.at(),
                batch.actor(),
                batch.origin(),
                batch.records().stream().map(RecordCodec::named).toList()));
    }

    /** @throws FormatException if the bytes are no batch, or one of a newer format, or hold an unknown record or field */
    public static Batch decode(byte[] bytes) {
        try {
            JsonNode root = Json.MAPPER.readTree(bytes);
            requireVersion(root, VERSION, "journal entry");
            List<Record> records = new ArrayList<>();
            for (JsonNode record : root.required("records")) {
                records.add(read(record));
            }
            return new Batch(
                    root.required("revision").longValue(),
                    Instant.parse(root.required("at").stringValue()),
                    root.required("actor").stringValue(),
                    root.required("origin").stringValue(),
                    records);
        } catch (JacksonException e) {
            throw new FormatException("journal entry: " + e.getOriginalMessage(), e);
        }
    }

    /** The record under its type's name, ready to be written. */
    static Map<String, Record> named(Record record) {
        return Map.of(name(record.getClass()), record);
    }

    static Record read(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            throw new FormatException("a record is an object with one member, not " + node.getNodeType());
        }
        Map.Entry<String, JsonNode> member = node.properties().iterator().next();
        Class<? extends Record> type = TYPES.get(member.getKey());
        if (type == null) {
            throw new FormatException("unknown record \"" + member.getKey() + "\"");
        }
        return Json.MAPPER.treeToValue(member.getValue(), type);
    }

    static void requireVersion(@Nullable JsonNode root, int newest, String what) {
        JsonNode version = root == null ? null : root.get("v");
        if (version == null || !version.isInt()) {
            throw new FormatException(what + ": no format version");
        }
        if (version.intValue() != newest) {
            throw new FormatException(
                    "%s: format %d, this version reads format %d".formatted(what, version.intValue(), newest));
        }
    }

    private static Map<String, Class<? extends Record>> types() {
        Map<String, Class<? extends Record>> types = new LinkedHashMap<>();
        for (Class<?> type : Record.class.getPermittedSubclasses()) {
            types.put(name(type), type.asSubclass(Record.class));
        }
        return types;
    }

    private static String name(Class<?> type) {
        String name = type.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
