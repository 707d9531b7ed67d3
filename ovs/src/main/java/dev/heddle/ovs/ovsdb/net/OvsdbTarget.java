package dev.heddle.ovs.ovsdb.net;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Where an OVSDB server listens. */
public sealed interface OvsdbTarget {
    /** {@code tcp:H:P}; the name is looked up at each attempt. */
    record Tcp(String host, int port) implements OvsdbTarget {
        @Override
        public String toString() {
            return "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** {@code unix:PATH}. */
    record Unix(String path) implements OvsdbTarget {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * Reads {@code tcp:H:P}, with an IPv6 address in brackets, or {@code unix:PATH}.
     *
     * @throws IllegalArgumentException with what was expected
     */
    static OvsdbTarget parse(String text) {
        if (text.startsWith("unix:") && text.length() > 5) {
            return new Unix(text.substring(5));
        }
        int colon = text.lastIndexOf(':');
        if (!text.startsWith("tcp:") || colon < 5) {
            throw new IllegalArgumentException("expected tcp:HOST:PORT or unix:PATH, found " + text);
        }
        String host = text.substring(4, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String digits = text.substring(colon + 1);
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("expected a port from 1 to 65535, found " + digits);
        }
        return new Tcp(bracketed ? host.substring(1, host.length() - 1) : host, port);
    }

    /** The socket address; looks a host name up, which may block. */
    default SocketAddress resolve() {
        return switch (this) {
            case Tcp(String host, int port) -> new InetSocketAddress(host, port);
            case Unix(String path) -> UnixDomainSocketAddress.of(path);
        };
    }
}
