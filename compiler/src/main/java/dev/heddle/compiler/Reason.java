package dev.heddle.compiler;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a packet was dropped and counted: the value of {@link Pipeline#REASON} in the table {@link Pipeline#DROP}. */
public enum Reason {
    MAC("source MAC that is not the port's"),
    IPV4("IPv4 source that is not the port's"),
    IPV6("IPv6 source that is not the port's, or a header chain that does not end in the packet"),
    ARP("ARP sender that is not the port's"),
    ND("neighbour discovery for an address that is not the port's, with a foreign link-layer address, or fragmented"),
    RA("router advertisement or redirect"),
    DHCP_SERVER("DHCP message that only a server sends"),
    VLAN("VLAN tag"),
    ETHERTYPE("EtherType other than IPv4, IPv6, ARP"),
    PEER("tunnel packet from an address that is no peer"),
    VNI("tunnel packet for a segment without members here");

    private final String meaning;

    Reason(String meaning) {
        this.meaning = meaning;
    }

    /** The value in the register, 1 and up. */
    public int code() {
        return ordinal() + 1;
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
