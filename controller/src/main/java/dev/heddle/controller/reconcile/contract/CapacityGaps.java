package dev.heddle.controller.reconcile.contract;

import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.HostSpec.Uplink;
import dev.heddle.model.spec.Resources;
import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.MonitorRequest;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.ovs.ovsdb.RowFilter;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What nobody has told of a host's capacity and Open vSwitch may know.
 *
 * @param statistics cores, memory or storage
 * @param uplinks by name those without a bandwidth; Open vSwitch knows those that are interfaces of its bridges by this name
 */
public record CapacityGaps(boolean statistics, SortedSet<String> uplinks) {
    public static final CapacityGaps NONE = new CapacityGaps(false, Collections.emptySortedSet());

    public CapacityGaps {
        uplinks = Collections.unmodifiableSortedSet(uplinks);
    }

    /** @param spec with all that is known */
    public static CapacityGaps of(HostSpec spec) {
        Resources capacity = spec.capacity();
        TreeSet<String> uplinks = new TreeSet<>();
        spec.uplinks().stream()
                .filter(uplink -> uplink.bandwidth().isEmpty())
                .map(Uplink::name)
                .forEach(uplinks::add);
        boolean statistics = capacity.cpu().isEmpty()
                || capacity.memory().isEmpty()
                || capacity.storage().isEmpty();
        return new CapacityGaps(statistics, uplinks);
    }

    public CapacityGaps withoutStatistics() {
        return new CapacityGaps(false, uplinks);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /**
     * What is to be watched as long as there are gaps; what changes every few seconds is in it only where it is missing.
     *
     * @param filtered whether the server can select rows
     */
    public MonitorRequest request(boolean filtered) {
        MonitorRequest out = MonitorRequest.NOTHING;
        if (statistics) {
            out = out.with(Tables.ROOT, "statistics");
        }
        if (!uplinks.isEmpty()) {
            RowFilter named = new RowFilter.AnyOf(uplinks.stream()
                    .map(name -> Condition.equal("name", OvsdbValue.of(name)))
                    .toList());
            out = out.with(Tables.INTERFACE, List.of("name", "link_speed"), filtered ? named : RowFilter.EVERY);
        }
        return out;
    }

    /** What such a watch tells now. */
    public Observed read(Replica replica) {
        Optional<Resources> told = statistics
                ? replica.rows(Tables.ROOT).stream()
                        .findFirst()
                        .flatMap(root -> OvsStatistics.read(root.map("statistics")))
                : Optional.empty();
        SortedMap<String, Long> speeds = new TreeMap<>();
        for (String uplink : uplinks) {
            Row row = replica.named(Tables.INTERFACE, uplink);
            OptionalLong speed = row == null ? OptionalLong.empty() : row.number("link_speed");
            if (speed.isPresent() && speed.getAsLong() > 0) {
                speeds.put(uplink, speed.getAsLong());
            }
        }
        return new Observed(told.orElse(Resources.NONE), Optional.empty(), speeds);
    }
}
