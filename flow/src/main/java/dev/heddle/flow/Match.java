package dev.heddle.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a flow matches: an optional ingress port and terms in the order in which Open vSwitch sends them. Two matches are equal
 * when a switch treats them as equal: values are kept under their masks, a term with an empty mask is left out, registers are
 * kept as those of 32 bits, the VLAN tag as {@link Field#VLAN_TCI} and the DSCP as {@link Field#IP_DSCP}.
 *
 * <p>Fields that {@link Field} does not name are kept as raw OXM TLVs, in the order received.
 */
public final class Match {
    public static final Match ANY = builder().build();

    /**
     * One field under a mask.
     *
     * @param mask equal to {@link Field#fullMask()} for an exact match; empty only for {@code tun_metadata}, which then must
     *     be there
     */
    public record Term(Field field, Bits value, Bits mask) {
        public boolean exact() {
            return mask.equals(field.fullMask());
        }

        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Term t && t.field == field && t.value.equals(value) && t.mask.equals(mask);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * field.hashCode() + value.hashCode()) + mask.hashCode();
        }
    }

    /** An OXM TLV that this library does not name, header included. */
    public record RawTerm(Octets tlv) {}

    private final @Nullable PortRef inPort;
    private final List<Term> terms;
    private final List<RawTerm> raw;

    /** Computed when asked for; 0 until then. */
    private int hash;

    private Match(@Nullable PortRef inPort, List<Term> terms, List<RawTerm> raw) {
        this.inPort = inPort;
        this.terms = terms;
        this.raw = raw;
    }

    public static Builder builder() {
        return new Builder();
    }

    public @Nullable PortRef inPort() {
        return inPort;
    }

    /** Terms without the ingress port. */
    public List<Term> terms() {
        return terms;
    }

    public List<RawTerm> raw() {
        return raw;
    }

    /** The term on this field, which is no view of others, or null. */
    public @Nullable Term term(Field field) {
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i).field() == field) {
                return terms.get(i);
            }
        }
        return null;
    }

    /** The same match at another ingress port. */
    public Match withInPort(PortRef port) {
        return new Match(port, terms, raw);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o == this
                || (o instanceof Match m
                        && Objects.equals(m.inPort, inPort)
                        && m.terms.equals(terms)
                        && m.raw.equals(raw));
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = Objects.hash(inPort, terms, raw);
        }
        return hash;
    }

    @Override
    public String toString() {
        return "Match[" + (inPort == null ? "" : inPort + ", ") + terms + raw + "]";
    }

    /** Collects terms in any order; a field given twice with different values is an error. */
    public static final class Builder {
        private static final int PRESENT = 0x1000;
        private static final int VID_BITS = 0x1fff;
        private static final int PCP_BITS = 0xe000;

        private @Nullable PortRef inPort;
        private Term[] terms = new Term[8];
        private int size;
        private List<RawTerm> raw = List.of();
        private int tci;
        private int tciMask;

        private Builder() {}

        public Builder inPort(PortRef port) {
            inPort = port;
            return this;
        }

        public Builder eq(Field field, long value) {
            return masked(field, Bits.of(value), field.fullMask());
        }

        public Builder eq(Field field, Bits value) {
            return masked(field, value, field.fullMask());
        }

        /** Throws IllegalArgumentException for what no OpenFlow 1.5 match can say. */
        public Builder masked(Field field, Bits value, Bits mask) {
            if (!mask.fits(field.valueBits()) || !value.fits(field.valueBits())) {
                throw new IllegalArgumentException(
                        field.text() + ": value or mask is wider than " + field.valueBits() + " bits");
            }
            if (!field.maskable() && !mask.isZero() && !mask.equals(field.fullMask())) {
                throw new IllegalArgumentException(field.text() + " takes no mask");
            }
            switch (field) {
                case IN_PORT, IN_PORT_OXM -> throw new IllegalArgumentException("use inPort for " + field.text());
                case VLAN_TCI, VLAN_VID -> vlan((int) value.lo(), (int) mask.lo());
                case VLAN_PCP -> vlan((int) value.lo() << 13 | PRESENT, mask.isZero() ? 0 : PCP_BITS | PRESENT);
                case IP_TOS -> tos(value, mask);
                case CT_STATE -> put(field, value.and(field.fullMask()), mask.and(field.fullMask()));
                // Open vSwitch takes the value for the mask of these.
                case TUN_ERSPAN_VER, TUN_ERSPAN_DIR, TUN_ERSPAN_HWID, TUN_GTPU_FLAGS, TUN_GTPU_MSGTYPE ->
                    put(field, value.and(mask), value.and(mask));
                default -> {
                    List<Field> registers = field.parts();
                    if (registers.isEmpty()) {
                        put(field, value, mask);
                    } else {
                        split(registers, value, mask);
                    }
                }
            }
            return this;
        }

        private void split(List<Field> registers, Bits value, Bits mask) {
            int shift = Integer.SIZE * registers.size();
            Bits register = Bits.ones(Integer.SIZE);
            for (Field part : registers) {
                shift -= Integer.SIZE;
                put(
                        part,
                        value.shiftRight(shift).and(register),
                        mask.shiftRight(shift).and(register));
            }
        }

        private void tos(Bits value, Bits mask) {
            if ((value.lo() & 3) != 0) {
                throw new IllegalArgumentException("the two lower bits of nw_tos are nw_ecn");
            }
            put(Field.IP_DSCP, value.shiftRight(2), mask.shiftRight(2));
        }

        private void vlan(int value, int mask) {
            if (((tci ^ value) & tciMask & mask) != 0) {
                throw new IllegalArgumentException("the VLAN tag is matched twice");
            }
            tci |= value & mask;
            tciMask |= mask;
        }

        private void put(Field field, Bits value, Bits mask) {
            if (mask.isZero() && !field.isTunnelMetadata()) {
                return;
            }
            boolean exact = mask.equals(field.fullMask());
            insert(new Term(field, exact ? value : value.and(mask), exact ? field.fullMask() : mask));
        }

        private void insert(Term term) {
            int rank = WireOrder.of(term.field());
            int at = size;
            while (at > 0 && WireOrder.of(terms[at - 1].field()) >= rank) {
                at--;
            }
            if (at < size && terms[at].field() == term.field()) {
                if (!terms[at].equals(term)) {
                    throw new IllegalArgumentException(term.field().text() + " is matched twice");
                }
                return;
            }
            if (size == terms.length) {
                terms = Arrays.copyOf(terms, 2 * size);
            }
            System.arraycopy(terms, at, terms, at + 1, size - at);
            terms[at] = term;
            size++;
        }

        public Builder raw(RawTerm term) {
            if (raw.isEmpty()) {
                raw = new ArrayList<>();
            }
            raw.add(term);
            return this;
        }

        public Match build() {
            if (tciMask != 0) {
                int mask = vlanMask();
                put(Field.VLAN_TCI, Bits.of(tci & mask), Bits.of(mask));
            }
            dropImpliedPacketType();
            return new Match(inPort, List.of(Arrays.copyOf(terms, size)), List.copyOf(raw));
        }

        /** OpenFlow 1.5 has the VLAN priority whole, and only beside the rest of the tag. */
        private int vlanMask() {
            int priority = tciMask & PCP_BITS;
            if (priority == 0 || (priority == PCP_BITS && (tci & VID_BITS) != 0)) {
                return tciMask;
            }
            if (tci == 0 && (tciMask & PRESENT) != 0) {
                return tciMask & VID_BITS;
            }
            throw new IllegalArgumentException(
                    "vlan_tci=0x%04x/0x%04x cannot be said in OpenFlow 1.5: the priority is matched"
                                    .formatted(tci, tciMask)
                            + " whole, and with the tag present");
        }

        /** A field of Ethernet says that the packet is Ethernet. */
        private void dropImpliedPacketType() {
            if (size > 1
                    && terms[0].field() == Field.PACKET_TYPE
                    && terms[0].value().isZero()
                    && Arrays.stream(terms, 0, size).anyMatch(t -> t.field().prerequisite() != Prerequisite.NOTHING)) {
                System.arraycopy(terms, 1, terms, 0, --size);
            }
        }
    }
}
