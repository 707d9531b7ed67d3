package dev.heddle.system.forgery;

import dev.heddle.system.wire.Address;
import dev.heddle.system.wire.Dhcp;
import dev.heddle.system.wire.Ethernet;
import dev.heddle.system.wire.Ip;
import dev.heddle.system.wire.Ip.Part;
import dev.heddle.system.wire.Ip.Payload;
import dev.heddle.system.wire.Nd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** IPv6 and neighbour discovery that speak for others, bare and behind everything that may stand before them. */
final class Ipv6Forgeries {
    private static final byte[] ALL_NODES = Address.ip("ff02::1");
    private static final byte[] UNSPECIFIED = Address.ip("::");
    private static final Map<String, UnaryOperator<Payload>> FORMS = forms();

    private final Party self;
    private final Party other;
    private final List<Forgery> all = new ArrayList<>();

    private Ipv6Forgeries(Party self, Party other) {
        this.self = self;
        this.other = other;
    }

    static List<Forgery> of(Party self, Party other, Map<String, byte[]> foreign) {
        Ipv6Forgeries forgeries = new Ipv6Forgeries(self, other);
        forgeries.sources(foreign);
        forgeries.advertisements();
        forgeries.solicitations();
        forgeries.routers();
        forgeries.servers();
        forgeries.chains();
        return forgeries.all;
    }

    private static Map<String, UnaryOperator<Payload>> forms() {
        Map<String, UnaryOperator<Payload>> forms = new LinkedHashMap<>();
        forms.put("", payload -> payload);
        forms.put(" behind hop-by-hop options", payload -> Ip.behind(Ip.HOP_BY_HOP, payload));
        forms.put(" behind destination options", payload -> Ip.behind(Ip.DESTINATION_OPTIONS, payload));
        forms.put(
                " behind both options",
                payload -> Ip.behind(Ip.HOP_BY_HOP, Ip.behind(Ip.DESTINATION_OPTIONS, payload)));
        forms.put(" in an atomic fragment", payload -> Ip.fragment(Part.WHOLE, payload));
        forms.put(" in a first fragment", payload -> Ip.fragment(Part.FIRST_FRAGMENT, payload));
        forms.put(
                " behind options in a first fragment",
                payload -> Ip.fragment(Part.FIRST_FRAGMENT, Ip.behind(Ip.DESTINATION_OPTIONS, payload)));
        return forms;
    }

    private void sources(Map<String, byte[]> foreign) {
        Map<String, byte[]> sources = new LinkedHashMap<>(foreign);
        sources.put("a neighbour", other.ip6());
        sources.put("a neighbour, link-local", other.linkLocal());
        sources.put("nobody", UNSPECIFIED);
        sources.forEach((whose, ip) -> {
            everyForm("IPv6 of " + whose, "ipv6", ip, other.ip6(), mark -> Ip.udp(ip, other.ip6(), 4000, 4000, mark));
            add(
                    "later fragment of " + whose,
                    "ipv6",
                    ip,
                    other.ip6(),
                    mark -> Ip.fragment(Part.LATER_FRAGMENT, new Payload(17, mark)));
        });
    }

    private void advertisements() {
        byte[] own = Nd.option(Nd.TARGET_LINK_LAYER, self.mac());
        byte[] foreign = Nd.option(Nd.TARGET_LINK_LAYER, other.mac());
        neighbour("NA for a neighbour", mark -> advertisement(other.ip6(), own, Nd.nonce(mark)));
        neighbour("NA for a neighbour's link-local", mark -> advertisement(other.linkLocal(), own, Nd.nonce(mark)));
        neighbour("NA for a neighbour without a MAC", mark -> advertisement(other.ip6(), Nd.nonce(mark)));
        neighbour("NA with a neighbour's MAC", mark -> advertisement(self.ip6(), foreign, Nd.nonce(mark)));
        neighbour("NA with two MACs", mark -> advertisement(self.ip6(), own, foreign, Nd.nonce(mark)));
    }

    private void solicitations() {
        byte[] foreign = Nd.option(Nd.SOURCE_LINK_LAYER, other.mac());
        byte[] own = Nd.option(Nd.SOURCE_LINK_LAYER, self.mac());
        neighbour("NS with a neighbour's MAC", mark -> solicitation(self.ip6(), foreign, Nd.nonce(mark)));
        neighbour("NS with two MACs", mark -> solicitation(self.ip6(), own, foreign, Nd.nonce(mark)));
        everyForm(
                "NS of nobody for a neighbour",
                "nd",
                UNSPECIFIED,
                ALL_NODES,
                mark -> Nd.solicitation(UNSPECIFIED, ALL_NODES, other.ip6(), Nd.nonce(mark)));
        foreignSource(
                "NS of a neighbour", mark -> Nd.solicitation(other.ip6(), ALL_NODES, other.ip6(), own, Nd.nonce(mark)));
        foreignSource(
                "NA of a neighbour",
                mark -> Nd.advertisement(
                        other.ip6(),
                        ALL_NODES,
                        self.ip6(),
                        Nd.option(Nd.TARGET_LINK_LAYER, self.mac()),
                        Nd.nonce(mark)));
    }

    /** Only the IPv6 source is false; fragmented, it is refused as discovery already. */
    private void foreignSource(String name, Function<byte[], Payload> payload) {
        FORMS.forEach((form, wrap) -> add(
                name + form,
                form.endsWith("first fragment") ? "nd" : "ipv6",
                other.ip6(),
                ALL_NODES,
                mark -> wrap.apply(payload.apply(mark))));
    }

    private void routers() {
        byte[] own = Nd.option(Nd.SOURCE_LINK_LAYER, self.mac());
        everyForm(
                "router advertisement",
                "ra",
                self.linkLocal(),
                ALL_NODES,
                mark -> Nd.routerAdvertisement(self.linkLocal(), ALL_NODES, own, Nd.nonce(mark)));
        everyForm(
                "router advertisement of a neighbour",
                "ra",
                other.linkLocal(),
                ALL_NODES,
                mark -> Nd.routerAdvertisement(other.linkLocal(), ALL_NODES, Nd.nonce(mark)));
        everyForm(
                "redirect",
                "ra",
                self.linkLocal(),
                other.ip6(),
                mark -> Nd.redirect(self.linkLocal(), other.ip6(), self.linkLocal(), other.ip6(), Nd.nonce(mark)));
    }

    private void servers() {
        everyForm(
                "DHCPv6 advertise",
                "dhcp-server",
                self.linkLocal(),
                other.linkLocal(),
                mark -> Ip.udp(self.linkLocal(), other.linkLocal(), Dhcp.SERVER6, Dhcp.CLIENT6, Dhcp.v6(2, mark)));
        everyForm(
                "DHCPv6 reply from another port",
                "dhcp-server",
                self.linkLocal(),
                other.linkLocal(),
                mark -> Ip.udp(self.linkLocal(), other.linkLocal(), 4000, Dhcp.CLIENT6, Dhcp.v6(7, mark)));
    }

    /** Header chains of which the switch cannot tell what they carry (RFC 7112). */
    private void chains() {
        add(
                "a first fragment without the header it promises",
                "ipv6",
                self.linkLocal(),
                ALL_NODES,
                mark -> Ip.behind(Ip.HOP_BY_HOP, mark, Ip.fragment(Part.FIRST_FRAGMENT, new Payload(58, new byte[0]))));
        add(
                "options longer than the packet",
                "ipv6",
                self.linkLocal(),
                ALL_NODES,
                mark -> new Payload(Ip.DESTINATION_OPTIONS, overlong(mark)));
    }

    private static byte[] overlong(byte[] mark) {
        byte[] header = Ip.behind(Ip.DESTINATION_OPTIONS, mark, new Payload(58, new byte[8]))
                .bytes();
        header[1] = 40;
        return header;
    }

    /** Sent from its own address: only what it says of neighbours is false. */
    private void neighbour(String name, Function<byte[], Payload> payload) {
        everyForm(name, "nd", self.ip6(), other.ip6(), payload);
    }

    private Payload advertisement(byte[] target, byte[]... options) {
        return Nd.advertisement(self.ip6(), other.ip6(), target, options);
    }

    private Payload solicitation(byte[] source, byte[]... options) {
        return Nd.solicitation(source, other.ip6(), other.ip6(), options);
    }

    private void everyForm(
            String name, String reason, byte[] source, byte[] destination, Function<byte[], Payload> payload) {
        FORMS.forEach(
                (form, wrap) -> add(name + form, reason, source, destination, mark -> wrap.apply(payload.apply(mark))));
    }

    private void add(String name, String reason, byte[] source, byte[] destination, Function<byte[], Payload> payload) {
        all.add(new Forgery(
                name,
                reason,
                (to, mark) -> Ethernet.frame(
                        to, self.mac(), Ethernet.IPV6, Ip.v6(source, destination, payload.apply(mark)))));
    }
}
