package dev.heddle.model;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request. Its text form is {@code net.yaml:17:9: Slice team-a/train: spec.subnts: unknown
 * field, did you mean "subnets"?}
 *
 * @param code what is wrong, the same for every occurrence: lower case with dashes, listed in docs/errors.md
 * @param object as {@link ObjectKey#toString()}, or null where no object is known
 * @param field path of the field as {@code spec.uplinks[0].address}, or null
 * @param message what was found and what was expected
 * @param hint what to do, or null
 */
public record Problem(
        Category category,
        String code,
        Position position,
        @Nullable String object,
        @Nullable String field,
        String message,
        @Nullable String hint) {
    /** What kind of refusal; decides exit code and HTTP status. */
    public enum Category {
        /** Malformed, self-contradicting or dangling: exit 2, HTTP 400. */
        BAD_INPUT,
        /** Contradicts the stored state: exit 5, HTTP 409. */
        CONFLICT,
        /** The object does not exist: exit 6, HTTP 404. */
        NOT_FOUND,
        /** Over a quota or the pool: exit 8, HTTP 422. */
        OVER_LIMIT
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (!position.equals(Position.NONE)) {
            out.append(position).append(": ");
        }
        if (object != null) {
            out.append(object).append(": ");
        }
        if (field != null) {
            out.append(field).append(": ");
        }
        out.append(message);
        return hint == null ? out.toString() : out + ", " + hint;
    }
}
