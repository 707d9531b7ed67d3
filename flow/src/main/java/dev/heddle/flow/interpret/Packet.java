package dev.heddle.flow.interpret;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Layers;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A packet with what a switch keeps beside it: its ingress port and a value for each field, 0 for what it does not have.
 * Fields that share a place in a header share it here. Bits may be unknown: what connection tracking or a hash decides.
 *
 * <p>Mutable and not thread-safe. A packet that is part of a {@link Walk} is a copy and is not to be changed.
 */
public final class Packet {
    private static final int TAG_PRESENT = 0x1000;
    private static final long CT_VALID = 0b1011;
    private static final Field[] FIELDS = Field.values();
    private static final int FIRST_OPTION = Arrays.asList(FIELDS).indexOf(Field.TUN_METADATA0);

    private final long[] words;

    /** The bits of each word that are not known; null where all are. */
    private long @Nullable [] unknown;

    /** The values of {@code tun_metadata}, null for those that are not there; null where none is. */
    private @Nullable Bits @Nullable [] options;

    /** What is under the MPLS labels, as far as it was seen before they were pushed. */
    private @Nullable Packet inner;

    private int length;

    /** A packet of zeros from no port. */
    public Packet() {
        words = new long[Places.WORDS];
        inPort(value(PortRef.ANY));
        set(Field.ACTSET_OUTPUT, Integer.toUnsignedLong(Reserved.UNSET));
    }

    private Packet(Packet other) {
        words = other.words.clone();
        unknown = other.unknown == null ? null : other.unknown.clone();
        options = other.options == null ? null : other.options.clone();
        inner = other.inner;
        length = other.length;
    }

    /** A packet from a port with these values. */
    public static Packet of(int inPort, Map<Field, Bits> values) {
        Packet packet = new Packet().inPort(inPort);
        values.forEach(packet::set);
        return packet;
    }

    /** Reads what ofproto/trace reads: {@code in_port=1,tcp,nw_dst=10.0.0.1,tcp_dst=80}, ports as numbers. */
    public static Packet parse(String text) {
        return PacketText.read(text);
    }

    public Packet copy() {
        return new Packet(this);
    }

    /** The number of a port reference; what a program names must be resolved before. */
    static int value(PortRef port) {
        if (port instanceof PortRef.Numbered number) {
            return number.value();
        }
        throw new IllegalArgumentException(port + " has no number: resolve it first");
    }

    /** The ingress port, 32 bits as OpenFlow 1.5 has them. */
    public int inPort() {
        return (int) words[Places.word(Field.IN_PORT_OXM)];
    }

    public Packet inPort(int port) {
        words[Places.word(Field.IN_PORT_OXM)] = Integer.toUnsignedLong(port);
        return this;
    }

    /** How many bytes the packet has, 0 where that is not known. */
    public int length() {
        return length;
    }

    public Packet length(int bytes) {
        length = bytes;
        return this;
    }

    /** The queue that set_queue chose, 0 for none. */
    public int queue() {
        return (int) words[Places.QUEUE];
    }

    void queue(int queue) {
        words[Places.QUEUE] = Integer.toUnsignedLong(queue);
    }

    /** The packet comes from a connection tracker: the switch gives it a recirculation id of its own choice. */
    void recirculated() {
        forget(Field.RECIRC_ID);
    }

    /** The value, zeros for what is not known. */
    public Bits get(Field field) {
        if (field.isTunnelMetadata()) {
            Bits option = option(field);
            return option == null ? Bits.ZERO : option;
        }
        return read(words, field);
    }

    /** The lowest 64 bits of the value. */
    public long number(Field field) {
        return get(field).lo();
    }

    /** Which bits of the value are not known. */
    public Bits unknown(Field field) {
        return unknown == null || field.isTunnelMetadata() ? Bits.ZERO : read(unknown, field);
    }

    private static Bits read(long[] from, Field field) {
        if (!field.parts().isEmpty()) {
            Bits out = Bits.ZERO;
            for (Field part : field.parts()) {
                out = out.shiftLeft(Integer.SIZE).or(Bits.of(from[Places.word(part)]));
            }
            return out;
        }
        int word = Places.word(field);
        return Places.isWide(field)
                ? new Bits(from[word], from[word + 1])
                : Bits.of(from[word] >>> Places.shift(field) & Places.ones(field));
    }

    public Packet set(Field field, long value) {
        return set(field, Bits.of(value));
    }

    /** Sets the value, which then is known. */
    public Packet set(Field field, Bits value) {
        return set(field, value, field.fullMask());
    }

    /** Sets the bits of the mask, which then are known. */
    public Packet set(Field field, Bits value, Bits mask) {
        return set(field, value, mask, Bits.ZERO);
    }

    /** Sets the bits of the mask to a value of which some are not known. */
    Packet set(Field field, Bits value, Bits mask, Bits unknownBits) {
        if (field.isTunnelMetadata()) {
            Bits keep = complement(mask, 8 * field.bytes());
            options()[index(field)] = get(field).and(keep).or(value.and(mask));
        } else if (field == Field.IN_PORT) {
            long port = get(field).and(complement(mask, 16)).or(value.and(mask)).lo();
            inPort(Reserved.ofShort((int) port));
        } else {
            write(words, field, value, mask);
            if (unknown != null || !unknownBits.isZero()) {
                unknown = unknown == null ? new long[Places.WORDS] : unknown;
                write(unknown, field, unknownBits, mask);
            }
        }
        return this;
    }

    private static void write(long[] to, Field field, Bits value, Bits mask) {
        if (!field.parts().isEmpty()) {
            int shift = Integer.SIZE * field.parts().size();
            for (Field part : field.parts()) {
                shift -= Integer.SIZE;
                Bits low = Bits.ones(Integer.SIZE);
                write(
                        to,
                        part,
                        value.shiftRight(shift).and(low),
                        mask.shiftRight(shift).and(low));
            }
            return;
        }
        int word = Places.word(field);
        if (Places.isWide(field)) {
            to[word] = merge(to[word], value.hi(), mask.hi());
            to[word + 1] = merge(to[word + 1], value.lo(), mask.lo());
        } else {
            int shift = Places.shift(field);
            long bits = mask.lo() & Places.ones(field);
            to[word] = merge(to[word], value.lo() << shift, bits << shift);
        }
    }

    private static long merge(long old, long value, long mask) {
        return (old & ~mask) | (value & mask);
    }

    private static Bits complement(Bits mask, int width) {
        byte[] out = mask.toBytes((width + 7) / 8);
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) ~out[i];
        }
        return Bits.of(out).and(Bits.ones(width));
    }

    /** From here on the field's value is not known. */
    public Packet forget(Field field) {
        return set(field, Bits.ZERO, field.fullMask(), field.fullMask());
    }

    /** Bits of a field, of which some may be unknown. */
    record Part(Bits value, Bits unknown) {}

    Part read(Subfield bits) {
        Bits mask = Bits.ones(bits.width());
        return new Part(
                get(bits.field()).shiftRight(bits.start()).and(mask),
                unknown(bits.field()).shiftRight(bits.start()).and(mask));
    }

    void write(Subfield bits, Part part) {
        Bits mask = Bits.ones(bits.width());
        set(
                bits.field(),
                part.value().and(mask).shiftLeft(bits.start()),
                mask.shiftLeft(bits.start()),
                part.unknown().and(mask).shiftLeft(bits.start()));
    }

    /** What the packet is, for the question which fields exist in it. */
    public Layers layers() {
        long state = words[Places.word(Field.CT_STATE)];
        return new Layers(
                (int) words[Places.word(Field.PACKET_TYPE)],
                etherType(),
                (words[Places.word(Field.VLAN_TCI)] & TAG_PRESENT) != 0,
                protocol(),
                (words[Places.word(Field.IP_FRAG)] & 2) != 0,
                (int) words[Places.word(Field.ICMP_TYPE)],
                (int) words[Places.word(Field.ICMP_CODE)],
                (state & CT_VALID) != 0);
    }

    /** Whether the field exists in the packet. */
    public boolean has(Field field) {
        return switch (field.prerequisite()) {
            case NOTHING -> true;
            default -> field.prerequisite().met(layers());
        };
    }

    int etherType() {
        return (int) words[Places.word(Field.ETH_TYPE)];
    }

    private int protocol() {
        return (int) words[Places.word(Field.IP_PROTO)];
    }

    boolean isIp() {
        return etherType() == Layers.IPV4 || etherType() == Layers.IPV6;
    }

    /** Whether an option is there. */
    boolean hasOption(Field field) {
        return option(field) != null;
    }

    void removeOption(Field field) {
        if (options != null) {
            options[index(field)] = null;
        }
    }

    private @Nullable Bits option(Field field) {
        return options == null ? null : options[index(field)];
    }

    @SuppressWarnings("EnumOrdinal") // the fields of tunnel metadata follow each other
    private static int index(Field field) {
        return field.ordinal() - FIRST_OPTION;
    }

    private @Nullable Bits[] options() {
        if (options == null) {
            options = new Bits[Long.SIZE];
        }
        return options;
    }

    long word(int index) {
        return words[index];
    }

    void word(int index, long value) {
        words[index] = value;
        if (unknown != null) {
            unknown[index] = 0;
        }
    }

    /** What is not known of one is not known of the other then. */
    void copyWord(int from, int to) {
        words[to] = words[from];
        if (unknown != null) {
            unknown[to] = unknown[from];
        }
    }

    long unknownWord(int index) {
        return unknown == null ? 0 : unknown[index];
    }

    boolean isKnown() {
        return unknown == null;
    }

    @Nullable
    Packet inner() {
        return inner;
    }

    void inner(@Nullable Packet packet) {
        inner = packet;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Packet other
                && Arrays.equals(words, other.words)
                && Arrays.equals(known(unknown), known(other.unknown))
                && Objects.equals(Arrays.asList(options()), Arrays.asList(other.options()))
                && length == other.length;
    }

    private static long[] known(long @Nullable [] unknown) {
        return unknown == null ? new long[Places.WORDS] : unknown;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** As ofproto/trace reads it. */
    @Override
    public String toString() {
        return PacketText.print(this);
    }
}
