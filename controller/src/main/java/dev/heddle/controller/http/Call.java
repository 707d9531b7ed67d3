package dev.heddle.controller.http;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One request, as handlers see it.
 *
 * @param path parameters of the route's template, decoded
 * @param body empty for methods without one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Call(Map<String, String> path, Query query, SortedMap<String, String> headers, Caller caller, byte[] body) {

    /** Who asks, and from where. */
    record Caller(String actor, String origin, boolean readOnly) {}

    /** A parameter that the route's template names. */
    String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    /** The header's value; the name in lower case. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
