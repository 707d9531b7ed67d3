package dev.heddle.ovs.sdk;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Where on a bridge network functions put their flows: tables, priorities, cookies, zones. The one place for all of them. */
final class Layout {
    /** Solicitations of the network functions' addresses, on their way to becoming advertisements. */
    static final int SOLICITED = 250;

    /** Packets of balanced connections, after connection tracking. */
    static final int TRACKED = 252;

    /** In table 0: answers are given first, then what has a port is balanced, then what has none. */
    static final int ANSWER = 40020;

    static final int BALANCE_PORT = 40010;
    static final int BALANCE_ADDRESS = 40000;

    /** In table {@link #SOLICITED}: what is too long, what has no sender's address, the answer. */
    static final int TOO_LONG = 30;

    static final int WITHOUT_SENDER = 20;
    static final int WELL_FORMED = 10;

    private static final long MARK = 0x4853L << 48;
    private static final long MARK_MASK = 0xffffL << 48;

    /** All flows of one network function. */
    static final long FUNCTION_MASK = ~0xffffL;

    /** Part of a function: the flows that its user adds. */
    static final int USERS = 0;

    /** Part of a function: its answers. Those between are virtual servers, by number. */
    static final int ANSWERS = 0xffff;

    private static final int FIRST_ZONE = 0x8000;

    private Layout() {}

    /** The cookie of a part of a network function. */
    static long cookie(String function, int part) {
        return MARK | ((hash(function) & 0xffffffffL) << 16) | part;
    }

    /** Whether a flow with this cookie belongs to a network function. */
    static boolean ours(long cookie) {
        return (cookie & MARK_MASK) == MARK;
    }

    /** The conntrack zone of a balancer, in the upper half of all zones. Zones are of a datapath, not of a bridge. */
    static int zone(String bridge, String function) {
        return FIRST_ZONE | (hash(bridge + "/" + function) & 0x7fff);
    }

    private static int hash(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }
}
