package dev.heddle.controller.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/** Where the API listens. */
public sealed interface ListenAddress {
    /**
     * Reads {@code HOST:PORT}, {@code [V6]:PORT} or {@code unix:PATH}. Port 0 takes any free port.
     *
     * @throws IllegalArgumentException in words for the user
     */
    static ListenAddress parse(String text) {
        if (text.startsWith("unix:")) {
            String path = text.substring("unix:".length());
            if (path.isEmpty()) {
                throw new IllegalArgumentException("listen address '" + text + "': a path must follow unix:");
            }
            return new Unix(Path.of(path));
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        int port = port(text.substring(colon + 1));
        if (host.isEmpty() || port < 0) {
            throw new IllegalArgumentException("listen address '" + text + "': expected HOST:PORT or unix:PATH");
        }
        try {
            return new Tcp(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("listen address '" + text + "': unknown host '" + host + "'", e);
        }
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port <= 65535 ? port : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    SocketAddress address();

    /** Whether only processes of this machine can connect. */
    boolean local();

    /** A TCP address. */
    record Tcp(InetSocketAddress address) implements ListenAddress {
        @Override
        public boolean local() {
            return address.getAddress().isLoopbackAddress();
        }

        @Override
        public String toString() {
            String host = address.getAddress().getHostAddress();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        }
    }

    /** A unix domain socket; its permissions are those of its directory. */
    record Unix(Path path) implements ListenAddress {
        @Override
        public SocketAddress address() {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        public boolean local() {
            return true;
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }
}
