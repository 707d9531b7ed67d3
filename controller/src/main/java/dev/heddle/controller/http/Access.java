package dev.heddle.controller.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Decides who asks. A local listener trusts whoever can connect, except pages in a browser of this machine: a foreign
 * {@code Origin} or a {@code Host} that is no name of this machine (DNS rebinding) is denied. Any other listener wants a
 * token. Immutable.
 *
 * @param local whether the listener is a unix socket or on loopback
 */
record Access(boolean local, Tokens tokens) {
    static final String LOCAL_ACTOR = "local";
    private static final String BEARER = "bearer ";

    /**
     * @param headers names in lower case
     * @throws Failure 401 without a valid token where one is wanted, 403 for what the caller may not do
     */
    Call.Caller check(SocketAddress peer, SortedMap<String, String> headers, Route route) {
        String origin = peer instanceof InetSocketAddress tcp ? tcp.getAddress().getHostAddress() : "unix";
        String page = headers.get("origin");
        if (page != null && !sameOrigin(page, headers)) {
            throw Failure.of(
                    HttpError.FOREIGN_ORIGIN, null, null, "requests of pages from " + page + " are not allowed");
        }
        Optional<String> token = token(headers);
        if (token.isPresent()) {
            Tokens.Holder holder =
                    tokens.holder(token.get()).orElseThrow(() -> unauthenticated("the token is not known"));
            if (route.writes() && holder.readOnly()) {
                throw Failure.of(HttpError.READ_ONLY, null, null, "the token of " + holder.name() + " may only read");
            }
            return new Call.Caller(holder.name(), origin, holder.readOnly());
        }
        if (!local) {
            throw unauthenticated("a token is wanted: Authorization: Bearer TOKEN");
        }
        if (peer instanceof InetSocketAddress && !localName(headers)) {
            throw Failure.of(
                    HttpError.FOREIGN_HOST,
                    null,
                    null,
                    "the Host header names another machine: " + headers.get("host"));
        }
        return new Call.Caller(LOCAL_ACTOR, origin, false);
    }

    private static Failure unauthenticated(String message) {
        return Failure.of(HttpError.UNAUTHENTICATED, null, null, message).withHeader("WWW-Authenticate", "Bearer");
    }

    private static Optional<String> token(Map<String, String> headers) {
        String value = headers.get("authorization");
        if (value == null) {
            return Optional.empty();
        }
        if (!value.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw unauthenticated("only Authorization: Bearer TOKEN is understood");
        }
        return Optional.of(value.substring(BEARER.length()).strip());
    }

    private static boolean sameOrigin(String page, Map<String, String> headers) {
        try {
            return Objects.equals(URI.create(page).getAuthority(), headers.get("host"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean localName(Map<String, String> headers) {
        String host = headers.getOrDefault("host", "localhost").toLowerCase(Locale.ROOT);
        String name = host.replaceFirst(":[0-9]*$", "");
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.[0-9]{1,3}){3}");
    }
}
