package dev.heddle.controller.trace;

import dev.heddle.controller.state.Traces.Question;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.MacAddress;

/** The packets that workloads send. Pure. */
final class Probes {
    private static final int ETHERNET_IPV4 = 0x0800;
    private static final int ETHERNET_ARP = 0x0806;
    private static final int ETHERNET_IPV6 = 0x86dd;
    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;
    private static final int ECHO = 8;
    private static final int ECHO_V6 = 128;
    private static final int SOLICITATION = 135;
    private static final int ADVERTISEMENT = 136;
    private static final int SYN = 2;
    private static final int TTL = 64;

    /** Of neighbour discovery (RFC 4861): a router would have lowered it. */
    private static final int TTL_ND = 255;

    /** The first that IANA leaves to clients (RFC 6335). */
    private static final int CLIENT_PORT = 49152;

    private static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

    /** Who speaks: the MAC and address of a workload's interface. */
    record Speaker(MacAddress mac, IpAddress ip) {}

    private Probes() {}

    /** What the question is about. */
    static Packet packet(Question question, Speaker from, MacAddress to) {
        Packet out = ip(from, to, question.to(), TTL);
        return switch (question.protocol()) {
            case ICMP ->
                from.ip().v6()
                        ? out.set(Field.IP_PROTO, ICMPV6).set(Field.ICMPV6_TYPE, ECHO_V6)
                        : out.set(Field.IP_PROTO, ICMP).set(Field.ICMP_TYPE, ECHO);
            case TCP ->
                out.set(Field.IP_PROTO, TCP)
                        .set(Field.TCP_SRC, CLIENT_PORT)
                        .set(Field.TCP_DST, question.number())
                        .set(Field.TCP_FLAGS, SYN);
            case UDP ->
                out.set(Field.IP_PROTO, UDP).set(Field.UDP_SRC, CLIENT_PORT).set(Field.UDP_DST, question.number());
        };
    }

    /** Who has this address? An ARP request, or a neighbour solicitation (RFC 4861 section 7.2.2). */
    static Packet ask(Speaker from, IpAddress whose) {
        if (!whose.v6()) {
            return ethernet(from.mac(), BROADCAST, ETHERNET_ARP)
                    .set(Field.ARP_OP, 1)
                    .set(Field.ARP_SPA, bits(from.ip()))
                    .set(Field.ARP_TPA, bits(whose))
                    .set(Field.ARP_SHA, from.mac().bits());
        }
        long end = whose.lo() & 0xff_ffffL;
        IpAddress everybodyLike = new IpAddress(true, 0xff02L << 48, 1L << 32 | 0xff00_0000L | end);
        return ip(from, new MacAddress(0x3333_ff00_0000L | end), everybodyLike, TTL_ND)
                .set(Field.IP_PROTO, ICMPV6)
                .set(Field.ICMPV6_TYPE, SOLICITATION)
                .set(Field.ND_TARGET, bits(whose))
                .set(Field.ND_SLL, from.mac().bits());
    }

    /** The answer to {@link #ask}: an ARP reply, or a neighbour advertisement. */
    static Packet answer(Speaker owner, Speaker to) {
        if (!owner.ip().v6()) {
            return ethernet(owner.mac(), to.mac(), ETHERNET_ARP)
                    .set(Field.ARP_OP, 2)
                    .set(Field.ARP_SPA, bits(owner.ip()))
                    .set(Field.ARP_TPA, bits(to.ip()))
                    .set(Field.ARP_SHA, owner.mac().bits())
                    .set(Field.ARP_THA, to.mac().bits());
        }
        return ip(owner, to.mac(), to.ip(), TTL_ND)
                .set(Field.IP_PROTO, ICMPV6)
                .set(Field.ICMPV6_TYPE, ADVERTISEMENT)
                .set(Field.ND_TARGET, bits(owner.ip()))
                .set(Field.ND_TLL, owner.mac().bits());
    }

    private static Packet ip(Speaker from, MacAddress to, IpAddress address, int ttl) {
        return address.v6()
                ? ethernet(from.mac(), to, ETHERNET_IPV6)
                        .set(Field.IPV6_SRC, bits(from.ip()))
                        .set(Field.IPV6_DST, bits(address))
                        .set(Field.IP_TTL, ttl)
                : ethernet(from.mac(), to, ETHERNET_IPV4)
                        .set(Field.IPV4_SRC, bits(from.ip()))
                        .set(Field.IPV4_DST, bits(address))
                        .set(Field.IP_TTL, ttl);
    }

    private static Packet ethernet(MacAddress from, MacAddress to, int type) {
        return new Packet()
                .set(Field.ETH_SRC, from.bits())
                .set(Field.ETH_DST, to.bits())
                .set(Field.ETH_TYPE, type);
    }

    static Bits bits(IpAddress address) {
        return new Bits(address.hi(), address.lo());
    }
}
