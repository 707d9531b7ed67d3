package dev.heddle.verify.label;

import dev.heddle.flow.PortRef;
import dev.heddle.verify.Contract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ways into a switch that its flows can tell apart: each port and VNI that a contract or a match names, and one that none
 * does for all others. Not thread-safe.
 */
final class Entrances {
    private static final int LOCAL = Rule.number(PortRef.LOCAL);
    private static final int HIGHEST_PORT = 0xfeff;
    private static final int HIGHEST_VNI = 0xffffff;

    private final Map<Integer, Integer> ports = new HashMap<>();
    private final Map<Integer, Integer> vnis = new HashMap<>();
    private int parts;
    private boolean changed = true;

    /** The contract is another. */
    void renew() {
        changed = true;
    }

    void clear() {
        ports.clear();
        vnis.clear();
        parts = 0;
        changed = true;
    }

    void add(Rule rule) {
        count(rule, 1);
    }

    void remove(Rule rule) {
        count(rule, -1);
    }

    private void count(Rule rule, int by) {
        Signature signature = rule.signature();
        if (signature.mask(Layout.INGRESS) != 0) {
            count(ports, (int) signature.value(rule.values(), Layout.INGRESS), by);
        }
        long mask = signature.mask(Layout.TUNNEL) & HIGHEST_VNI;
        long value = signature.value(rule.values(), Layout.TUNNEL);
        if (mask == HIGHEST_VNI && value <= HIGHEST_VNI) {
            count(vnis, (int) value, by);
        } else if (mask != 0 && mask != HIGHEST_VNI) {
            changed |= parts == 0 || parts + by == 0;
            parts += by;
        }
    }

    private void count(Map<Integer, Integer> counts, int value, int by) {
        Integer now = counts.merge(value, by, Integer::sum);
        if (now == 0) {
            counts.remove(value);
        }
        changed |= now == 0 || (by > 0 && now == 1);
    }

    /** Whether {@link #all} may give others than the last time. */
    boolean changed() {
        return changed;
    }

    List<Entry> all(Labels labels) {
        changed = false;
        Contract contract = labels.contract();
        List<Entry> out = new ArrayList<>();
        for (Contract.Port port : contract.ports().values()) {
            boolean declared = port.slice() != null;
            Entry.Tunnel tunnel = declared ? Entry.Tunnel.NONE : Entry.Tunnel.ANY;
            out.add(new Entry(port.number(), tunnel, 0, labels.ofPort(port.number())));
        }
        if (!contract.ports().containsKey(LOCAL)) {
            out.add(new Entry(LOCAL, Entry.Tunnel.NONE, 0, Labels.NONE));
        }
        if (!contract.complete()) {
            strangers(contract, out);
        }
        contract.tunnelPort().ifPresent(port -> tunnel(labels, port, out));
        return out;
    }

    private void strangers(Contract contract, List<Entry> out) {
        int fresh = HIGHEST_PORT;
        while (ports.containsKey(fresh) || isKnown(contract, fresh)) {
            fresh--;
        }
        out.add(new Entry(fresh, Entry.Tunnel.ANY, 0, Labels.NONE));
        for (int port : ports.keySet()) {
            if (!isKnown(contract, port) && port != LOCAL) {
                out.add(new Entry(port, Entry.Tunnel.ANY, 0, Labels.NONE));
            }
        }
    }

    private static boolean isKnown(Contract contract, int port) {
        return contract.ports().containsKey(port)
                || (contract.tunnelPort().isPresent() && contract.tunnelPort().getAsInt() == port);
    }

    private void tunnel(Labels labels, int port, List<Entry> out) {
        for (int vni : labels.contract().vnis().values()) {
            out.add(new Entry(port, Entry.Tunnel.GIVEN, vni, labels.ofVni(vni)));
        }
        if (parts > 0) {
            out.add(new Entry(port, Entry.Tunnel.NOT_OURS, 0, Labels.NONE));
            return;
        }
        int fresh = HIGHEST_VNI;
        while (vnis.containsKey(fresh) || labels.ofVni(fresh) != Labels.NONE) {
            fresh--;
        }
        out.add(new Entry(port, Entry.Tunnel.GIVEN, fresh, Labels.NONE));
        for (int vni : vnis.keySet()) {
            if (labels.ofVni(vni) == Labels.NONE) {
                out.add(new Entry(port, Entry.Tunnel.GIVEN, vni, Labels.NONE));
            }
        }
    }
}
