package dev.heddle.controller.http;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list: {@code limit} objects after the one that {@code continue} names. The token is the last key of the
 * page before, so a list that changes meanwhile neither repeats nor skips what stays.
 */
record Paging(int limit, String after) {
    /** @param next the token of the next page, null at the end */
    record Page(List<Resource> items, @Nullable String next) {}

    static Paging of(Query query) {
        int limit = (int) Math.min(Integer.MAX_VALUE, query.number("limit", 1).orElse(Integer.MAX_VALUE));
        String token = query.text("continue").orElse("");
        try {
            return new Paging(limit, new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw Failure.parameter("continue", "not a token of this API");
        }
    }

    Page of(Collection<Resource> sorted, Predicate<Resource> wanted) {
        List<Resource> items = new ArrayList<>();
        for (Resource resource : sorted) {
            if (position(resource.key()).compareTo(after) <= 0 || !wanted.test(resource)) {
                continue;
            }
            if (items.size() == limit) {
                return new Page(items, token(items.getLast().key()));
            }
            items.add(resource);
        }
        return new Page(items, null);
    }

    /** Sorts as {@link ObjectKey} within a kind: no name holds a character below {@code -}. */
    private static String position(ObjectKey key) {
        return (key.tenant() == null ? "" : key.tenant()) + "\0" + key.name();
    }

    private static String token(ObjectKey key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(position(key).getBytes(StandardCharsets.UTF_8));
    }
}
