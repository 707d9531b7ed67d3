package dev.heddle.cli.output;

import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Problems for a person: one line each, and where it is about an input that we hold, the input's line with a caret. */
public final class ProblemText {
    private ProblemText() {}

    /** Of what was found here. */
    public static String of(List<Problem> problems, Map<String, String> files) {
        StringBuilder out = new StringBuilder();
        for (Problem problem : problems) {
            out.append(problem).append('\n');
            snippet(problem.position(), files).ifPresent(out::append);
        }
        return out.toString();
    }

    /**
     * Of what the API answered.
     *
     * @param problem RFC 9457 with {@code errors}
     * @param files text of each input by the name that messages use
     */
    public static String of(JsonNode problem, Map<String, String> files) {
        StringBuilder out = new StringBuilder();
        for (JsonNode error : problem.path("errors")) {
            out.append(line(error)).append('\n');
            Position position = new Position(
                    error.path("file").asString(""),
                    error.path("line").asInt(0),
                    error.path("column").asInt(0));
            snippet(position, files).ifPresent(out::append);
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

    private static Optional<String> snippet(Position position, Map<String, String> files) {
        String text = files.get(position.file());
        int number = position.line();
        int column = position.column();
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
