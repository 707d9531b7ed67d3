package dev.heddle.model.decide;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import dev.heddle.model.Problem.Category;
import dev.heddle.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The problems found in one request so far. */
final class Findings {
    private static final int NAMED = 5;
    private static final Comparator<Problem> BY_POSITION = Comparator.comparing(
            Problem::position,
            Comparator.comparing(Position::file)
                    .thenComparingInt(Position::line)
                    .thenComparingInt(Position::column));

    private final List<Problem> problems = new ArrayList<>();

    void badInput(RequestError error, Manifest manifest, String field, String message) {
        add(Category.BAD_INPUT, error, manifest, field, message);
    }

    void conflict(RequestError error, Manifest manifest, String field, String message) {
        add(Category.CONFLICT, error, manifest, field, message);
    }

    void add(Category category, RequestError error, Manifest manifest, String field, String message) {
        problems.add(new Problem(
                category, error.code(), manifest.at(field), manifest.key().toString(), field, message, null));
    }

    /** Of an object as a whole. */
    void add(Category category, RequestError error, Position position, ObjectKey key, String message) {
        problems.add(new Problem(category, error.code(), position, key.toString(), null, message, null));
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    Decision.Refused refused() {
        return new Decision.Refused(problems.stream().sorted(BY_POSITION).toList());
    }

    /** Names holders or referrers, the first few of many. */
    static String naming(Collection<ObjectKey> keys) {
        String named =
                keys.stream().sorted().limit(NAMED).map(ObjectKey::toString).collect(Collectors.joining(", "));
        return keys.size() <= NAMED ? named : named + " and " + (keys.size() - NAMED) + " more";
    }

    static String quoted(@Nullable Object value) {
        return "\"" + value + "\"";
    }
}
