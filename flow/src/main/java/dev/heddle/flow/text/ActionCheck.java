package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.FieldId;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import org.jspecify.annotations.Nullable;

/** What Open vSwitch refuses of an action for where it stands, for what it says, or for the packets that it gets. */
final class ActionCheck {
    private static final int TAG_PRESENT = 0x1000;
    private static final int MAX_METER = 0xffff0000;

    private ActionCheck() {}

    /**
     * Why the action cannot stand here, or null; then {@code packet} is what the action makes of it.
     *
     * @param packet null where nothing is known, and nothing checked
     */
    static @Nullable String fault(Action action, ActionReader.Outer outer, @Nullable Packet packet) {
        String fault = placed(action, outer);
        if (fault == null) {
            fault = said(action);
        }
        return fault != null || packet == null ? fault : PacketCheck.fault(action, outer, packet);
    }

    private static @Nullable String placed(Action action, ActionReader.Outer outer) {
        Field written = switch (action) {
            case Action.SetField a -> a.field();
            case Action.Move a -> a.to().field();
            default -> null;
        };
        boolean tracked = written == Field.CT_MARK || written == Field.CT_LABEL;
        if (outer == ActionReader.Outer.CT) {
            return tracked || action instanceof Action.Nat
                    ? null
                    : "exec takes actions that write ct_mark or ct_label, and nothing else";
        }
        if (tracked) {
            return "ct_mark and ct_label are written inside ct(exec(...))";
        }
        if (action instanceof Action.Nat) {
            return "nat stands inside ct";
        }
        if (action instanceof Action.Meter && outer != ActionReader.Outer.NOTHING) {
            return "meter does not stand inside another action";
        }
        return outer == ActionReader.Outer.WRITE_ACTIONS && !inActionSet(action)
                ? "this action cannot be in an action set"
                : null;
    }

    private static boolean inActionSet(Action action) {
        return switch (action) {
            case Action.Output a -> true;
            case Action.Group a -> true;
            case Action.Resubmit a -> true;
            case Action.Ct a -> true;
            case Action.CtClear a -> true;
            case Action.SetField a -> true;
            case Action.Move a -> true;
            case Action.SetQueue a -> true;
            case Action.SetTtl a -> true;
            case Action.SetMplsTtl a -> true;
            case Action.SetTransportSource a -> true;
            case Action.SetTransportTarget a -> true;
            case Action.PushVlan a -> true;
            case Action.PopVlan a -> true;
            case Action.PushMpls a -> true;
            case Action.PopMpls a -> true;
            case Action.DecTtl a -> true;
            case Action.DecMplsTtl a -> true;
            case Action.DecNshTtl a -> true;
            case Action.Encap a -> true;
            case Action.Decap a -> true;
            default -> false;
        };
    }

    /** What is wrong whatever the packet. */
    private static @Nullable String said(Action action) {
        return switch (action) {
            case Action.Output a -> isOutputPort(a.port()) ? null : "nothing can be sent to this port";
            case Action.OutputField a -> a.source().width() > 64 ? "a port has at most 64 bits" : null;
            case Action.SetField a -> said(a);
            case Action.Move a -> readOnly(a.to());
            case Action.Pop a -> readOnly(a.target());
            case Action.Multipath a -> readOnly(a.target());
            case Action.Bundle a -> a.target() == null ? null : readOnly(a.target());
            case Action.CheckPacketLarger a -> readOnly(a.target());
            case Action.PushVlan a ->
                a.ethertype() == 0x8100 || a.ethertype() == 0x88a8 ? null : "a VLAN tag has the type 0x8100 or 0x88a8";
            case Action.PushMpls a ->
                a.ethertype() == 0x8847 || a.ethertype() == 0x8848
                        ? null
                        : "an MPLS label has the type 0x8847 or 0x8848";
            case Action.Meter a ->
                a.id() == 0 || Integer.compareUnsigned(a.id(), MAX_METER) > 0 ? "there is no such meter" : null;
            case Action.Ct a ->
                a.zoneField() != null && isExperimenter(a.zoneField().field())
                        ? a.zoneField().field().text() + " cannot be named here"
                        : null;
            default -> null;
        };
    }

    private static @Nullable String said(Action.SetField set) {
        Field field = set.field();
        if (!field.writable() || field == Field.IN_PORT_OXM) {
            return field.text() + " is read-only";
        }
        if (field == Field.VLAN_VID && (set.value().lo() & TAG_PRESENT) == 0) {
            return "the value and the mask of vlan_vid have bit 0x1000 set";
        }
        return set.value().fits(field.valueBits()) ? field.fault(set.value()) : field.text() + " takes a smaller value";
    }

    static @Nullable String readOnly(Subfield target) {
        return target.field().writable() ? null : target.field().text() + " is read-only";
    }

    static boolean isExperimenter(Field field) {
        return field.ids().stream().allMatch(FieldId::isExperimenter);
    }

    /** OFPP_UNSET, OFPP_ANY and what is between the last number and the reserved names are no ports to send to. */
    static boolean isOutputPort(PortRef port) {
        return !OutputText.isReserved(port)
                || (port instanceof PortRef.Numbered n
                        && Integer.compareUnsigned(n.value(), 0xfffffff8) >= 0
                        && !port.equals(PortRef.ANY));
    }
}
