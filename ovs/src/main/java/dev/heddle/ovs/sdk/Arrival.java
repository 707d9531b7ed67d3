package dev.heddle.ovs.sdk;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How frames of a VLAN come into the flow tables: there a VLAN is seen on a trunk only, and an access port's is known by the
 * port.
 *
 * @param port its number
 * @param tag the VLAN tag in the frames, 0 for none
 */
record Arrival(int port, int tag) {
    /** Every way by which frames of a VLAN come in but this function's own port; null for frames of no VLAN. */
    static List<Arrival> of(Bridge bridge, @Nullable Integer vlan, String own) {
        List<Arrival> out = new ArrayList<>();
        for (Member member : bridge.members()) {
            if (!member.plugged() || member.portName().equals(own)) {
                continue;
            }
            Row port = member.port();
            if (untagged(port, vlan == null ? 0 : vlan)) {
                out.add(new Arrival(member.number(), 0));
            }
            if (vlan != null && tagged(port, vlan)) {
                out.add(new Arrival(member.number(), vlan));
            }
        }
        return out;
    }

    /** Port.vlan_mode of ovs-vswitchd.conf.db(5): the native VLAN is that of untagged frames; a plain trunk's is none. */
    private static boolean untagged(Row port, int vlan) {
        return switch (mode(port)) {
            case "access", "native-tagged", "native-untagged" ->
                port.number("tag").orElse(0) == vlan;
            case "trunk" -> vlan == 0 && carries(port, 0);
            default -> false;
        };
    }

    private static boolean tagged(Row port, int vlan) {
        return switch (mode(port)) {
            case "trunk", "native-tagged", "native-untagged" -> carries(port, vlan);
            default -> false;
        };
    }

    private static String mode(Row port) {
        String mode = port.text("vlan_mode");
        OptionalLong tag = port.number("tag");
        return mode.isEmpty() ? tag.isPresent() ? "access" : "trunk" : mode;
    }

    private static boolean carries(Row port, int vlan) {
        OvsdbValue trunks = port.get("trunks");
        return trunks.equals(OvsdbValue.NONE)
                || (trunks instanceof OvsdbValue.SetOf(List<Atom> all) && all.contains(new Atom.Int(vlan)));
    }

    /** The start of a flow's match. */
    String match() {
        String in = "in_port=" + Integer.toUnsignedString(port);
        return tag == 0 ? in + ",vlan_tci=0x0000/0x1fff" : in + ",dl_vlan=" + tag;
    }
}
