package dev.heddle.flow.text;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that stand for an Ethernet type, or for that and a protocol: {@code ip}, {@code tcp6}. */
final class Protocols {
    static final int NONE = -1;
    private static final int IP = 0x800;
    private static final int IPV6 = 0x86dd;

    /** What a word says; {@code protocol} is {@link #NONE} where it says none. */
    record Meaning(int etherType, int protocol) {}

    private static final Map<String, Meaning> BY_NAME = new HashMap<>();

    static {
        put(IP, NONE, "ip", "ipv4", "ip4");
        put(0x806, NONE, "arp");
        put(IP, 1, "icmp");
        put(IP, 6, "tcp");
        put(IP, 17, "udp");
        put(IP, 132, "sctp");
        put(IPV6, NONE, "ipv6", "ip6");
        put(IPV6, 58, "icmp6");
        put(IPV6, 6, "tcp6");
        put(IPV6, 17, "udp6");
        put(IPV6, 132, "sctp6");
        put(0x8035, NONE, "rarp");
        put(0x8847, NONE, "mpls");
        put(0x8848, NONE, "mplsm");
    }

    private Protocols() {}

    private static void put(int etherType, int protocol, String... names) {
        for (String name : names) {
            BY_NAME.put(name, new Meaning(etherType, protocol));
        }
    }

    static @Nullable Meaning named(String word) {
        return BY_NAME.get(word);
    }

    /** The word that ovs-ofctl prints for the type, and for the protocol where {@link #namesProtocol} says so; or null. */
    static @Nullable String name(int etherType, int protocol) {
        return switch (etherType) {
            case IP ->
                switch (protocol) {
                    case 1 -> "icmp";
                    case 6 -> "tcp";
                    case 17 -> "udp";
                    case 132 -> "sctp";
                    default -> "ip";
                };
            case IPV6 ->
                switch (protocol) {
                    case 58 -> "icmp6";
                    case 6 -> "tcp6";
                    case 17 -> "udp6";
                    case 132 -> "sctp6";
                    default -> "ipv6";
                };
            case 0x806 -> "arp";
            case 0x8035 -> "rarp";
            case 0x8847 -> "mpls";
            case 0x8848 -> "mplsm";
            default -> null;
        };
    }

    static boolean namesProtocol(int etherType, int protocol) {
        return protocol == 6 || protocol == 17 || protocol == 132 || protocol == (etherType == IP ? 1 : 58);
    }
}
