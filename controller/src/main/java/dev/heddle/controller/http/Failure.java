package dev.heddle.controller.http;

import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import dev.heddle.model.Problem.Category;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Ends a request with an error answer (RFC 9457). */
final class Failure extends RuntimeException {
    static final String CONTENT_TYPE = "application/problem+json";

    private final int status;
    private final transient List<Problem> problems;
    private final transient Map<String, JsonNode> extensions = new TreeMap<>();
    private final transient Map<String, String> headers = new TreeMap<>();

    private Failure(int status, String detail, List<Problem> problems) {
        super(detail, null, false, false);
        this.status = status;
        this.problems = List.copyOf(problems);
    }

    /** The status is that of the worst problem: bad input before conflict before not found before over limit. */
    static Failure of(List<Problem> problems) {
        Category worst = problems.stream()
                .map(Problem::category)
                .min(Failure::bySeverity)
                .orElseThrow();
        return new Failure(status(worst), detail(problems), problems);
    }

    static Failure of(HttpError error, @Nullable String object, @Nullable String field, String message) {
        return of(error, object, field, message, null);
    }

    static Failure of(
            HttpError error, @Nullable String object, @Nullable String field, String message, @Nullable String hint) {
        Category category = error.status() == 404 ? Category.NOT_FOUND : Category.BAD_INPUT;
        return of(
                error,
                message,
                List.of(new Problem(category, error.code(), Position.NONE, object, field, message, hint)));
    }

    /** With problems of its own. */
    static Failure of(HttpError error, String detail, List<Problem> problems) {
        return new Failure(error.status(), detail, problems);
    }

    static Failure parameter(String name, String message) {
        return of(HttpError.BAD_PARAMETER, null, "?" + name, message);
    }

    /** Adds a member beside {@code errors}. */
    Failure with(String member, JsonNode value) {
        extensions.put(member, value);
        return this;
    }

    Failure withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    int status() {
        return status;
    }

    Answer.Whole answer() {
        ObjectNode out = Json.object();
        out.put("title", title(status));
        out.put("status", status);
        out.put("detail", String.valueOf(getMessage()));
        ArrayNode errors = out.putArray("errors");
        problems.forEach(p -> errors.add(json(p)));
        extensions.forEach(out::set);
        return new Answer.Whole(status, CONTENT_TYPE, headers, Json.bytes(out));
    }

    private static ObjectNode json(Problem problem) {
        ObjectNode out = Json.object();
        out.put("code", problem.code());
        if (!problem.position().file().isEmpty()) {
            out.put("file", problem.position().file());
        }
        if (problem.position().line() > 0) {
            out.put("line", problem.position().line());
            out.put("column", problem.position().column());
        }
        if (problem.object() != null) {
            out.put("object", problem.object());
        }
        if (problem.field() != null) {
            out.put("field", problem.field());
        }
        out.put("message", problem.message());
        if (problem.hint() != null) {
            out.put("hint", problem.hint());
        }
        return out;
    }

    private static String detail(List<Problem> problems) {
        return problems.size() == 1 ? problems.getFirst().toString() : problems.size() + " errors";
    }

    private static int bySeverity(Category a, Category b) {
        return Integer.compare(status(a) == 404 ? 410 : status(a), status(b) == 404 ? 410 : status(b));
    }

    private static int status(Category category) {
        return switch (category) {
            case BAD_INPUT -> 400;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case OVER_LIMIT -> 422;
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad input";
            case 401 -> "Not authenticated";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 409, 412 -> "Conflict";
            case 413 -> "Body too large";
            case 422 -> "Over a limit";
            case 500 -> "Internal error";
            case 503 -> "Cannot do this now";
            case 504 -> "Timeout";
            default -> "Error";
        };
    }
}
