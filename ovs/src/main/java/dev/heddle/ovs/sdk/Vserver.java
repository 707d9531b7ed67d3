package dev.heddle.ovs.sdk;

import dev.heddle.ovs.sdk.SwitchException.Kind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A virtual server: what comes for an address, and a port of a protocol, goes to one of some backends.
 *
 * @param port 0 for {@link Protocol#IP}, else 1 to 65535
 * @param backends of the same address family, each with a port where this has one
 */
public record Vserver(InetAddress vip, Protocol protocol, int port, List<Backend> backends) {
    /** What is balanced. */
    public enum Protocol {
        TCP,
        UDP,
        /** All that comes for the address but echo requests, which the balancer answers. */
        IP
    }

    /** @throws SwitchException of kind BAD_INPUT, naming the virtual server */
    public Vserver {
        backends = List.copyOf(backends);
        String name = name(vip, protocol, port);
        if ((protocol == Protocol.IP) != (port == 0)) {
            throw bad(name, "TCP and UDP have a port, IP has none");
        }
        for (Backend backend : backends) {
            if (backend.address().getAddress().length != vip.getAddress().length) {
                throw bad(name, "backend " + Endpoint.text(backend.address()) + " is of another address family");
            }
            if ((backend.port() == 0) != (port == 0)) {
                throw bad(name, "backend " + backend + " has " + (port == 0 ? "a port" : "no port"));
            }
        }
        if (backends.stream()
                        .map(b -> Endpoint.text(b.address(), b.port()))
                        .distinct()
                        .count()
                < backends.size()) {
            throw bad(name, "a backend is named twice");
        }
    }

    private static SwitchException bad(String name, String message) {
        return new SwitchException(Kind.BAD_INPUT, "vserver " + name + ": " + message);
    }

    /**
     * Reads {@code ADDRESS:PORT[/tcp|/udp]}, or {@code ADDRESS} for all of IP.
     *
     * @throws SwitchException of kind BAD_INPUT, with what was expected
     */
    public static Vserver of(String name, List<Backend> backends) {
        int slash = name.lastIndexOf('/');
        Endpoint at = Endpoint.parse("vserver", slash < 0 ? name : name.substring(0, slash));
        String protocol = slash < 0 ? at.port() == 0 ? "ip" : "tcp" : name.substring(slash + 1);
        Protocol known = Arrays.stream(Protocol.values())
                .filter(p -> p.name().toLowerCase(Locale.ROOT).equals(protocol))
                .findFirst()
                .orElseThrow(() -> bad(name, "expected tcp, udp or ip, found " + protocol));
        return new Vserver(at.address(), known, at.port(), backends);
    }

    public static Vserver of(String name, Backend... backends) {
        return of(name, List.of(backends));
    }

    /** {@code 10.0.0.100:80/tcp}. */
    public String name() {
        return name(vip, protocol, port);
    }

    private static String name(InetAddress vip, Protocol protocol, int port) {
        return Endpoint.text(vip, port) + "/" + protocol.name().toLowerCase(Locale.ROOT);
    }

    /** The same with other backends, or other weights of the same. */
    public Vserver with(List<Backend> others) {
        return new Vserver(vip, protocol, port, others);
    }

    /** The name and the backends, blanks between. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(name());
        backends.forEach(backend -> out.append(' ').append(backend));
        return out.toString();
    }

    /** Reads what {@link #toString} gives. */
    static Vserver parse(String text) {
        String[] words = text.split(" ");
        List<Backend> backends = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            backends.add(Backend.parse(words[i]));
        }
        return of(words[0], backends);
    }
}
