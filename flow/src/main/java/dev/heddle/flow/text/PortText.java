package dev.heddle.flow.text;

import dev.heddle.flow.PortRef;
import org.jspecify.annotations.Nullable;

/** Ports in text: numbers of 32 bits as OpenFlow 1.5 has them, reserved names, and the names that a switch gives. */
public final class PortText {
    /** OFPP_ANY. */
    private static final int ANY = -1;

    /** The reserved numbers of OpenFlow 1.0 are those of OpenFlow 1.5 in their lower 16 bits. */
    private static final int FIRST_RESERVED = 0xff00;

    private static final int RESERVED_OFFSET = 0xffff0000;

    /** OFPP_UNSET and those that follow it. */
    private static final int FIRST_NAMED = 0xfffffff7;

    private static final String[] NAMES = {
        "UNSET", "IN_PORT", "TABLE", "NORMAL", "FLOOD", "ALL", "CONTROLLER", "LOCAL", "ANY"
    };

    private PortText() {}

    /** Reads all of {@code in} as a port. */
    public static PortRef.Numbered read(Scanner in, PortNames ports) {
        return new PortRef.Numbered(number(in, ports));
    }

    /** As {@link #read}, unboxed. */
    static int number(Scanner in, PortNames ports) {
        int start = in.position();
        String name = in.rest();
        char first = name.isEmpty() ? Scanner.END : name.charAt(0);
        if (first >= '0' && first <= '9' && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return decimal(name, in, start);
        }
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equalsIgnoreCase(name)) {
                return FIRST_NAMED + i;
            }
        }
        if (name.equalsIgnoreCase("NONE")) {
            return ANY;
        }
        Integer number = ports.number(first == '"' ? QuotedText.read(in.part(start, in.end())) : name);
        if (number == null) {
            throw in.error("no port is named " + name, start);
        }
        return number;
    }

    private static int decimal(String digits, Scanner in, int start) {
        long number = digits.length() > 10 ? Long.MAX_VALUE : Long.parseLong(digits);
        if (number > 0xffffffffL || (number > 0xffff && number < 0xffffff00L)) {
            throw in.error("ports are numbered from 0 to 65535 and from 4294967040 to 4294967295", start);
        }
        return number > 0xffff ? (int) number : ofShort((int) number);
    }

    /** The number of 32 bits for one of OpenFlow 1.0's 16 bits. */
    static int ofShort(int number) {
        return number >= FIRST_RESERVED ? number | RESERVED_OFFSET : number;
    }

    /** A port by its name where it has one. */
    public static void print(PortRef port, PortNames ports, StringBuilder out) {
        switch (port) {
            case PortRef.Iface iface -> out.append('"').append(iface.ifaceId()).append('"');
            case PortRef.Named named -> QuotedText.printName(named.name(), out);
            case PortRef.Numbered numbered -> print(numbered.value(), ports, out);
        }
    }

    static void print(int number, PortNames ports, StringBuilder out) {
        if (Integer.compareUnsigned(number, FIRST_NAMED) >= 0) {
            out.append(NAMES[number - FIRST_NAMED]);
            return;
        }
        @Nullable String name = ports.name(number);
        if (name != null) {
            QuotedText.printName(name, out);
        } else if (Integer.compareUnsigned(number, RESERVED_OFFSET | FIRST_RESERVED) >= 0) {
            out.append(number & 0xffff);
        } else {
            out.append(Integer.toUnsignedString(number));
        }
    }
}
