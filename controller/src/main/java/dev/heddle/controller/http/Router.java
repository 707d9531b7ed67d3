package dev.heddle.controller.http;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request. Immutable. */
final class Router {
    private final List<Entry> entries;

    private record Entry(Route route, List<String> segments) {
        /** The path's parameters, or null if the path is not of this template. */
        @Nullable
        Map<String, String> match(List<String> path) {
            if (segments.size() != path.size()) {
                return null;
            }
            Map<String, String> out = new HashMap<>();
            for (int i = 0; i < path.size(); i++) {
                String segment = segments.get(i);
                if (Route.isParameter(segment)) {
                    out.put(segment.substring(1, segment.length() - 1), path.get(i));
                } else if (!segment.equals(path.get(i))) {
                    return null;
                }
            }
            return out;
        }
    }

    /** A route with its parameters. */
    record Found(Route route, Map<String, String> path) {}

    Router(List<Route> routes) {
        entries = routes.stream().map(r -> new Entry(r, r.segments())).toList();
    }

    /**
     * @param rawPath as in the request line
     * @throws Failure 404 for an unknown path, 405 for a known one with another method
     */
    Found find(String method, String rawPath) {
        String[] segments = rawPath.substring(Math.min(1, rawPath.length())).split("/", -1);
        List<String> path =
                Arrays.stream(segments).map(s -> Query.decode(s, false)).toList();
        SortedSet<String> allowed = new TreeSet<>();
        for (Entry entry : entries) {
            Map<String, String> parameters = entry.match(path);
            if (parameters != null) {
                if (entry.route.method().equals(method)) {
                    return new Found(entry.route, parameters);
                }
                allowed.add(entry.route.method());
            }
        }
        if (allowed.isEmpty()) {
            throw Failure.of(HttpError.UNKNOWN_PATH, null, null, "no such path: " + rawPath, "see /openapi.json");
        }
        String methods = String.join(", ", allowed);
        throw Failure.of(HttpError.WRONG_METHOD, null, null, method + " is not for this path; it takes " + methods)
                .withHeader("Allow", methods);
    }
}
