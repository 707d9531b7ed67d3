package dev.heddle.controller.reconcile;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/** The addresses by which hosts reach this controller. */
final class Addresses {
    private static final String LOOPBACK = "127.0.0.1";

    private Addresses() {}

    /**
     * Where a host's bridge dials.
     *
     * @param advertised the address to use whatever the host's connection says
     * @param connection our end of the host's connection
     * @param listener where we listen for OpenFlow
     */
    static String controller(Optional<String> advertised, SocketAddress connection, InetSocketAddress listener) {
        return target(advertised.orElseGet(() -> reachable(connection, listener)), listener.getPort());
    }

    /** Where a host's database dials us, by our end of its connection. */
    static Optional<String> manager(SocketAddress connection) {
        return connection instanceof InetSocketAddress inet
                ? Optional.of(target(inet.getAddress().getHostAddress(), inet.getPort()))
                : Optional.empty();
    }

    /** A host on a unix socket is on this machine. */
    private static String reachable(SocketAddress connection, InetSocketAddress listener) {
        InetAddress own = connection instanceof InetSocketAddress inet ? inet.getAddress() : listener.getAddress();
        return own.isAnyLocalAddress() ? LOOPBACK : own.getHostAddress();
    }

    private static String target(String address, int port) {
        return "tcp:" + (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }
}
