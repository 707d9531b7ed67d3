package dev.heddle.compiler.interpret;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Packets and terms of matches over few values, in the text of ofproto/trace. */
final class RandomPackets {
    private static final String[] TYPES = {
        "",
        "ip",
        "tcp",
        "udp",
        "icmp",
        "arp",
        "ipv6",
        "tcp6",
        "udp6",
        "icmp6",
        "mpls",
        "icmp6,icmp_type=135,icmp_code=0"
    };

    private final SplittableRandom random;

    RandomPackets(SplittableRandom random) {
        this.random = random;
    }

    String packet() {
        String type = pick(
                "tcp",
                "tcp",
                "udp",
                "icmp",
                "arp",
                "tcp6",
                "udp6",
                "icmp6",
                "ns",
                "na",
                "mpls",
                "ip",
                "dl_type=0x88cc");
        StringBuilder out = new StringBuilder("in_port=" + port() + "," + start(type));
        out.append(",dl_src=").append(mac()).append(",dl_dst=").append(mac());
        if (random.nextInt(4) == 0) {
            out.append(pick(",dl_vlan=" + random.nextInt(1, 4), ",vlan_tci=0x1000", ",vlan_tci=0xb002"));
        }
        out.append(
                switch (type) {
                    case "arp" ->
                        ",arp_op=" + random.nextInt(1, 3) + ",arp_spa=" + ip4() + ",arp_tpa=" + ip4() + ",arp_sha="
                                + mac();
                    case "mpls" ->
                        ",mpls_label=" + random.nextInt(76, 79) + ",mpls_bos=1,mpls_ttl=" + random.nextInt(4);
                    case "dl_type=0x88cc" -> "";
                    case "ns", "na" ->
                        ip6s() + ",nd_target=" + ip6() + (type.equals("ns") ? ",nd_sll=" : ",nd_tll=") + mac();
                    default -> (type.endsWith("6") ? ip6s() : ip4s()) + transport(type);
                });
        if (random.nextInt(6) == 0) {
            out.append(
                    pick(",tun_id=100,tun_src=192.0.2.1", ",reg1=" + random.nextInt(3), ",metadata=2", ",pkt_mark=1"));
        }
        return out.toString();
    }

    private static String start(String type) {
        return switch (type) {
            case "ns" -> "icmp6,icmpv6_type=135,icmpv6_code=0";
            case "na" -> "icmp6,icmpv6_type=136,icmpv6_code=0";
            case "mpls" -> "dl_type=0x8847";
            default -> type;
        };
    }

    private String ip4s() {
        return ",nw_src=" + ip4() + ",nw_dst=" + ip4() + rest();
    }

    private String ip6s() {
        return ",ipv6_src=" + ip6() + ",ipv6_dst=" + ip6() + rest();
    }

    private String rest() {
        return ",nw_ttl=" + pick("0", "1", "2", "64") + (random.nextInt(5) == 0 ? ",nw_tos=16" : "");
    }

    private String transport(String type) {
        String word = type.replace("6", "");
        return switch (word) {
            case "tcp", "udp" ->
                (random.nextInt(8) == 0 ? ",ip_frag=first" : "") + "," + word + "_src=" + transport() + "," + word
                        + "_dst=" + transport()
                        + (word.equals("tcp") ? ",tcp_flags=" + pick("syn", "syn|ack", "fin") : "");
            case "icmp" ->
                type.equals("icmp") ? ",icmp_type=" + pick("0", "8") : ",icmpv6_type=" + random.nextInt(127, 136);
            case "ip" -> random.nextInt(3) == 0 ? ",nw_proto=6,ip_frag=later" : ",nw_proto=47";
            default -> "";
        };
    }

    /** The start of a match, which says what packets it is for. */
    String type() {
        return TYPES[random.nextInt(TYPES.length)];
    }

    /** One term of a match on packets of this type. */
    String term(String type) {
        String of = type.isEmpty() || random.nextInt(2) == 0 ? "any" : type;
        return switch (of) {
            case "ip", "tcp", "udp", "icmp" ->
                pick(
                        "nw_src=" + ip4(),
                        "nw_dst=" + ip4() + pick("", "/30", "/31", "/255.0.0.1"),
                        "nw_ttl=1",
                        "nw_frag=" + pick("no", "yes", "first", "later", "not_later"),
                        of.equals("icmp") ? "icmp_type=8" : "nw_tos=16",
                        of.equals("tcp") || of.equals("udp") ? "tp_dst=" + transport() : "nw_ecn=0",
                        of.equals("tcp") ? "tcp_flags=+syn-ack" : "nw_tos=0",
                        "ct_state=" + state());
            case "arp" -> pick("arp_op=1", "arp_tpa=" + ip4(), "arp_spa=" + ip4() + "/30", "arp_sha=" + mac());
            case "mpls" -> pick("mpls_label=77", "mpls_tc=0", "mpls_bos=1");
            case "any" -> any();
            default ->
                pick(
                        "ipv6_src=" + ip6(),
                        "ipv6_dst=" + ip6() + pick("", "/126", "/ffff::1"),
                        of.startsWith("icmp6,") ? "nd_target=" + ip6() : "nw_frag=" + pick("no", "first"),
                        of.startsWith("icmp6,") ? "nd_sll=" + mac() : "ct_state=" + state(),
                        "ct_state=" + state());
        };
    }

    private String any() {
        return pick(
                "in_port=" + port(),
                "dl_src=" + mac(),
                "dl_dst=" + mac() + pick("", "/00:00:00:00:00:01", "/01:00:00:00:00:00"),
                pick("vlan_tci=0/0x1fff", "vlan_tci=0x1000/0x1000", "dl_vlan=1", "dl_vlan=2,dl_vlan_pcp=5"),
                "reg" + random.nextInt(4) + "=" + random.nextInt(3),
                "reg" + random.nextInt(4) + "=" + random.nextInt(2) + "/0x1",
                "xreg0=" + random.nextInt(2) + "/0xffffffff00000003",
                "metadata=" + random.nextInt(3),
                "tun_id=" + pick("0", "100", "0x1/0x3"),
                "tun_dst=192.0.2.1",
                "pkt_mark=" + random.nextInt(2) + "/0x1",
                "ct_mark=" + random.nextInt(3),
                "ct_zone=" + pick("0", "5", "9"),
                "ct_label=0x5/0x7",
                "actset_output=" + port());
    }

    /** Values of ct_state under a mask. */
    private String state() {
        return pick("+trk", "-trk", "+new", "+est", "+est-rpl", "+inv", "+new+trk", "-new+est", "+rel");
    }

    int port() {
        return random.nextInt(1, 6);
    }

    String mac() {
        return pick(
                "0a:00:00:00:00:0" + random.nextInt(1, 4),
                "ff:ff:ff:ff:ff:ff",
                "33:33:00:00:00:01",
                "0a:00:00:00:00:01");
    }

    String ip4() {
        return "10.0.0." + random.nextInt(1, 5);
    }

    String ip6() {
        return "fd00::" + random.nextInt(1, 5);
    }

    int transport() {
        return random.nextInt(80, 83);
    }

    private String pick(String... words) {
        return Arrays.asList(words).get(random.nextInt(words.length));
    }
}
