package dev.heddle.ovs.sdk;

import dev.heddle.ovs.sdk.SwitchException.Kind;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A server behind a virtual one, in the same VLAN on the balancer's switch or reachable from it as a neighbour.
 *
 * @param port where it listens; 0 where the virtual server has none
 * @param mac of its interface, as {@code 02:00:00:00:00:01}
 * @param weight its share of new connections beside that of the others; 0 for none
 */
public record Backend(InetAddress address, int port, String mac, int weight) {
    private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");
    private static final int MOST = 0xffff;

    /** @throws SwitchException of kind BAD_INPUT, naming the backend */
    public Backend {
        mac = mac.toLowerCase(Locale.ROOT);
        String text = Endpoint.text(address, port);
        if (!MAC.matcher(mac).matches()) {
            throw new SwitchException(Kind.BAD_INPUT, "backend " + text + ": \"" + mac + "\" is no MAC");
        }
        if (port < 0 || port > MOST || weight < 0 || weight > MOST) {
            throw new SwitchException(Kind.BAD_INPUT, "backend " + text + ": port and weight are at most " + MOST);
        }
    }

    /** With weight 1. */
    public static Backend of(String endpoint, String mac) {
        Endpoint at = Endpoint.parse("backend", endpoint);
        return new Backend(at.address(), at.port(), mac, 1);
    }

    /** The same backend with another weight. */
    public Backend weighing(int other) {
        return new Backend(address, port, mac, other);
    }

    /**
     * Reads {@code ADDRESS[:PORT],mac=MAC[,weight=N]}.
     *
     * @throws SwitchException of kind BAD_INPUT, with what was expected
     */
    public static Backend parse(String text) {
        String[] parts = text.split(",", -1);
        Endpoint at = Endpoint.parse("backend", parts[0]);
        String mac = "";
        int weight = 1;
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].startsWith("mac=")) {
                mac = parts[i].substring("mac=".length());
            } else if (parts[i].matches("weight=[0-9]{1,5}")) {
                weight = Integer.parseInt(parts[i].substring("weight=".length()));
            } else {
                throw expected(text);
            }
        }
        if (mac.isEmpty()) {
            throw expected(text);
        }
        return new Backend(at.address(), at.port(), mac, weight);
    }

    private static SwitchException expected(String text) {
        return new SwitchException(
                Kind.BAD_INPUT, "backend \"" + text + "\": expected ADDRESS[:PORT],mac=MAC[,weight=N]");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return Endpoint.text(address, port) + ",mac=" + mac + ",weight=" + weight;
    }
}
