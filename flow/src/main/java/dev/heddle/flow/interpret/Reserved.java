package dev.heddle.flow.interpret;

/** Port numbers that OpenFlow 1.5 reserves (OFPP_*). */
final class Reserved {
    /** No port was written to the action set. */
    static final int UNSET = 0xfffffff7;

    static final int IN_PORT = 0xfffffff8;
    static final int TABLE = 0xfffffff9;
    static final int NORMAL = 0xfffffffa;
    static final int FLOOD = 0xfffffffb;
    static final int ALL = 0xfffffffc;
    static final int CONTROLLER = 0xfffffffd;
    static final int ANY = 0xffffffff;

    private static final int FIRST_SHORT = 0xff00;

    private Reserved() {}

    /** The 32-bit number of one of the 16 bits that fields hold. */
    static int ofShort(int port) {
        return port >= FIRST_SHORT ? port | 0xffff0000 : port;
    }
}
