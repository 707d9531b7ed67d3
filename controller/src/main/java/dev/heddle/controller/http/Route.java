package dev.heddle.controller.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API. The same table routes requests and makes {@code /openapi.json}.
 *
 * @param template path whose segments are words or {@code {name}}
 * @param query names of the parameters it takes
 * @param body what it wants, if it takes one
 * @param result what it answers with 200
 */
record Route(
        String method,
        String template,
        String operation,
        String summary,
        SortedSet<String> query,
        @Nullable Body body,
        Result result,
        Handler handler) {
    /** Answers a request, or throws {@link Failure}. */
    interface Handler {
        Answer answer(Call call) throws IOException, InterruptedException, ExecutionException;
    }

    /** What a request's body is. */
    enum Body {
        /** One object, in YAML or JSON. */
        OBJECT,
        /** Many objects, in YAML or JSON, or several named files. */
        MANIFESTS,
        /** An Allocation, in YAML or JSON; nothing is stored. */
        ALLOCATION
    }

    /**
     * What an answer is.
     *
     * @param contentType its media type
     * @param schema name of its schema under {@code components/schemas}; null for text
     */
    record Result(String contentType, @Nullable String schema) {
        static Result json(String schema) {
            return new Result(Answer.JSON, schema);
        }

        static Result text(String contentType) {
            return new Result(contentType, null);
        }
    }

    static Route get(String template, String operation, String summary, Result result, Handler handler) {
        return new Route("GET", template, operation, summary, new TreeSet<>(), null, result, handler);
    }

    static Route write(
            String method,
            String template,
            String operation,
            String summary,
            @Nullable Body body,
            Result result,
            Handler handler) {
        return new Route(method, template, operation, summary, new TreeSet<>(), body, result, handler);
    }

    /** The same route, taking these query parameters. */
    Route taking(String... names) {
        return new Route(method, template, operation, summary, new TreeSet<>(List.of(names)), body, result, handler);
    }

    List<String> segments() {
        return Arrays.asList(template.substring(1).split("/", -1));
    }

    static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    boolean writes() {
        return !method.equals("GET") && body != Body.ALLOCATION;
    }
}
