package dev.heddle.controller.http;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import dev.heddle.model.Resource;
import dev.heddle.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code If-Match} and {@code If-None-Match} (RFC 9110 section 13.1) over {@code metadata.revision}.
 *
 * @param revision the object must have it
 * @param exists whether there must be an object, or must be none; empty for no condition
 */
record Precondition(OptionalLong revision, Optional<Boolean> exists) {
    static Precondition of(Call call) {
        Optional<String> match = call.header("if-match");
        Optional<String> none = call.header("if-none-match");
        if (none.isPresent()) {
            if (match.isPresent() || !none.get().equals("*")) {
                throw bad("If-None-Match", "only * is understood, and not beside If-Match");
            }
            return new Precondition(OptionalLong.empty(), Optional.of(false));
        }
        if (match.isEmpty()) {
            return new Precondition(OptionalLong.empty(), Optional.empty());
        }
        String tag = match.get().strip();
        if (tag.equals("*")) {
            return new Precondition(OptionalLong.empty(), Optional.of(true));
        }
        OptionalLong revision = Query.number(tag.replaceFirst("^\"(.*)\"$", "$1"));
        if (revision.isEmpty()) {
            throw bad("If-Match", "expected one ETag of this API, found " + tag);
        }
        return new Precondition(revision, Optional.of(true));
    }

    static String etag(Resource resource) {
        return "\"" + resource.revision() + "\"";
    }

    /**
     * @param sent what the caller would put, null for a deletion
     * @throws Failure 412 if the stored object is not as wanted, with the difference
     */
    void check(ObjectKey key, @Nullable Resource stored, @Nullable Manifest sent) {
        if (exists.isPresent() && exists.get() != (stored != null)) {
            throw Failure.of(
                    HttpError.PRECONDITION, key.toString(), null, stored == null ? "does not exist" : "exists");
        }
        if (stored != null && revision.isPresent() && revision.getAsLong() != stored.revision()) {
            throw changed(key, stored, sent);
        }
    }

    private Failure changed(ObjectKey key, Resource stored, @Nullable Manifest sent) {
        String message = "is at revision " + stored.revision() + ", not at " + revision.getAsLong();
        List<Problem> problems = new ArrayList<>();
        problems.add(problem(key, "metadata.revision", message));
        List<SpecDifference.Field> difference = sent == null ? List.of() : difference(stored, sent);
        difference.forEach(d -> problems.add(problem(key, d.path(), "stored " + d.from() + ", sent " + d.to())));
        return Failure.of(HttpError.PRECONDITION, key + " " + message, problems)
                .with("revision", Json.number(stored.revision()))
                .with("difference", SpecDifference.json(difference));
    }

    /** From what is stored to what was sent: labels and spec as written. */
    static List<SpecDifference.Field> difference(Resource stored, Manifest sent) {
        List<SpecDifference.Field> out = new ArrayList<>();
        ObjectNode before = Json.object();
        stored.labels().forEach(before::put);
        ObjectNode after = Json.object();
        sent.labels().forEach(after::put);
        out.addAll(SpecDifference.between("metadata.labels", before, after));
        out.addAll(SpecDifference.between("spec", stored.written(), sent.written()));
        return out;
    }

    private static Problem problem(ObjectKey key, String field, String message) {
        return new Problem(
                Problem.Category.CONFLICT,
                HttpError.PRECONDITION.code(),
                Position.NONE,
                key.toString(),
                field,
                message,
                null);
    }

    private static Failure bad(String header, String message) {
        return Failure.of(HttpError.BAD_HEADER, null, header, message);
    }
}
