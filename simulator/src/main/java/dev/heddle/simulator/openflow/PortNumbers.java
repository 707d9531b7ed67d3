package dev.heddle.simulator.openflow;

import dev.heddle.flow.PortRef;

/** Port numbers of OpenFlow 1.5 as Open vSwitch, whose own have 16 bits, takes them. */
final class PortNumbers {
    static final int LOCAL = 0xfffffffe;
    static final int CONTROLLER = 0xfffffffd;
    static final int ANY = 0xffffffff;

    /** The first of the numbers that no port can have, and the first behind them. */
    private static final long LIMIT = 0xff00;

    private static final long RESERVED = 0xffffff00L;

    /** The first reserved number that has a meaning. */
    private static final long FIRST_MEANT = 0xfffffff8L;

    private PortNumbers() {}

    static int number(PortRef port) {
        if (port instanceof PortRef.Numbered(int value)) {
            return value;
        }
        throw new IllegalArgumentException("a switch knows ports by number, not " + port);
    }

    /** Whether an action may output there. */
    static boolean outputs(PortRef port) {
        int number = number(port);
        long value = Integer.toUnsignedLong(number);
        return number != ANY && (value < LIMIT || value >= FIRST_MEANT);
    }

    /** Whether a packet-out may come from there. */
    static boolean sends(int number) {
        long value = Integer.toUnsignedLong(number);
        return value < LIMIT || number == LOCAL || number == CONTROLLER || number == ANY;
    }

    /** Whether a message may name the number: a port, or in the range of the reserved ones. */
    static boolean names(int number) {
        long value = Integer.toUnsignedLong(number);
        return value < LIMIT || value >= RESERVED;
    }
}
