package dev.heddle.ovs.sdk;

import dev.heddle.ovs.ovsdb.net.OvsdbTarget;
import dev.heddle.ovs.sdk.SwitchException.Kind;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Addresses as Open vSwitch writes them: {@code tcp:HOST:PORT}, IPv6 in brackets, {@code unix:PATH}. */
final class HostPort {
    private HostPort() {}

    /** @throws SwitchException of kind BAD_INPUT, with what was expected; UNREACHABLE where a name has no address */
    static SocketAddress socketAddress(String text) {
        SocketAddress address;
        try {
            address = OvsdbTarget.parse(text).resolve();
        } catch (IllegalArgumentException e) {
            throw new SwitchException(Kind.BAD_INPUT, String.valueOf(e.getMessage()));
        }
        if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
            throw new SwitchException(Kind.UNREACHABLE, text + ": no address is known for " + inet.getHostString());
        }
        return address;
    }

    /** The host of {@code tcp:HOST:PORT} or {@code ssl:HOST:PORT}, without brackets. */
    static String host(String text) {
        String host = text.substring(text.indexOf(':') + 1, text.lastIndexOf(':'));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
