package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import org.jspecify.annotations.Nullable;

/** Words for actions that OpenFlow 1.5 no longer has: {@code mod_dl_src}, {@code set_tunnel}; it has set_field for them. */
final class LegacyText {
    private static final int TAG_PRESENT = 0x1000;
    private static final int CUSTOMER_TAG = 0x8100;

    private LegacyText() {}

    static Action mac(Field field, Scanner in) {
        return set(field, AddressText.readMac(in), in);
    }

    static Action ipv4(Field field, Scanner in) {
        return set(field, AddressText.readIpv4(in), in);
    }

    static Action number(Field field, long max, Scanner in) {
        return set(field, in.number(max, field.text()), in);
    }

    private static Action set(Field field, long value, Scanner in) {
        in.requireEnd();
        return Action.SetField.of(field, Bits.of(value));
    }

    /** The whole octet, of which the two lowest bits are 0. */
    static Action tos(Scanner in) {
        int start = in.position();
        int tos = ActionReader.u8(in, "the TOS");
        if ((tos & 3) != 0) {
            throw in.error("the two lowest bits of the TOS are not its own", start);
        }
        return Action.SetField.of(Field.IP_DSCP, tos >> 2);
    }

    /** {@code mod_vlan_vid} and {@code mod_vlan_pcp} push a tag where the match does not say that there is one. */
    static void vlan(Field field, boolean pushes, Scanner in, ActionReader to) {
        Action set = field == Field.VLAN_VID ? vid(in) : number(field, 7, in);
        Packet packet = to.packet();
        if (pushes && (packet == null || !packet.isTagged())) {
            to.add(new Action.PushVlan(CUSTOMER_TAG));
        }
        to.add(set);
    }

    private static Action vid(Scanner in) {
        return set(Field.VLAN_VID, in.number(0xfff, "the VLAN") | TAG_PRESENT, in);
    }

    /** The source or target port of the protocol that the match is for. */
    static Action port(boolean source, Scanner in, @Nullable Packet packet) {
        int port = ActionReader.u16(in, "the port");
        return switch (packet == null ? 0 : packet.layers().protocol()) {
            case 6 -> Action.SetField.of(source ? Field.TCP_SRC : Field.TCP_DST, port);
            case 17 -> Action.SetField.of(source ? Field.UDP_SRC : Field.UDP_DST, port);
            case 132 -> Action.SetField.of(source ? Field.SCTP_SRC : Field.SCTP_DST, port);
            default -> source ? new Action.SetTransportSource(port) : new Action.SetTransportTarget(port);
        };
    }
}
