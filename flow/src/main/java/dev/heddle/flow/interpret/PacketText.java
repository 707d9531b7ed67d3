package dev.heddle.flow.interpret;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Prerequisite;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.flow.text.ValueText;

/** Packets in the text of ofproto/trace: fields that are 0 are left out, what a field needs comes before it. */
final class PacketText {
    private PacketText() {}

    static Packet read(String text) {
        Match match = FlowText.readMatch(text, PortNames.NONE);
        Packet packet = new Packet();
        PortRef port = match.inPort();
        if (port != null) {
            packet.inPort(Packet.value(port));
        }
        for (Match.Term term : match.terms()) {
            packet.set(term.field(), term.value());
        }
        return packet;
    }

    static String print(Packet packet) {
        StringBuilder out = new StringBuilder("in_port=");
        ValueText.print(Field.IN_PORT_OXM, packet.get(Field.IN_PORT_OXM), PortNames.NONE, out);
        for (Field field : Field.values()) {
            if (field.prerequisite() != Prerequisite.CT) {
                print(packet, field, out);
            }
        }
        for (Field field : Field.values()) {
            if (field.prerequisite() == Prerequisite.CT) {
                print(packet, field, out);
            }
        }
        return out.toString();
    }

    /** One field, {@code ct_state=est|trk}. */
    static String field(Packet packet, Field field) {
        StringBuilder out = new StringBuilder(field.text()).append('=');
        ValueText.print(field, packet.get(field), PortNames.NONE, out);
        return out.toString();
    }

    private static void print(Packet packet, Field field, StringBuilder out) {
        if (!isPrinted(field) || !packet.has(field)) {
            return;
        }
        Bits unknown = packet.unknown(field);
        Bits value = packet.get(field);
        if (!unknown.isZero()) {
            out.append(',').append(field.text()).append("=?");
        } else if (!value.isZero()) {
            out.append(',').append(field.text()).append('=');
            ValueText.print(field, value, PortNames.NONE, out);
        }
    }

    private static boolean isPrinted(Field field) {
        return switch (field) {
            case IN_PORT, IN_PORT_OXM, ACTSET_OUTPUT, RECIRC_ID, VLAN_VID, VLAN_PCP, IP_DSCP -> false;
            default -> field.parts().isEmpty();
        };
    }
}
