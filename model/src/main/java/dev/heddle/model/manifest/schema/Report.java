package dev.heddle.model.manifest.schema;

import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import dev.heddle.model.manifest.ManifestError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the problems of one object. Owned by the thread that reads it. */
public final class Report {
    private final @Nullable String object;
    private final Position document;
    private final Map<String, Position> positions;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param object as messages name it, null if that is not known
     * @param positions of all values of the document, by path
     */
    public Report(@Nullable String object, Position document, Map<String, Position> positions) {
        this.object = object;
        this.document = document;
        this.positions = positions;
    }

    /** A problem with the value at the path; with the nearest enclosing one if it was not written. */
    public void at(ManifestError error, String path, String message) {
        add(error, find(path), path, message, null);
    }

    /** A problem at a place of its own. */
    public void add(ManifestError error, Position at, String path, String message) {
        add(error, at, path, message, null);
    }

    /** A problem with a hint what to do. */
    public void add(ManifestError error, Position at, String path, String message, @Nullable String hint) {
        problems.add(new Problem(
                Problem.Category.BAD_INPUT, error.code(), at, object, path.isEmpty() ? null : path, message, hint));
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public int count() {
        return problems.size();
    }

    private Position find(String field) {
        String path = field;
        while (true) {
            Position found = positions.get(path);
            if (found != null) {
                return found;
            }
            int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
            if (cut < 0) {
                return document;
            }
            path = path.substring(0, cut);
        }
    }
}
