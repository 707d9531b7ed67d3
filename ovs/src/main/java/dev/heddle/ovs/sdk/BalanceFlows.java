package dev.heddle.ovs.sdk;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Group;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The flows and the group of one virtual server (ovs-actions(7): ct, nat). Lines of ovs-ofctl(8).
 *
 * <p>Both directions go through one conntrack zone. The first packet of a connection meets the group, whose bucket commits the
 * connection with the translation to its backend; later ones, and the answers, are translated by conntrack. So a connection
 * keeps its backend whatever the weights become. Then the frame is switched as NORMAL does, in its VLAN, to the backend's MAC;
 * answers keep the backend's MAC and have the virtual server's address. What a backend sends of its own connections goes on in
 * table 0 as if nothing had been.
 */
record BalanceFlows(long cookie, int group, int zone, Vserver server) {
    /** In table {@link Layout#TRACKED}; a server with a port goes before one of the whole address. */
    private static final int NEW = 30;

    private static final int TRANSLATED = 20;
    private static final int UNRELATED = 10;

    List<String> lines(List<Arrival> arrivals) {
        List<String> out = new ArrayList<>();
        String track = "ct(table=" + Layout.TRACKED + ",zone=" + zone + ",nat)";
        int priority = ported() ? Layout.BALANCE_PORT : Layout.BALANCE_ADDRESS;
        String toServer = ip() + destination(Endpoint.text(server.vip()), server.port());
        for (Arrival arrival : arrivals) {
            out.add(line(0, priority, arrival.match() + "," + toServer, track));
            for (Backend backend : server.backends()) {
                out.add(line(0, priority, arrival.match() + ",ct_state=-trk," + ip() + source(backend), track));
            }
        }
        out.add(tracked(NEW, "ct_state=+new+trk," + toServer, "group:" + Integer.toUnsignedString(group)));
        out.add(tracked(
                TRANSLATED,
                "ct_state=+rpl+trk," + ip() + source(Endpoint.text(server.vip()), server.port()),
                "NORMAL"));
        for (Backend backend : server.backends()) {
            String address = Endpoint.text(backend.address());
            out.add(tracked(
                    TRANSLATED,
                    "ct_state=-rpl+trk," + ip() + destination(address, backend.port()),
                    "set_field:" + backend.mac() + "->eth_dst,NORMAL"));
            out.add(tracked(UNRELATED, ip() + source(backend), "resubmit(,0)"));
        }
        return out;
    }

    /** A select group with a bucket a backend; without backends that have a weight it drops. */
    Group select() {
        List<Group.Bucket> buckets = new ArrayList<>();
        int id = 0;
        for (Backend backend : server.backends()) {
            if (backend.weight() > 0) {
                buckets.add(new Group.Bucket(id, backend.weight(), List.of(translate(backend))));
            }
            id++;
        }
        return new Group(group, Group.Type.SELECT, buckets);
    }

    private Action translate(Backend backend) {
        Action.Nat.Family family = v4() ? Action.Nat.Family.IPV4 : Action.Nat.Family.IPV6;
        Bits address = Bits.of(backend.address().getAddress());
        Action nat = new Action.Nat(Action.Nat.DST, family, address, address, backend.port(), backend.port());
        return new Action.Ct(Action.Ct.COMMIT, null, zone, Layout.TRACKED, 0, List.of(nat));
    }

    private boolean ported() {
        return server.port() != 0;
    }

    private boolean v4() {
        return server.vip() instanceof Inet4Address;
    }

    /** The protocol's name in a match. */
    private String ip() {
        return ported() ? server.protocol().name().toLowerCase(Locale.ROOT) + (v4() ? "" : "6") : v4() ? "ip" : "ipv6";
    }

    private String source(Backend backend) {
        return source(Endpoint.text(backend.address()), backend.port());
    }

    private String source(String address, int port) {
        return (v4() ? ",nw_src=" : ",ipv6_src=") + address + (port == 0 ? "" : ",tp_src=" + port);
    }

    private String destination(String address, int port) {
        return (v4() ? ",nw_dst=" : ",ipv6_dst=") + address + (port == 0 ? "" : ",tp_dst=" + port);
    }

    private String tracked(int priority, String match, String actions) {
        return line(Layout.TRACKED, priority + (ported() ? 1 : 0), "ct_zone=" + zone + "," + match, actions);
    }

    private String line(int table, int priority, String match, String actions) {
        return "cookie=0x%x,table=%d,priority=%d,%s actions=%s".formatted(cookie, table, priority, match, actions);
    }
}
