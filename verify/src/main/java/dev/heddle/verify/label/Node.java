package dev.heddle.verify.label;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All packets of one label of which the same is known as they come to one table. Equal by what is known; the rest is what came
 * of them there.
 */
public final class Node {
    final int table;
    final int label;

    final int pretended;

    /** Value and known bits of each word at which the table or a later one looks. */
    private final long[] packed;

    private final int hash;

    List<Node> next = List.of();
    List<Alarm> alarms = List.of();
    int[] zones = {};

    /** The ports by which its packets leave, as far as they are known. */
    int[] leaves = {};

    boolean dirty = true;

    private Node(int table, int label, int pretended, long[] packed) {
        this.table = table;
        this.label = label;
        this.pretended = pretended;
        this.packed = packed;
        this.hash = 31 * (31 * (31 * table + label) + pretended) + new Words(packed).hashCode();
    }

    static Node of(int table, int label, int pretended, Known packet, long[] live) {
        int size = 0;
        for (long word : live) {
            size += word == 0 ? 0 : 2;
        }
        long[] packed = new long[size];
        int at = 0;
        for (int w = 0; w < Layout.WORDS; w++) {
            if (live[w] != 0) {
                packed[at++] = packet.value[w] & live[w];
                packed[at++] = packet.known[w] & live[w];
            }
        }
        return new Node(table, label, pretended, packed);
    }

    /** What is known of the packets. */
    Known packet(long[] live) {
        Known out = Known.nothing();
        int at = 0;
        for (int w = 0; w < Layout.WORDS; w++) {
            if (live[w] != 0) {
                out.value[w] = packed[at++];
                out.known[w] = packed[at++];
            }
        }
        return out;
    }

    /**
     * Whether a rule of the node's table may match its packets.
     *
     * @param slots of each word, where it is among the packed ones, or -1
     */
    boolean mayMatch(Rule rule, int[] slots) {
        return pretended != 0 || rule.signature().possible(rule.values(), packed, slots);
    }

    /** Whether its packets leave by one of these ports. */
    boolean leavesBy(Set<Integer> ports) {
        for (int port : leaves) {
            if (ports.contains(port)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing here must be looked into. */
    boolean quiet() {
        return alarms.isEmpty() && zones.length == 0;
    }

    /** The ingress port for which this one lookup is, or 0 for the packets' own. */
    public int pretended() {
        return pretended;
    }

    public int label() {
        return label;
    }

    public List<Alarm> alarms() {
        return alarms;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Node n
                && n.hash == hash
                && n.table == table
                && n.label == label
                && n.pretended == pretended
                && Arrays.equals(n.packed, packed);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
