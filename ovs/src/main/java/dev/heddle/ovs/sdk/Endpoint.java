package dev.heddle.ovs.sdk;

import dev.heddle.ovs.sdk.SwitchException.Kind;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * An address, and a port where there is one.
 *
 * @param port 0 for none
 */
record Endpoint(InetAddress address, int port) {
    private static final int LAST_PORT = 65535;

    /**
     * Reads {@code 10.0.0.1}, {@code 10.0.0.1:80}, {@code fd00::1} or {@code [fd00::1]:80}.
     *
     * @param what is read, for messages
     * @throws SwitchException of kind BAD_INPUT
     */
    static Endpoint parse(String what, String text) {
        int colon = text.lastIndexOf(':');
        boolean ported = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
        String digits = ported ? text.substring(colon + 1) : "0";
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > LAST_PORT || (ported && digits.matches("0+"))) {
            throw new SwitchException(Kind.BAD_INPUT, what + " \"" + text + "\": " + digits + " is no port");
        }
        String address = ported ? text.substring(0, colon) : text;
        if (address.startsWith("[") && address.endsWith("]")) {
            address = address.substring(1, address.length() - 1);
        }
        return new Endpoint(address(what, address), Integer.parseInt(digits));
    }

    /** Reads an address, which is not looked up. */
    static InetAddress address(String what, String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new SwitchException(Kind.BAD_INPUT, what + " \"" + text + "\": no IPv4 or IPv6 address");
        }
    }

    /** As RFC 5952 has it. */
    static String text(InetAddress address) {
        return NetUtil.toAddressString(address);
    }

    static String text(InetAddress address, int port) {
        String literal = text(address);
        if (port == 0) {
            return literal;
        }
        return (address instanceof Inet6Address ? "[" + literal + "]" : literal) + ":" + port;
    }

    @Override
    public String toString() {
        return text(address, port);
    }
}
