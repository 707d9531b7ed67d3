package dev.heddle.ovs.sdk;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The flows by which a network function answers for its addresses: ARP requests, neighbour solicitations and echo requests go
 * back where they came from as answers (ovs-fields(7), ovs-actions(7)). Lines of ovs-ofctl(8).
 *
 * <p>A solicitation becomes an advertisement in place, its one option being rewritten. Others than the usual one would reach
 * code of ovs-vswitchd 3.1 that does not expect them, so that only solicitations of exactly that length, with the option in
 * its place, are answered.
 *
 * @param id tells the functions of a bridge apart: the number of the function's port
 */
record AnswerFlows(long cookie, int id, String mac) {
    /** Ethernet, IPv6, the solicitation, and the option with the sender's link-layer address. */
    private static final int SOLICITATION = 14 + 40 + 24 + 8;

    private static final int TAG = 4;

    /** All of them, for frames that come in these ways. */
    List<String> lines(List<InetAddress> vips, List<Arrival> arrivals) {
        List<String> out = new ArrayList<>();
        for (InetAddress vip : vips) {
            String address = Endpoint.text(vip);
            for (Arrival arrival : arrivals) {
                if (vip instanceof Inet4Address) {
                    out.add(arp(arrival, address));
                    out.add(echo(arrival, address));
                } else {
                    out.add(solicitation(arrival, address));
                    out.add(echo6(arrival, address));
                }
            }
            if (!(vip instanceof Inet4Address)) {
                out.addAll(advertisement(address));
            }
        }
        if (vips.stream().anyMatch(vip -> !(vip instanceof Inet4Address))) {
            out.addAll(guards());
        }
        return out;
    }

    private String line(int table, int priority, String match, String actions) {
        return "cookie=0x%x,table=%d,priority=%d,%s actions=%s".formatted(cookie, table, priority, match, actions);
    }

    private String back() {
        return "move:NXM_OF_ETH_SRC[]->NXM_OF_ETH_DST[],set_field:" + mac + "->eth_src,";
    }

    private String arp(Arrival arrival, String vip) {
        return line(
                0,
                Layout.ANSWER,
                arrival.match() + ",arp,arp_op=1,arp_tpa=" + vip,
                back()
                        + "set_field:2->arp_op,move:NXM_NX_ARP_SHA[]->NXM_NX_ARP_THA[],set_field:" + mac
                        + "->arp_sha,move:NXM_OF_ARP_SPA[]->NXM_OF_ARP_TPA[],set_field:" + vip + "->arp_spa,IN_PORT");
    }

    private String echo(Arrival arrival, String vip) {
        return line(
                0,
                Layout.ANSWER,
                arrival.match() + ",icmp,nw_dst=" + vip + ",icmp_type=8,icmp_code=0",
                back() + "move:NXM_OF_IP_SRC[]->NXM_OF_IP_DST[],set_field:" + vip
                        + "->ip_src,set_field:0->icmp_type,set_field:64->nw_ttl,IN_PORT");
    }

    private String echo6(Arrival arrival, String vip) {
        return line(
                0,
                Layout.ANSWER,
                arrival.match() + ",icmp6,ipv6_dst=" + vip + ",icmp_type=128,icmp_code=0",
                back() + "move:NXM_NX_IPV6_SRC[]->NXM_NX_IPV6_DST[],set_field:" + vip
                        + "->ipv6_src,set_field:129->icmpv6_type,set_field:64->nw_ttl,IN_PORT");
    }

    private String solicitation(Arrival arrival, String vip) {
        int length = arrival.tag() == 0 ? SOLICITATION : SOLICITATION + TAG;
        return line(
                0,
                Layout.ANSWER,
                arrival.match() + ",icmp6,icmp_type=135,icmp_code=0,nw_ttl=255,nd_target=" + vip,
                "check_pkt_larger(%d)->NXM_NX_REG0[0],set_field:%d->reg1,resubmit(,%d)"
                        .formatted(length, id, Layout.SOLICITED));
    }

    private List<String> guards() {
        return List.of(
                line(Layout.SOLICITED, Layout.TOO_LONG, "reg0=1/1,reg1=" + id, "drop"),
                line(
                        Layout.SOLICITED,
                        Layout.WITHOUT_SENDER,
                        "reg1=" + id + ",icmp6,icmp_type=135,nd_sll=00:00:00:00:00:00",
                        "drop"));
    }

    private List<String> advertisement(String vip) {
        String match = "reg1=%d,icmp6,icmp_type=%d,icmp_code=0,nd_target=%s";
        return List.of(
                line(
                        Layout.SOLICITED,
                        Layout.WELL_FORMED,
                        match.formatted(id, 135, vip),
                        back() + "move:NXM_NX_IPV6_SRC[]->NXM_NX_IPV6_DST[],set_field:" + vip
                                + "->ipv6_src,set_field:136->icmpv6_type,resubmit(," + Layout.SOLICITED + ")"),
                line(
                        Layout.SOLICITED,
                        Layout.WELL_FORMED,
                        match.formatted(id, 136, vip),
                        // Solicited and override; option 2 is the target's link-layer address.
                        "set_field:0x60000000->nd_reserved,set_field:2->nd_options_type,set_field:" + mac
                                + "->nd_tll,IN_PORT"));
    }
}
