package dev.heddle.cli.output;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A problem of the API for a person: one line, and where it is about an input that we hold, the input's line with a caret.
 */
public final class ProblemText {
    private ProblemText() {}

    /**
     * @param problem RFC 9457 with {@code errors}
     * @param files text of each input by the name that messages use
     */
    public static String of(JsonNode problem, Map<String, String> files) {
        StringBuilder out = new StringBuilder();
        for (JsonNode error : problem.path("errors")) {
            out.append(line(error)).append('\n');
            snippet(error, files).ifPresent(out::append);
        }
        if (out.isEmpty()) {
            String detail = problem.path("detail").asString("");
            out.append(detail.isEmpty() ? problem.path("title").asString("the controller refused") : detail)
                    .append('\n');
        }
        return out.toString();
    }

    /** {@code net.yaml:17:9: Slice team-a/train: spec.subnts: unknown field, did you mean "subnets"?} */
    static String line(JsonNode error) {
        StringBuilder out = new StringBuilder();
        String file = error.path("file").asString("");
        int line = error.path("line").asInt(0);
        if (!file.isEmpty() && line > 0) {
            out.append(file)
                    .append(':')
                    .append(line)
                    .append(':')
                    .append(error.path("column").asInt(0))
                    .append(": ");
        }
        part(out, error, "object");
        part(out, error, "field");
        out.append(error.path("message").asString(""));
        String hint = error.path("hint").asString("");
        return hint.isEmpty() ? out.toString() : out + ", " + hint;
    }

    private static void part(StringBuilder out, JsonNode error, String name) {
        String text = error.path(name).asString("");
        if (!text.isEmpty()) {
            out.append(text).append(": ");
        }
    }

    private static Optional<String> snippet(JsonNode error, Map<String, String> files) {
        String text = files.get(error.path("file").asString(""));
        int number = error.path("line").asInt(0);
        int column = error.path("column").asInt(0);
        if (text == null || number < 1 || column < 1) {
            return Optional.empty();
        }
        return text.lines()
                .skip(number - 1L)
                .findFirst()
                .filter(l -> l.length() < 400)
                .map(l -> {
                    String shown = "  " + number + " | ";
                    return shown + l + "\n" + " ".repeat(shown.length() + Math.min(column, l.length() + 1) - 1) + "^\n";
                });
    }
}
