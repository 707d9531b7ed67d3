package dev.heddle.model.manifest.schema;

import dev.heddle.model.Kind;
import dev.heddle.model.manifest.ManifestError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/** Who an object is; {@code tenant} is empty for cluster-wide kinds. */
public record Metadata(Optional<String> tenant, String name, SequencedMap<String, String> labels, Optional<UUID> uid) {
    private static final String TENANT = "tenant";

    /** Of the objects of a kind. */
    static ObjectType<Metadata> type(Kind kind) {
        if (kind.clusterWide()) {
            return withoutTenant("a " + kind.manifestName());
        }
        return type(new Field<>(TENANT, Types.NAME, true, "the name of a tenant", Metadata::tenant, null));
    }

    /** Of objects that belong to no tenant; messages say {@code a Host}. */
    static ObjectType<Metadata> withoutTenant(String anObject) {
        String message = anObject + " belongs to no tenant, expected none";
        return type(Field.optional(
                TENANT,
                new RefusedType<>(ManifestError.UNEXPECTED_TENANT, message),
                Metadata::tenant,
                "not for this kind"));
    }

    /** Where the kind is not known. */
    static ObjectType<Metadata> anyType() {
        return type(Field.optional(TENANT, Types.NAME, Metadata::tenant, "the name of a tenant"));
    }

    private static ObjectType<Metadata> type(Field<Metadata, String> tenant) {
        Field<Metadata, String> name =
                Field.required("name", Types.NAME, Metadata::name, "a name, unique per kind and tenant; immutable");
        Field<Metadata, SequencedMap<String, String>> labels = Field.optional(
                "labels",
                new MapType(Types.LABEL_KEY, Types.LABEL_VALUE),
                metadata -> Optional.of(metadata.labels()).filter(l -> !l.isEmpty()),
                "words to select objects by");
        Field<Metadata, UUID> uid = Field.optional(
                "uid", Types.UUID_TEXT, Metadata::uid, "a UUID; given by the server if absent; immutable");
        return ObjectType.of(
                        List.of(tenant, name, labels, uid),
                        values -> new Metadata(
                                values.find(tenant),
                                values.get(name),
                                values.find(labels).orElseGet(LinkedHashMap::new),
                                values.find(uid)))
                .ignoring("revision", "created");
    }
}
