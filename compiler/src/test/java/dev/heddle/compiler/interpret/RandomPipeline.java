package dev.heddle.compiler.interpret;

import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.flow.text.TextException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Flows and groups at random over few values, so that packets meet them: lines that ovs-ofctl takes. */
final class RandomPipeline {
    private static final int TABLES = 8;
    private static final int GROUPS = 6;

    private final SplittableRandom random;
    private final RandomPackets packets;

    /**
     * Whether flows may go back to tables and gather action sets, rather than go through connection tracking and pop labels: a
     * trace of loops through the former does not end, and an action set at either ends ovs-vswitchd 3.1 (ofproto-dpif-rid.c:235).
     */
    private final boolean loops;

    RandomPipeline(SplittableRandom random) {
        this.random = random;
        this.packets = new RandomPackets(random);
        this.loops = random.nextBoolean();
    }

    /** Groups, those that others use first. */
    List<String> groups() {
        List<String> out = new ArrayList<>();
        for (int id = GROUPS; id > 0; id--) {
            String line;
            do {
                line = group(id);
            } while (!isGroup(line));
            out.add(line);
        }
        return out;
    }

    private String group(int id) {
        String type = pick("all", "indirect", "select,selection_method=hash,fields(ip_dst,ipv6_dst,eth_dst)", "ff");
        StringBuilder out = new StringBuilder("group_id=" + id + ",type=" + type);
        int buckets = type.equals("indirect") ? 1 : 1 + random.nextInt(3);
        for (int i = 0; i < buckets; i++) {
            out.append(",bucket=bucket_id:").append(i + 1).append(',');
            out.append(type.equals("ff") ? "watch_port:" + (1 + random.nextInt(5)) + "," : "");
            out.append("actions=").append(bucket(id));
        }
        return out.toString();
    }

    private String bucket(int id) {
        List<String> actions = new ArrayList<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            actions.add(random.nextInt(4) == 0 ? headers() : registers());
        }
        actions.add(pick(
                "output:" + port(),
                "output:" + port() + ",output:" + port(),
                "resubmit(," + (loops ? random.nextInt(4, TABLES) : TABLES - 1) + ")",
                id < GROUPS ? "group:" + random.nextInt(id + 1, GROUPS + 1) : "output:" + port(),
                "output:" + port()));
        return String.join(",", actions);
    }

    private static boolean isGroup(String line) {
        try {
            FlowText.readGroup(line, PortNames.NONE);
            return true;
        } catch (TextException e) {
            return false;
        }
    }

    /** Flows, in each table with priorities that differ. */
    List<String> flows() {
        List<String> out = new ArrayList<>();
        for (int table = 0; table < TABLES; table++) {
            int count = random.nextInt(3, 9);
            for (int i = 1; i <= count; i++) {
                String line;
                do {
                    line = flow(table, i == 1 ? 0 : 10 * i + random.nextInt(10));
                } while (!isFlow(line));
                out.add(line);
            }
            if (random.nextInt(3) == 0) {
                out.addAll(conjunction(table));
            }
        }
        return out;
    }

    private static boolean isFlow(String line) {
        try {
            FlowText.readFlow(line, PortNames.NONE);
            return true;
        } catch (TextException e) {
            return false;
        }
    }

    /** A conjunctive match of two or three clauses; the clauses share a priority, as they must. */
    private List<String> conjunction(int table) {
        int id = 1 + random.nextInt(3);
        int clauses = random.nextInt(2, 4);
        int priority = 100 + random.nextInt(5);
        String head = "table=" + table + ",priority=" + priority + ",ip,";
        List<String> out = new ArrayList<>();
        String[] fields = {"nw_src=" + packets.ip4(), "nw_dst=" + packets.ip4() + "/31", "in_port=" + packets.port()};
        for (int i = 0; i < clauses; i++) {
            out.add(head + fields[i] + " actions=conjunction(" + id + "," + (i + 1) + "/" + clauses + ")");
        }
        String line;
        do {
            line = "table=" + table + ",priority=" + (priority + random.nextInt(-3, 4)) + ",conj_id=" + id
                    + ",ip actions=" + actions(table, "ip");
        } while (!isFlow(line));
        out.add(line);
        return out;
    }

    private String flow(int table, int priority) {
        String type = priority == 0 ? "" : packets.type();
        List<String> match = new ArrayList<>();
        if (!type.isEmpty()) {
            match.add(type);
        }
        if (priority > 0) {
            int count = random.nextInt(3);
            for (int i = 0; i < count; i++) {
                match.add(packets.term(type));
            }
        }
        String head = "table=" + table + ",priority=" + priority;
        return head + (match.isEmpty() ? "" : "," + String.join(",", match)) + " actions=" + actions(table, type);
    }

    private String actions(int table, String type) {
        List<String> out = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            out.add(action(table, type, 0));
        }
        if (random.nextInt(8) == 0) {
            out.add("clear_actions");
        }
        if (loops && random.nextInt(4) == 0) {
            out.add("write_actions(" + bucket(random.nextInt(1, GROUPS + 1)) + ")");
        }
        if (random.nextInt(8) == 0) {
            out.add("write_metadata:" + small() + "/0x" + Integer.toHexString(random.nextInt(1, 8)));
        }
        if (table < TABLES - 1 && (table == 0 || random.nextInt(3) > 0)) {
            out.add("goto_table:" + random.nextInt(table + 1, TABLES));
        }
        return out.isEmpty() ? "drop" : String.join(",", out);
    }

    private String action(int table, String type, int depth) {
        int ahead = random.nextInt(table, TABLES);
        if (!loops && random.nextInt(6) == 0) {
            return tracking(table);
        }
        return switch (random.nextInt(26)) {
            case 0, 1, 2 -> "output:" + port();
            case 3 -> pick("in_port", "LOCAL", "controller", "controller(reason=no_match,id=3)", "output:77");
            case 4 -> pick("output:NXM_NX_REG1[0..15]", "output(port=" + port() + ",max_len=100)");
            case 5, 6, 7, 8 -> registers();
            case 9, 10, 11 -> headers();
            case 12 -> "group:" + random.nextInt(1, GROUPS + 1);
            case 13, 14 -> "resubmit(," + Math.min(ahead + 1, TABLES - 1 + random.nextInt(2)) + ")";
            case 15 ->
                pick(
                        "resubmit(" + port() + "," + ahead + ")",
                        loops ? "resubmit(," + random.nextInt(TABLES) + ")" : "note:00.11",
                        "resubmit(," + ahead + ",ct)");
            case 16 ->
                depth < 2
                        ? "clone(" + action(table, type, depth + 1) + "," + action(table, type, depth + 1) + ")"
                        : "output:" + port();
            case 17, 18 -> tracking(table);
            case 19 ->
                pick("push:NXM_NX_REG1[]", "push:NXM_OF_ETH_SRC[0..31]", "pop:NXM_NX_REG2[]", "pop:NXM_NX_REG0[0..7]");
            case 20 ->
                pick(
                        "push_vlan:0x8100",
                        "pop_vlan",
                        "push_mpls:0x8847",
                        loops ? "note:00" : "pop_mpls:0x0800",
                        "dec_mpls_ttl");
            case 21 -> pick("dec_ttl", "dec_ttl(1,2)", "mod_nw_ttl:" + random.nextInt(1, 3), "ct_clear");
            case 22 ->
                random.nextInt(4) == 0
                        ? "exit"
                        : "check_pkt_larger(" + (100 * random.nextInt(1, 3)) + ")->NXM_NX_REG0[0]";
            case 23 -> "learn(table=7,priority=9,NXM_OF_ETH_DST[]=NXM_OF_ETH_SRC[],output:NXM_OF_IN_PORT[])";
            case 24 ->
                pick(
                        "multipath(symmetric_l4,0,modulo_n,4,0,NXM_NX_REG3[0..3])",
                        "set_queue:1",
                        "pop_queue",
                        "fin_timeout(idle_timeout=3)");
            default -> "output:" + port();
        };
    }

    private String registers() {
        int r = random.nextInt(4);
        return switch (random.nextInt(8)) {
            case 0, 1 -> "set_field:" + small() + "->reg" + r;
            case 2 -> "set_field:" + small() + "/0x3->reg" + r;
            case 3 ->
                "set_field:0x" + Long.toHexString(random.nextInt(3) | (long) random.nextInt(3) << 32) + "->xreg"
                        + r / 2;
            case 4 ->
                pick(
                        "set_field:" + small() + "->metadata",
                        "set_field:0x1000000020000000300000004->xxreg0",
                        "set_field:" + small() + "->pkt_mark");
            case 5 ->
                "move:NXM_NX_REG" + r + "[0..7]->NXM_NX_REG" + random.nextInt(4) + "["
                        + (random.nextInt(2) == 0 ? "0..7" : "8..15") + "]";
            case 6 ->
                pick(
                        "move:NXM_OF_IN_PORT[]->NXM_NX_REG1[0..15]",
                        "move:NXM_NX_TUN_ID[0..31]->NXM_NX_REG" + r + "[]",
                        "move:OXM_OF_METADATA[0..31]->NXM_NX_REG" + r + "[]",
                        "move:NXM_NX_XXREG0[32..63]->NXM_NX_REG" + r + "[]",
                        "move:NXM_OF_ETH_SRC[0..31]->NXM_NX_REG" + r + "[]",
                        "load:0x" + Integer.toHexString(random.nextInt(1, 7)) + "->NXM_OF_IN_PORT[]");
            default ->
                pick(
                        "set_field:100->tun_id",
                        "set_field:192.0.2.1->tun_dst",
                        "set_field:fd00::9->tun_ipv6_dst",
                        "set_field:" + small() + "->tun_id");
        };
    }

    private String headers() {
        return pick(
                "set_field:" + packets.mac() + "->eth_dst",
                "set_field:" + packets.mac() + "->eth_src",
                "set_field:" + packets.ip4() + "->ip_dst",
                "set_field:" + packets.ip4() + "->ip_src",
                "set_field:" + packets.ip6() + "->ipv6_dst",
                "set_field:" + packets.ip6() + "->ipv6_src",
                "set_field:" + packets.transport() + "->tcp_dst",
                "set_field:" + packets.transport() + "->udp_src",
                "set_field:" + packets.ip4() + "->arp_tpa",
                "set_field:2->arp_op",
                "set_field:" + packets.mac() + "->arp_sha",
                "set_field:" + packets.ip6() + "->nd_target",
                "set_field:" + packets.mac() + "->nd_sll",
                "set_field:4->ip_dscp",
                "set_field:1->nw_ecn",
                "set_field:8->icmp_type",
                "set_field:" + (0x1000 | random.nextInt(1, 4)) + "->vlan_vid",
                "set_field:5->vlan_pcp",
                "set_field:77->mpls_label",
                "set_field:3->mpls_tc",
                "move:NXM_OF_ETH_SRC[]->NXM_OF_ETH_DST[]",
                "move:NXM_OF_IP_SRC[]->NXM_OF_IP_DST[]",
                "move:NXM_OF_IP_SRC[0..7]->NXM_NX_REG2[0..7]",
                "move:NXM_NX_IPV6_DST[0..31]->NXM_NX_REG2[]",
                "move:NXM_OF_TCP_DST[]->NXM_NX_REG1[0..15]",
                "move:NXM_NX_ND_TARGET[]->NXM_NX_XXREG0[]",
                "move:NXM_OF_ARP_TPA[]->NXM_NX_REG3[]",
                "move:NXM_OF_VLAN_TCI[]->NXM_NX_REG3[0..15]",
                "mod_tp_dst:" + packets.transport());
    }

    private String tracking(int table) {
        List<String> parts = new ArrayList<>();
        boolean commit = random.nextInt(2) == 0;
        if (commit) {
            parts.add("commit");
        }
        if (!loops && table < TABLES - 1 && random.nextInt(4) > 0) {
            parts.add("table=" + random.nextInt(table + 1, TABLES));
        }
        parts.add(pick("zone=5", "zone=NXM_NX_REG1[0..15]", "zone=9"));
        if (commit && random.nextInt(3) == 0) {
            parts.add("exec("
                    + pick(
                            "set_field:" + small() + "->ct_mark",
                            "set_field:0x5->ct_label",
                            "move:NXM_NX_REG1[]->NXM_NX_CT_MARK[]")
                    + ")");
        }
        if (random.nextInt(4) == 0) {
            parts.add(
                    commit
                            ? pick("nat(src=10.0.0.9)", "nat(dst=10.0.0.3:81)", "nat(src=10.0.0.1-10.0.0.4)", "nat")
                            : "nat");
        }
        return "ct(" + String.join(",", parts) + ")";
    }

    private int port() {
        return random.nextInt(1, 6);
    }

    private String small() {
        return "0x" + Integer.toHexString(random.nextInt(4));
    }

    private String pick(String... words) {
        return Arrays.asList(words).get(random.nextInt(words.length));
    }
}
