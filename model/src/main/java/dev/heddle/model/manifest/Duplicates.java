package dev.heddle.model.manifest;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds objects and uids that are declared twice in one request. */
final class Duplicates {
    private final Map<ObjectKey, Position> keys = new HashMap<>();
    private final Map<UUID, Manifest> uids = new HashMap<>();

    /** What is wrong with the next manifest, after all that came before. */
    List<Problem> check(Manifest manifest) {
        List<Problem> out = new ArrayList<>();
        Position first = keys.putIfAbsent(manifest.key(), manifest.position());
        if (first != null) {
            out.add(problem(
                    manifest,
                    ManifestError.DUPLICATE_OBJECT,
                    "metadata.name",
                    "declared twice, first at %s, expected it once".formatted(first)));
            return out;
        }
        manifest.uid().ifPresent(uid -> {
            Manifest holder = uids.putIfAbsent(uid, manifest);
            if (holder != null) {
                out.add(problem(
                        manifest,
                        ManifestError.DUPLICATE_UID,
                        "metadata.uid",
                        "is the uid of %s too, declared at %s, expected each once"
                                .formatted(holder.key(), holder.position())));
            }
        });
        return out;
    }

    private static Problem problem(Manifest manifest, ManifestError error, String field, String message) {
        return new Problem(
                Problem.Category.BAD_INPUT,
                error.code(),
                manifest.at(field),
                manifest.key().toString(),
                field,
                message,
                null);
    }
}
