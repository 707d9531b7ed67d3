package dev.heddle.flow.text;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Match.Term;
import java.util.Locale;

/**
 * Values of fields in text, alone and under a mask, as {@code set_field} and a match have them. Readers take all of the
 * cursor they are given.
 */
public final class ValueText {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private ValueText() {}

    /** Reads a value of the whole field. */
    public static Bits read(Field field, Scanner in, PortNames ports) {
        Term term = readMasked(field, in, ports);
        if (!term.exact()) {
            throw in.error(field.text() + " takes no mask here");
        }
        return term.value();
    }

    /** Reads {@code VALUE} or {@code VALUE/MASK}; {@code *} is any value. What the mask does not cover is cleared. */
    public static Term readMasked(Field field, Scanner in, PortNames ports) {
        if (in.peek() == '*' && in.peek(1) == Scanner.END) {
            in.next();
            return new Term(field, Bits.ZERO, Bits.ZERO);
        }
        Term term = switch (field.format()) {
            case DECIMAL, HEX -> integers(field, in);
            case MAC -> macs(field, in);
            case IPV4 -> ipv4s(field, in);
            case IPV6 -> ipv6s(field, in);
            case PORT -> port(field, in, ports);
            case FRAGMENT -> FragmentText.read(field, in);
            case TUNNEL_FLAGS, TCP_FLAGS, CT_STATE -> flags(field, in);
            case PACKET_TYPE -> packetType(field, in);
        };
        in.requireEnd();
        return term;
    }

    private static Term term(Field field, Bits value, Bits mask) {
        return new Term(field, value.and(mask), mask);
    }

    private static Term exact(Field field, Bits value) {
        return new Term(field, value, field.fullMask());
    }

    private static Term integers(Field field, Scanner in) {
        Bits value = in.bits(field.valueBits(), field.text());
        if (!in.take('/')) {
            return exact(field, value);
        }
        int start = in.position();
        int width = 8 * field.bytes();
        Bits mask = in.bits(width, "the mask of " + field.text());
        if (!field.maskable() && !mask.isZero() && !mask.equals(Bits.ones(width))) {
            throw in.error(field.text() + " takes no mask", start);
        }
        return term(field, value, mask.and(field.fullMask()));
    }

    private static Term macs(Field field, Scanner in) {
        Bits value = Bits.of(AddressText.readMac(in));
        return in.take('/') ? term(field, value, Bits.of(AddressText.readMac(in))) : exact(field, value);
    }

    private static Term ipv4s(Field field, Scanner in) {
        Bits value = Bits.of(AddressText.readIpv4(in));
        if (!in.take('/')) {
            return exact(field, value);
        }
        if (in.find(".") >= 0) {
            return term(field, value, Bits.of(AddressText.readIpv4(in)));
        }
        return term(field, value, prefix(32, (int) in.number(32, "the prefix length")));
    }

    private static Term ipv6s(Field field, Scanner in) {
        Bits value = AddressText.readIpv6(in);
        if (!in.take('/')) {
            return exact(field, value);
        }
        if (in.find(":") >= 0) {
            return term(field, value, AddressText.readIpv6(in));
        }
        return term(field, value, prefix(128, (int) in.number(128, "the prefix length")));
    }

    private static Bits prefix(int width, int length) {
        return Bits.ones(length).shiftLeft(width - length);
    }

    private static Term port(Field field, Scanner in, PortNames ports) {
        int number = PortText.number(in, ports);
        return exact(field, Bits.of(field.bytes() == 2 ? number & 0xffff : Integer.toUnsignedLong(number)));
    }

    private static Term flags(Field field, Scanner in) {
        long read = FlagText.read(field.format(), in);
        Bits mask = read < 0 ? field.fullMask() : Bits.of(read >>> 32);
        return term(field, Bits.of(read & 0xffffffffL), mask);
    }

    private static Term packetType(Field field, Scanner in) {
        in.expect('(');
        long namespace = in.number(0xffff, "the namespace");
        in.expect(',');
        long type = in.number(0xffff, "the type");
        in.expect(')');
        return exact(field, Bits.of(namespace << 16 | type));
    }

    /** Prints a value of the whole field. */
    public static void print(Field field, Bits value, PortNames ports, StringBuilder out) {
        print(field, value, field.fullMask(), ports, out);
    }

    /** Prints {@code VALUE} or {@code VALUE/MASK}, as actions print them. */
    public static void print(Field field, Bits value, Bits mask, PortNames ports, StringBuilder out) {
        boolean exact = mask.equals(field.fullMask());
        switch (field.format()) {
            case DECIMAL -> {
                out.append(Long.toUnsignedString(value.lo()));
                mask(exact, mask, out);
            }
            case HEX -> {
                printHex(value, out);
                mask(exact, mask, out);
            }
            case PORT -> {
                int number = (int) value.lo();
                PortText.print(field.bytes() == 2 ? PortText.ofShort(number) : number, ports, out);
            }
            case MAC -> {
                AddressText.printMac(value.lo(), out);
                if (!exact) {
                    AddressText.printMac(mask.lo(), out.append('/'));
                }
            }
            case IPV4 -> printIpv4(value.lo(), mask.lo(), out);
            case IPV6 -> printIpv6(value, mask, out);
            case FRAGMENT -> out.append(FragmentText.word((int) value.lo(), (int) mask.lo()));
            case TUNNEL_FLAGS, TCP_FLAGS, CT_STATE -> FlagText.print(field.format(), value.lo(), mask.lo(), out);
            case PACKET_TYPE -> printPacketType((int) value.lo(), out);
        }
    }

    private static void mask(boolean exact, Bits mask, StringBuilder out) {
        if (!exact) {
            printHex(mask, out.append('/'));
        }
    }

    static void printIpv4(long ip, long mask, StringBuilder out) {
        AddressText.printIpv4(ip, out);
        int length = Long.bitCount(mask);
        if (length == 32) {
            return;
        }
        out.append('/');
        if (mask == (0xffffffffL << (32 - length) & 0xffffffffL)) {
            out.append(length);
        } else {
            AddressText.printIpv4(mask, out);
        }
    }

    static void printIpv6(Bits ip, Bits mask, StringBuilder out) {
        AddressText.printIpv6(ip, out);
        int length = Long.bitCount(mask.hi()) + Long.bitCount(mask.lo());
        if (length == 128) {
            return;
        }
        out.append('/');
        if (mask.equals(prefix(128, length))) {
            out.append(length);
        } else {
            AddressText.printIpv6(mask, out);
        }
    }

    private static void printPacketType(int type, StringBuilder out) {
        if (type == 0) {
            out.append("eth");
            return;
        }
        out.append("packet_type=(");
        printShort(type >>> 16, out);
        printShort(type & 0xffff, out.append(','));
        out.append(')');
    }

    private static void printShort(int value, StringBuilder out) {
        if (value > 9) {
            out.append("0x").append(Integer.toHexString(value));
        } else {
            out.append(value);
        }
    }

    /** {@code 0x} and digits without leading zeros; {@code 0} for zero. */
    public static void printHex(Bits value, StringBuilder out) {
        int octets = 16 + value.above().length();
        int at = octets - 1;
        while (at > 0 && value.octet(at) == 0) {
            at--;
        }
        if (at == 0 && value.lo() == 0) {
            out.append('0');
            return;
        }
        out.append("0x");
        int first = value.octet(at);
        if (first > 0xf) {
            out.append(DIGITS[first >> 4]);
        }
        out.append(DIGITS[first & 0xf]);
        while (--at >= 0) {
            int octet = value.octet(at);
            out.append(DIGITS[octet >> 4]).append(DIGITS[octet & 0xf]);
        }
    }

    /** ovs-fields(7) on ip_frag: bit 0 says that it is a fragment, bit 1 that it is not the first. */
    private static final class FragmentText {
        private static final String[] WORDS = {"no", "first", "later", "yes", "not_later"};
        private static final int[] MASKS = {3, 3, 3, 1, 2};
        private static final int[] VALUES = {0, 1, 3, 1, 0};

        private FragmentText() {}

        static Term read(Field field, Scanner in) {
            int start = in.position();
            String word = in.rest().toLowerCase(Locale.ROOT);
            for (int i = 0; i < WORDS.length; i++) {
                if (WORDS[i].equals(word)) {
                    return new Term(field, Bits.of(VALUES[i]), Bits.of(MASKS[i]));
                }
            }
            throw in.error(field.text() + " is one of " + String.join(", ", WORDS), start);
        }

        static String word(int value, int mask) {
            return switch (mask << 2 | value) {
                case 0b01_00, 0b11_00 -> "no";
                case 0b01_01 -> "yes";
                case 0b10_00 -> "not_later";
                case 0b11_01 -> "first";
                case 0b10_10, 0b11_11 -> "later";
                default -> "<error>";
            };
        }
    }
}
