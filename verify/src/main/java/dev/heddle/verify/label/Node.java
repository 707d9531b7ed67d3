package dev.heddle.verify.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All packets of one label of which the same is known as they come to one table. Equal by what is known; the rest is what came
 * of them there: never less than all of it once it was worked out, and possibly more where rules went.
 */
public final class Node {
    private static final int NO_FLOOR = -1;
    private static final int[] NONE = {};

    final int table;
    final int label;

    final int pretended;

    /** Value and known bits of each word at which the table or a later one looks. */
    private final long[] packed;

    private final int hash;

    private List<Node> next = List.of();
    private List<Alarm> alarms = List.of();
    private int[] zones = NONE;
    private int[] leaves = NONE;

    /** The rules that came since, which its packets may meet. */
    private List<Rule> met = List.of();

    /** The highest priority of the rules that match all of its packets. */
    private int floor = NO_FLOOR;

    private boolean dirty = true;
    private boolean loose;

    /** How many nodes and entrances lead here, as far as they told. */
    private int led;

    private boolean gone;

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

    /** Writes down what is known of the packets. */
    void packet(long[] live, Known out) {
        int at = 0;
        for (int w = 0; w < Layout.WORDS; w++) {
            boolean packs = live[w] != 0;
            out.value[w] = packs ? packed[at++] : 0;
            out.known[w] = packs ? packed[at++] : 0;
        }
    }

    /** Whether all these bits of the word in a slot are known. */
    boolean knows(int slot, long mask) {
        return (mask & ~packed[slot + 1]) == 0;
    }

    /** The known bits of the word in a slot. */
    long value(int slot) {
        return packed[slot];
    }

    /**
     * Whether a rule of the node's table may match its packets.
     *
     * @param slots of each word, where it is among the packed ones, or -1
     */
    boolean mayMatch(Rule rule, int[] slots) {
        return pretended != 0 || rule.signature().possible(rule.values(), packed, slots);
    }

    /** A rule came that may match. */
    void came(Rule rule) {
        if (pretended != 0) {
            dirty = true;
        } else if (!dirty) {
            met = met.isEmpty() ? new ArrayList<>(1) : met;
            met.add(rule);
        }
    }

    /** A rule went that may have matched. */
    void went(Rule rule) {
        // one below the floor matched nothing, one at it may have been the floor
        dirty |= pretended != 0 || rule.priority() == floor;
        loose |= rule.priority() > floor;
    }

    /** A rule that may match executes another group now. */
    void changed(Rule rule) {
        came(rule);
        loose = true;
    }

    /** Nothing is known of what comes of its packets. */
    void spoil() {
        dirty = true;
    }

    /** Whether what comes of its packets is to be worked out from the beginning. */
    boolean isDirty() {
        return dirty;
    }

    /** Whether there is something to work out. */
    boolean isOpen() {
        return dirty || !met.isEmpty();
    }

    /** Whether it may tell more than what comes of its packets. */
    boolean isLoose() {
        return loose;
    }

    /** The rules that came since the last time. */
    List<Rule> met() {
        return met;
    }

    /** Whether a rule is under one that matches all of its packets. */
    boolean hides(Rule rule) {
        return rule.priority() < floor;
    }

    /** All that comes of its packets. */
    void is(Found found) {
        next = List.of();
        alarms = List.of();
        zones = NONE;
        leaves = NONE;
        floor = NO_FLOOR;
        also(found);
        dirty = false;
        loose = false;
    }

    /** What comes of its packets in addition, by the rules that came. */
    void also(Found found) {
        next = union(next, found.next);
        alarms = union(alarms, found.alarms);
        zones = union(zones, found.zones);
        leaves = union(leaves, found.leaves);
        met = List.of();
        if (found.floor() > floor) {
            floor = found.floor();
            loose = true;
        }
    }

    /** What was known, and behind it what is new. */
    private static <T> List<T> union(List<T> known, Collection<T> more) {
        if (known.isEmpty() || more.isEmpty()) {
            return more.isEmpty() ? known : List.copyOf(more);
        }
        List<T> out = new ArrayList<>(known.size() + more.size());
        out.addAll(known);
        for (T each : more) {
            if (!known.contains(each)) {
                out.add(each);
            }
        }
        return out.size() == known.size() ? known : List.copyOf(out);
    }

    private static int[] union(int[] known, Set<Integer> more) {
        if (more.isEmpty()) {
            return known;
        }
        int[] out = Arrays.copyOf(known, known.length + more.size());
        int size = known.length;
        for (int each : more) {
            if (!contains(known, each)) {
                out[size++] = each;
            }
        }
        return size == known.length ? known : Arrays.copyOf(out, size);
    }

    private static boolean contains(int[] some, int one) {
        for (int each : some) {
            if (each == one) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing here must be looked into. */
    boolean quiet() {
        return alarms.isEmpty() && zones.length == 0;
    }

    /** One more leads here. */
    void lead() {
        led++;
    }

    /** One no longer leads here; true where it was the last. */
    boolean unlead() {
        return --led == 0;
    }

    /** It is no longer among the nodes. */
    void leave() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    /** The nodes to which its packets come from here; those that came last are at the end. Immutable. */
    List<Node> next() {
        return next;
    }

    /** By what its packets leave, see {@link WaysOut}. */
    int[] leaves() {
        return leaves;
    }

    /** The zones through which its packets are tracked. */
    int[] zones() {
        return zones;
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
