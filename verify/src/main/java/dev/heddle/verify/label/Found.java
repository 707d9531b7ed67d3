package dev.heddle.verify.label;

import dev.heddle.flow.Action;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rules make of packets under one label. */
final class Found implements Execution.Sink<Known> {
    /** Gives the node to which packets come. */
    interface Ways {
        Node node(int table, int label, int pretended, Known packet);
    }

    private final int label;
    private final Outputs outputs;
    private final Ways ways;
    final Set<Node> next = new LinkedHashSet<>();
    final List<Alarm> alarms = new ArrayList<>(0);

    /** The zones through which the packets are tracked. */
    final Set<Integer> zones = new LinkedHashSet<>(0);

    /** By what the packets leave, see {@link WaysOut}. */
    final Set<Integer> leaves = new LinkedHashSet<>(0);

    private int floor = -1;

    Found(int label, Outputs outputs, Ways ways) {
        this.label = label;
        this.outputs = outputs;
        this.ways = ways;
    }

    /** A rule matches all of the packets. */
    void matchesAll(Rule rule) {
        floor = Math.max(floor, rule.priority());
    }

    /** The highest priority of the rules that match all of the packets, or -1. */
    int floor() {
        return floor;
    }

    @Override
    public void output(Known packet, PortRef port, Place place) {
        left(outputs.way(packet, port), outputs.fault(label, packet, port), place);
    }

    @Override
    public void output(Known packet, Subfield port, Place place) {
        left(outputs.way(packet, port), outputs.fault(label, packet, port), place);
    }

    private void left(int way, @Nullable String fault, Place place) {
        if (way != WaysOut.UNKNOWN) {
            leaves.add(way);
        }
        if (fault != null) {
            alarms.add(new Alarm(place, fault, true));
        }
    }

    @Override
    public void look(Known packet, int table, @Nullable PortRef pretended, Place place) {
        next.add(ways.node(table, label, pretended == null ? 0 : Rule.number(pretended), packet));
    }

    @Override
    public void track(Known packet, Action.Ct ct, Place place) {
        Subfield zone = ct.zoneField();
        if (zone == null) {
            zones.add(ct.zone());
        } else if (packet.isKnown(zone)) {
            zones.add((int) packet.get(zone));
        } else {
            doubt("it tracks connections in a zone that the packet names", place);
        }
    }

    @Override
    public void doubt(String reason, Place place) {
        alarms.add(new Alarm(place, reason, false));
    }
}
