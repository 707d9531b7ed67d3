package dev.heddle.flow.text;

import dev.heddle.flow.Field;
import org.jspecify.annotations.Nullable;

/** The named bits of a field: {@code syn|ack} for all of it, {@code +syn-ack} for some, and numbers for both. */
final class FlagText {
    private static final String[] TUNNEL = {"oam"};
    private static final String[] TCP = {
        "fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr", "ns", "[200]", "[400]", "[800]"
    };
    private static final String[] CT_STATE = {"new", "est", "rel", "rpl", "inv", "trk", "snat", "dnat"};

    private FlagText() {}

    private static String[] names(Field.Format format) {
        return switch (format) {
            case TUNNEL_FLAGS -> TUNNEL;
            case TCP_FLAGS -> TCP;
            case CT_STATE -> CT_STATE;
            default -> throw new IllegalArgumentException(format + " has no named bits");
        };
    }

    /** Reads all of {@code in}: the mask in the upper half, the value in the lower; the mask is -1 for the whole field. */
    static long read(Field.Format format, Scanner in) {
        String[] names = names(format);
        return in.peek() == '+' || in.peek() == '-' ? signed(names, in) : listed(names, in);
    }

    private static long signed(String[] names, Scanner in) {
        long value = 0;
        long mask = 0;
        while (!in.atEnd()) {
            boolean set = in.take('+');
            if (!set) {
                in.expect('-');
            }
            long bit = named(names, in, "+-");
            if ((mask & bit) != 0) {
                throw in.error("the flag is given twice");
            }
            mask |= bit;
            value |= set ? bit : 0;
        }
        return mask << 32 | value;
    }

    private static long listed(String[] names, Scanner in) {
        long allowed = (1L << names.length) - 1;
        long value = 0;
        boolean first = true;
        while (!in.atEnd()) {
            if (!first) {
                in.expect('|');
            }
            if (Scanner.digit(in.peek(), 10) >= 0) {
                value |= in.number(allowed, "the flags");
                if (first && in.take('/')) {
                    long mask = in.number(allowed, "the mask of the flags");
                    in.requireEnd();
                    return mask << 32 | value;
                }
            } else {
                value |= named(names, in, "|");
            }
            first = false;
        }
        return -1L << 32 | value;
    }

    private static long named(String[] names, Scanner in, String delimiters) {
        int start = in.position();
        String name = in.until(delimiters);
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return 1L << i;
            }
        }
        throw in.error("no flag is named \"" + name + "\": there are " + String.join(", ", names), start);
    }

    /** Prints a value under a mask; all named bits in the mask is the whole field. */
    static void print(Field.Format format, long value, long mask, StringBuilder out) {
        String[] names = names(format);
        if (mask == (1L << names.length) - 1) {
            printAll(names, value, out);
        } else {
            printSigned(format, value, mask, out);
        }
    }

    /** Prints each bit of the mask with its sign. */
    static void printSigned(Field.Format format, long value, long mask, StringBuilder out) {
        String[] names = names(format);
        for (int i = 0; i < Integer.SIZE; i++) {
            if ((mask >>> i & 1) != 0) {
                out.append((value >>> i & 1) != 0 ? '+' : '-');
                @Nullable String name = i < names.length ? names[i] : null;
                out.append(name == null ? "[Unknown]" : name);
            }
        }
    }

    private static void printAll(String[] names, long value, StringBuilder out) {
        int start = out.length();
        for (int i = 0; i < names.length; i++) {
            if ((value >>> i & 1) != 0) {
                out.append(out.length() > start ? "|" : "").append(names[i]);
            }
        }
        if (out.length() == start) {
            out.append('0');
        }
    }
}
