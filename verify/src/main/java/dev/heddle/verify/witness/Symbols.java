package dev.heddle.verify.witness;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Prerequisite;
import dev.heddle.flow.Subfield;
import dev.heddle.verify.label.Entry;
import dev.heddle.verify.label.Known;
import dev.heddle.verify.label.Layout;
import dev.heddle.verify.label.Store;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A packet on its way whose bits are those it entered with, constants, or made up where they are not followed. */
final class Symbols implements Store<Symbols> {
    private static final List<Field> PORTS = List.of(
            Field.TCP_SRC,
            Field.TCP_DST,
            Field.UDP_SRC,
            Field.UDP_DST,
            Field.SCTP_SRC,
            Field.SCTP_DST,
            Field.ICMP_TYPE,
            Field.ICMP_CODE,
            Field.ICMPV6_TYPE,
            Field.ICMPV6_CODE);
    private static final List<Field> ADDRESSES =
            List.of(Field.IPV4_SRC, Field.IPV4_DST, Field.IPV6_SRC, Field.IPV6_DST);

    private final Variables variables;
    private final Map<Field, int[]> bits;
    private final boolean tunnelled;

    /** Whether nothing but what was written since is known. */
    private boolean forgotten;

    /** Whether fields may be written that the packet does not have, which changes nothing then. */
    private boolean unchecked;

    private Symbols(Variables variables, Map<Field, int[]> bits, boolean tunnelled) {
        this.variables = variables;
        this.bits = bits;
        this.tunnelled = tunnelled;
    }

    static Symbols entering(Variables variables, Entry entry) {
        Symbols out = new Symbols(variables, new EnumMap<>(Field.class), entry.tunnel() != Entry.Tunnel.NONE);
        out.set(Field.IN_PORT_OXM, Bits.of(Integer.toUnsignedLong(entry.port())), Field.IN_PORT_OXM.fullMask());
        switch (entry.tunnel()) {
            case GIVEN -> out.set(Field.TUN_ID, Bits.of(entry.vni()), Field.TUN_ID.fullMask());
            case NOT_OURS -> out.set(Field.TUN_ID, Bits.ZERO, new Bits(0, -1L << 24));
            case NONE, ANY -> {}
        }
        return out;
    }

    /** A packet of which only this is known. */
    static Symbols of(Variables variables, Known known) {
        Symbols out = new Symbols(variables, new EnumMap<>(Field.class), true);
        out.forgotten = true;
        for (Field field : Field.values()) {
            if (Layout.holds(field) && field.parts().isEmpty() && field != Field.IN_PORT) {
                int[] now = variables.fresh(field.valueBits());
                for (int i = 0; i < now.length; i++) {
                    if (known.isKnown(field, i)) {
                        now[i] = known.bit(field, i) ? Variables.ONE : Variables.ZERO;
                    }
                }
                out.bits.put(field, now);
            }
        }
        return out;
    }

    @Override
    public Symbols copy() {
        Symbols out = new Symbols(variables, new EnumMap<>(bits), tunnelled);
        out.forgotten = forgotten;
        out.unchecked = unchecked;
        return out;
    }

    /** The bits of a field that a match can name, the least first. Not to be changed. */
    int[] get(Field field) {
        int[] known = bits.get(field);
        if (known == null) {
            int width = field.valueBits();
            known = forgotten ? variables.fresh(width) : isZero(field) ? new int[width] : variables.input(field);
            bits.put(field, known);
        }
        return known;
    }

    /** Whether every packet has zero there when it enters. */
    private boolean isZero(Field field) {
        String name = field.text();
        return field == Field.METADATA
                || field == Field.RECIRC_ID
                || name.startsWith("reg")
                || name.startsWith("ct_")
                || (!tunnelled && name.startsWith("tun_"));
    }

    private int[] writable(Field field) {
        int[] copy = get(field).clone();
        bits.put(field, copy);
        return copy;
    }

    @Override
    public void set(Field field, Bits value, Bits mask) {
        if (!field.parts().isEmpty()) {
            int shift = Integer.SIZE * field.parts().size();
            for (Field part : field.parts()) {
                shift -= Integer.SIZE;
                write(part, value.shiftRight(shift), mask.shiftRight(shift));
            }
        } else if (isFollowed(field)) {
            write(field, value, mask);
        } else {
            forget(field);
        }
    }

    /** Whether what is written into the field is what a later match of it reads, and nothing else is. */
    private boolean isFollowed(Field field) {
        return switch (field) {
            case IN_PORT, VLAN_VID, VLAN_PCP, IP_TOS -> false;
            default -> isThere(field);
        };
    }

    private boolean isThere(Field field) {
        return !unchecked
                || field.prerequisite() == Prerequisite.NOTHING
                || field.prerequisite() == Prerequisite.ETHERNET;
    }

    private void write(Field field, Bits value, Bits mask) {
        int[] to = writable(field);
        for (int i = 0; i < to.length; i++) {
            if (bit(mask, i)) {
                to[i] = bit(value, i) ? Variables.ONE : Variables.ZERO;
            }
        }
    }

    static boolean bit(Bits bits, int index) {
        return (bits.octet(index / 8) >> index % 8 & 1) != 0;
    }

    @Override
    public void move(Subfield from, Subfield to) {
        if (!isThere(from.field()) || !isFollowed(to.field())) {
            forget(to);
            return;
        }
        int[] source = get(from);
        for (int i = 0; i < source.length; i++) {
            Place place = place(to.field(), to.start() + i);
            writable(place.field)[place.index] = source[i];
        }
    }

    /** The bits that a subfield names, the least first; of a view of other fields theirs. */
    int[] get(Subfield from) {
        if (!isThere(from.field())) {
            return variables.fresh(from.width());
        }
        int[] out = new int[from.width()];
        for (int i = 0; i < out.length; i++) {
            Place place = place(from.field(), from.start() + i);
            out[i] = get(place.field)[place.index];
        }
        return out;
    }

    private record Place(Field field, int index) {}

    private static Place place(Field field, int index) {
        List<Field> parts = field.parts();
        return switch (field) {
            case IN_PORT -> new Place(Field.IN_PORT_OXM, index);
            case VLAN_VID -> new Place(Field.VLAN_TCI, index);
            case VLAN_PCP -> new Place(Field.VLAN_TCI, 13 + index);
            case IP_TOS -> index < 2 ? new Place(Field.IP_ECN, index) : new Place(Field.IP_DSCP, index - 2);
            default ->
                parts.isEmpty()
                        ? new Place(field, index)
                        : new Place(parts.get(parts.size() - 1 - index / Integer.SIZE), index % Integer.SIZE);
        };
    }

    @Override
    public void forget(Subfield some) {
        if (!isFollowed(some.field())) {
            forget(some.field());
            return;
        }
        for (int i = 0; i < some.width(); i++) {
            Place place = place(some.field(), some.start() + i);
            writable(place.field)[place.index] = variables.fresh(1)[0];
        }
    }

    private void forget(Field field) {
        switch (field) {
            case IN_PORT -> forget(Field.IN_PORT_OXM);
            case VLAN_VID, VLAN_PCP -> forget(Field.VLAN_TCI);
            case IP_TOS -> {
                forget(Field.IP_DSCP);
                forget(Field.IP_ECN);
            }
            default -> {
                if (field.parts().isEmpty()) {
                    bits.put(field, variables.fresh(field.valueBits()));
                } else {
                    field.parts().forEach(this::forget);
                }
            }
        }
    }

    @Override
    public void forgetAll() {
        bits.clear();
        forgotten = true;
    }

    @Override
    public void forgetWritten(long[] masks) {
        Map<Field, int[]> kept = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            if (Layout.holds(field) && field.parts().isEmpty() && field != Field.IN_PORT) {
                int[] now = get(field).clone();
                for (int i = 0; i < now.length; i++) {
                    if (Layout.isIn(masks, field, i)) {
                        now[i] = variables.fresh(1)[0];
                    }
                }
                kept.put(field, now);
            }
        }
        forgetAll();
        bits.putAll(kept);
    }

    @Override
    public void tracked(Action.Ct ct) {
        int[] zone = new int[16];
        if (ct.zoneField() == null) {
            for (int i = 0; i < zone.length; i++) {
                zone[i] = ct.zone() >> i & 1;
            }
        } else {
            zone = get(ct.zoneField());
        }
        for (Field field : Field.values()) {
            if (field.text().startsWith("ct_")) {
                forget(field);
            }
        }
        bits.put(Field.CT_ZONE, zone);
        forget(Field.RECIRC_ID);
        translated(ct);
    }

    @Override
    public void translated(Action.Ct ct) {
        if (ct.actions().stream().anyMatch(Action.Nat.class::isInstance)) {
            ADDRESSES.forEach(this::forget);
            PORTS.forEach(this::forget);
        }
    }

    @Override
    public void untracked() {
        for (Field field : Field.values()) {
            if (field.text().startsWith("ct_")) {
                bits.put(field, new int[field.valueBits()]);
            }
        }
    }

    @Override
    public void unchecked() {
        unchecked = true;
    }

    @Override
    public void rewritten(Action action) {
        switch (action) {
            case Action.SetTtl _, Action.DecTtl _ -> forget(Field.IP_TTL);
            case Action.PushVlan _, Action.PopVlan _ -> forget(Field.VLAN_TCI);
            case Action.SetTransportSource _, Action.SetTransportTarget _ -> PORTS.forEach(this::forget);
            case Action.DeleteField delete -> forget(delete.field());
            default ->
                Arrays.stream(Field.values())
                        .filter(f -> f.prerequisite() != Prerequisite.NOTHING || f == Field.PACKET_TYPE)
                        .forEach(this::forget);
        }
    }
}
