package dev.heddle.model.pool;

import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.HostSpec.Uplink;
import dev.heddle.model.spec.Resources;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a host told of itself: it fills the gaps that its manifest leaves. What was filled once stays.
 *
 * @param capacity without bandwidth, which is that of the uplinks
 * @param gpuModel of the GPUs
 * @param uplinks bit/s by the uplink's name
 */
public record Observed(Resources capacity, Optional<String> gpuModel, SortedMap<String, Long> uplinks) {
    public static final Observed NOTHING = new Observed(Resources.NONE, Optional.empty(), Collections.emptySortedMap());

    public Observed {
        if (capacity.bandwidth().isPresent()) {
            throw new IllegalArgumentException("bandwidth is that of the uplinks");
        }
        uplinks = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Long>) uplinks));
    }

    public boolean isEmpty() {
        return equals(NOTHING);
    }

    /** The spec with its gaps filled: what is written wins. */
    public HostSpec complete(HostSpec spec) {
        Resources written = spec.capacity();
        boolean gpusTold = written.gpu().isPresent();
        Resources filled = new Resources(
                first(written.cpu(), capacity.cpu()),
                first(written.gpu(), capacity.gpu()),
                first(written.memory(), capacity.memory()),
                first(written.storage(), capacity.storage()),
                OptionalLong.empty());
        boolean modelFits = !gpusTold || written.gpu().equals(capacity.gpu());
        return new HostSpec(
                spec.systemId(),
                spec.uplinks().stream().map(this::complete).toList(),
                spec.ovsdb(),
                spec.datapath(),
                spec.location(),
                spec.tunnelPort(),
                filled,
                spec.gpuModel().or(() -> modelFits ? gpuModel : Optional.empty()),
                spec.reserved(),
                spec.state());
    }

    private Uplink complete(Uplink uplink) {
        Long told = uplinks.get(uplink.name());
        if (uplink.bandwidth().isPresent() || told == null) {
            return uplink;
        }
        return new Uplink(
                uplink.name(), uplink.address(), OptionalLong.of(told), uplink.rail(), uplink.leaf(), uplink.mtu());
    }

    /** Of all this, what fills a gap of the (completed) spec. */
    public Observed missingIn(HostSpec spec) {
        SortedMap<String, Long> links = new TreeMap<>();
        for (Uplink uplink : spec.uplinks()) {
            Long told = uplinks.get(uplink.name());
            if (uplink.bandwidth().isEmpty() && told != null) {
                links.put(uplink.name(), told);
            }
        }
        Resources has = spec.capacity();
        OptionalLong gpu = gap(has.gpu(), capacity.gpu());
        Resources gaps = new Resources(
                gap(has.cpu(), capacity.cpu()),
                gpu,
                gap(has.memory(), capacity.memory()),
                gap(has.storage(), capacity.storage()),
                OptionalLong.empty());
        boolean modelFits = gpu.isPresent() || has.gpu().equals(capacity.gpu());
        Optional<String> model =
                gpuModel.filter(m -> modelFits && spec.gpuModel().isEmpty());
        return new Observed(gaps, model, links);
    }

    /** With what was told later and fills gaps of this. */
    public Observed plus(Observed later) {
        Resources more = later.capacity;
        SortedMap<String, Long> links = new TreeMap<>(later.uplinks);
        links.putAll(uplinks);
        return new Observed(
                new Resources(
                        first(capacity.cpu(), more.cpu()),
                        first(capacity.gpu(), more.gpu()),
                        first(capacity.memory(), more.memory()),
                        first(capacity.storage(), more.storage()),
                        OptionalLong.empty()),
                gpuModel.or(() -> later.gpuModel),
                links);
    }

    /** Without the uplinks that are not among these. */
    public Observed retaining(Collection<String> names) {
        SortedMap<String, Long> links = new TreeMap<>(uplinks);
        links.keySet().retainAll(names);
        return new Observed(capacity, gpuModel, links);
    }

    private static OptionalLong first(OptionalLong a, OptionalLong b) {
        return a.isPresent() ? a : b;
    }

    private static OptionalLong gap(OptionalLong has, OptionalLong told) {
        return has.isPresent() ? OptionalLong.empty() : told;
    }
}
