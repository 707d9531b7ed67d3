package dev.heddle.ovs.ovsdb.net;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;

/**
 * Where an OVSDB server listens, or where we listen for servers that dial: ovsdb(7), "Connection Methods".
 *
 * @param passive whether we listen
 * @param host name or address without brackets, or a path; empty, where we listen, for every address
 * @param port 0, where we listen, for any that is free; 0 for a path
 */
public record OvsdbTarget(Transport transport, boolean passive, String host, int port) {
    /** The port that is meant where none is named. */
    public static final int PORT = 6640;

    private static final String FORMS = "expected tcp:HOST[:PORT], ssl:HOST[:PORT], unix:PATH, ptcp:[PORT][:HOST],"
            + " pssl:[PORT][:HOST] or punix:PATH, found ";

    /** What carries the connection. */
    public enum Transport {
        TCP,
        SSL,
        UNIX
    }

    /**
     * Reads a target as Open vSwitch writes it; an IPv6 address is in brackets.
     *
     * @throws IllegalArgumentException with what was expected
     */
    public static OvsdbTarget parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        Optional<OvsdbTarget> target = switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "tcp" -> active(Transport.TCP, rest);
            case "ssl" -> active(Transport.SSL, rest);
            case "unix" -> path(false, rest);
            case "ptcp" -> passive(Transport.TCP, rest);
            case "pssl" -> passive(Transport.SSL, rest);
            case "punix" -> path(true, rest);
            default -> Optional.empty();
        };
        return target.orElseThrow(() -> new IllegalArgumentException(FORMS + text));
    }

    private static Optional<OvsdbTarget> path(boolean passive, String path) {
        return path.isEmpty() ? Optional.empty() : Optional.of(new OvsdbTarget(Transport.UNIX, passive, path, 0));
    }

    private static Optional<OvsdbTarget> active(Transport transport, String text) {
        int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.contains(":") ? text.indexOf(':') : text.length();
        return host(text.substring(0, end))
                .filter(host -> !host.isEmpty())
                .map(host -> new OvsdbTarget(transport, false, host, port(text.substring(end), 1)));
    }

    private static Optional<OvsdbTarget> passive(Transport transport, String text) {
        int end = text.contains(":") ? text.indexOf(':') : text.length();
        String port = text.substring(0, end);
        return host(text.substring(Math.min(end + 1, text.length())))
                .map(host -> new OvsdbTarget(transport, true, host, port(port.isEmpty() ? "" : ":" + port, 0)));
    }

    private static Optional<String> host(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String host = bracketed ? text.substring(1, text.length() - 1) : text;
        return host.contains(":") == bracketed ? Optional.of(host) : Optional.empty();
    }

    private static int port(String text, int least) {
        if (text.isEmpty()) {
            return PORT;
        }
        int port = text.matches(":[0-9]{1,5}") ? Integer.parseInt(text.substring(1)) : -1;
        if (port < least || port > 65535) {
            throw new IllegalArgumentException("expected a port from " + least + " to 65535, found " + text);
        }
        return port;
    }

    /** @throws IllegalArgumentException if TLS is needed and missing, or cannot be listened with */
    Optional<Tls> requireTls(Optional<Tls> tls) {
        if (transport != Transport.SSL) {
            return Optional.empty();
        }
        if (tls.isEmpty() || (passive && !tls.get().canListen())) {
            throw new IllegalArgumentException(this + " needs a "
                    + (passive ? "private key, a certificate and a CA certificate" : "CA certificate"));
        }
        return tls;
    }

    /** The socket address; looks a host name up, which may block. */
    public SocketAddress resolve() {
        if (transport == Transport.UNIX) {
            return UnixDomainSocketAddress.of(host);
        }
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        String method = (passive ? "p" : "") + transport.name().toLowerCase(java.util.Locale.ROOT) + ":";
        String name = host.contains(":") && transport != Transport.UNIX ? "[" + host + "]" : host;
        if (transport == Transport.UNIX) {
            return method + name;
        }
        return passive ? method + port + (name.isEmpty() ? "" : ":" + name) : method + name + ":" + port;
    }
}
