package dev.heddle.flow.interpret;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Layers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntBiFunction;

/** What the connection tracker may say of a packet. */
@FunctionalInterface
public interface Tracker {
    int NEW = 1;
    int ESTABLISHED = 1 << 1;
    int RELATED = 1 << 2;
    int REPLY = 1 << 3;
    int INVALID = 1 << 4;
    int TRACKED = 1 << 5;
    int SNAT = 1 << 6;
    int DNAT = 1 << 7;

    /**
     * The packet as it may come back, one for each outcome; each is a copy that the caller may keep.
     *
     * @param packet with the zone, and with the mark and label that the action sets
     */
    List<Packet> outcomes(Action.Ct action, Packet packet);

    /**
     * Whatever a tracker that nothing is known of may say: each legal state; mark, label and original tuple unknown but for
     * what is certain of a new connection; what may be translated unknown.
     */
    static Tracker anything() {
        return AnyOutcome::of;
    }

    /**
     * One outcome each, with the ct_state that is told for it; an address range gives its first address and port, as
     * ofproto/trace takes it.
     */
    static Tracker saying(ToIntBiFunction<Action.Ct, Packet> state) {
        return (action, packet) ->
                List.of(translated(action, packet.copy()).set(Field.CT_STATE, state.applyAsInt(action, packet)));
    }

    /** These values of ct_state one after the other, tracked and new once they are used up. Keeps count: for one walk. */
    static Tracker inTurn(List<Integer> states) {
        Deque<Integer> left = new ArrayDeque<>(states);
        return saying((action, packet) -> left.isEmpty() ? TRACKED | NEW : left.poll());
    }

    private static Packet translated(Action.Ct action, Packet packet) {
        for (Action nested : action.actions()) {
            if (nested instanceof Action.Nat nat && nat.addressMin() != null) {
                boolean ipv4 = nat.family() == Action.Nat.Family.IPV4;
                if ((nat.flags() & Action.Nat.SRC) != 0) {
                    packet.set(ipv4 ? Field.IPV4_SRC : Field.IPV6_SRC, nat.addressMin());
                    port(packet, Field.TCP_SRC, nat);
                }
                if ((nat.flags() & Action.Nat.DST) != 0) {
                    packet.set(ipv4 ? Field.IPV4_DST : Field.IPV6_DST, nat.addressMin());
                    port(packet, Field.TCP_DST, nat);
                }
            }
        }
        return packet;
    }

    private static void port(Packet packet, Field field, Action.Nat nat) {
        if (nat.portMin() != 0) {
            packet.set(field, nat.portMin());
        }
    }

    /** The outcomes of {@link #anything}. */
    final class AnyOutcome {
        private static final List<Integer> STATES = List.of(
                TRACKED | NEW,
                TRACKED | ESTABLISHED,
                TRACKED | ESTABLISHED | REPLY,
                TRACKED | NEW | RELATED,
                TRACKED | NEW | RELATED | REPLY,
                TRACKED | ESTABLISHED | RELATED,
                TRACKED | ESTABLISHED | RELATED | REPLY,
                TRACKED | INVALID);
        private static final List<Field> REMEMBERED = List.of(
                Field.CT_MARK,
                Field.CT_LABEL,
                Field.CT_NW_PROTO,
                Field.CT_NW_SRC,
                Field.CT_NW_DST,
                Field.CT_IPV6_SRC,
                Field.CT_IPV6_DST,
                Field.CT_TP_SRC,
                Field.CT_TP_DST);
        private static final Bits TRANSLATED = Bits.of(SNAT | DNAT);

        private AnyOutcome() {}

        private static List<Packet> of(Action.Ct action, Packet packet) {
            boolean nat = action.actions().stream().anyMatch(Action.Nat.class::isInstance);
            List<Packet> out = new ArrayList<>(STATES.size());
            for (int state : STATES) {
                Packet next = packet.copy().set(Field.CT_STATE, state);
                if (state == (TRACKED | INVALID)) {
                    clear(next);
                } else {
                    REMEMBERED.forEach(next::forget);
                    next.set(Field.CT_STATE, Bits.ZERO, TRANSLATED, TRANSLATED);
                    if (nat) {
                        forgetAddresses(next);
                    }
                }
                out.add(next);
            }
            return out;
        }

        private static void clear(Packet packet) {
            REMEMBERED.forEach(f -> packet.set(f, Bits.ZERO));
        }

        private static void forgetAddresses(Packet packet) {
            boolean ipv4 = packet.number(Field.ETH_TYPE) == Layers.IPV4;
            packet.forget(ipv4 ? Field.IPV4_SRC : Field.IPV6_SRC);
            packet.forget(ipv4 ? Field.IPV4_DST : Field.IPV6_DST);
            packet.forget(Field.TCP_SRC);
            packet.forget(Field.TCP_DST);
        }
    }
}
