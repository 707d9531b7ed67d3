package dev.heddle.compiler;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a packet was dropped and counted: the value of {@link Pipeline#REASON} in the table {@link Pipeline#DROP}. */
public enum Reason {
    MAC(1, "source MAC that is not the port's"),
    IPV4(2, "IPv4 source that is not the port's"),
    IPV6(3, "IPv6 source that is not the port's, or a header chain that does not end in the packet"),
    ARP(4, "ARP sender that is not the port's"),
    ND(
            5,
            "neighbour discovery for an address that is not the port's, with a foreign link-layer address, or fragmented"),
    RA(6, "router advertisement or redirect"),
    DHCP_SERVER(7, "DHCP message that only a server sends"),
    VLAN(8, "VLAN tag"),
    ETHERTYPE(9, "EtherType other than IPv4, IPv6, ARP"),
    PEER(10, "tunnel packet from an address that is no peer"),
    VNI(11, "tunnel packet for a segment without members here");

    private final int code;
    private final String meaning;

    Reason(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The value in the register, 1 and up. */
    public int code() {
        return code;
    }

    /** As metrics and API name it: {@code dhcp-server}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String meaning() {
        return meaning;
    }

    /** Whether it is counted for each port, not for the tunnel. */
    public boolean perPort() {
        return this != PEER && this != VNI;
    }

    public static Optional<Reason> ofCode(long code) {
        return Arrays.stream(values()).filter(r -> r.code() == code).findFirst();
    }
}
