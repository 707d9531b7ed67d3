package dev.heddle.controller.http;

import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.HostStatus.Phase;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import dev.heddle.model.text.HostNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether hosts hold what an object stands for. A host holds it when the object was, at the revision that the host
 * acknowledged, what it is now. For one answer; used by one thread.
 */
final class Realisation {
    private final Snapshot now;
    private final Function<String, @Nullable HostStatus> statuses;
    private final Map<String, Optional<HostStatus>> seen = new HashMap<>();
    private final Function<Long, @Nullable Snapshot> history;
    private final Map<String, @Nullable Snapshot> held = new HashMap<>();
    private final Map<ObjectKey, SortedSet<String>> hostsOfSlice = new HashMap<>();

    private enum Verdict {
        HOLDS,
        FAILED,
        PENDING,
        AWAY
    }

    private record Finding(Verdict verdict, String host, String message) {}

    /**
     * @param statuses a host's newest; asked once for each host
     * @param history the snapshot as it was at a revision, null where that is forgotten
     */
    Realisation(
            Snapshot now, Function<String, @Nullable HostStatus> statuses, Function<Long, @Nullable Snapshot> history) {
        this.now = now;
        this.statuses = statuses;
        this.history = history;
    }

    Snapshot now() {
        return now;
    }

    @Nullable
    HostStatus status(String host) {
        return seen.computeIfAbsent(host, h -> Optional.ofNullable(statuses.apply(h)))
                .orElse(null);
    }

    /** The port, on all hosts of its slice. */
    Condition port(PortState port) {
        if (port.binding().isEmpty()) {
            return new Condition(
                    "Realised", Condition.Status.FALSE, "NotBound", "the port is not plugged in", now.revision());
        }
        ObjectKey key = port.resource().key();
        SliceState slice = now.slices().get(sliceOf(port));
        SortedSet<String> hosts = slice == null ? new TreeSet<>() : hosts(slice);
        List<Finding> findings = new ArrayList<>();
        hosts.forEach(h -> findings.add(find(h, port.resource().id(), then -> Objects.equals(then.port(key), port))));
        return conclude(findings);
    }

    /** The slices, each on the hosts that have ports of it. */
    Condition slices(Collection<SliceState> slices) {
        Map<String, Finding> worst = new HashMap<>();
        for (SliceState slice : slices) {
            for (String host : hosts(slice)) {
                Finding finding = find(
                        host,
                        slice.resource().id(),
                        then -> Objects.equals(
                                then.slices().get(slice.resource().key()), slice));
                worst.merge(host, finding, (a, b) -> rank(a) >= rank(b) ? a : b);
            }
        }
        return conclude(worst.values());
    }

    /** The host's whole program. */
    Condition host(String name) {
        HostStatus status = status(name);
        if (status != null && !status.objectErrors().isEmpty() && connected(status)) {
            String words = String.join("; ", status.objectErrors().values());
            return new Condition(
                    "Realised", Condition.Status.FALSE, "Refused", "the switch refused: " + words, status.realised());
        }
        return conclude(List.of(find(name, 0, then -> then.revision() == now.revision())));
    }

    static boolean connected(HostStatus status) {
        return status.phase() == Phase.SYNCING || status.phase() == Phase.REALISED;
    }

    static ObjectKey sliceOf(PortState port) {
        return new ObjectKey(
                Kind.SLICE, port.resource().key().tenant(), port.spec().slice());
    }

    private SortedSet<String> hosts(SliceState slice) {
        return hostsOfSlice.computeIfAbsent(slice.resource().key(), key -> {
            SortedSet<String> hosts = new TreeSet<>();
            for (PortState port : slice.ports().values()) {
                port.binding().ifPresent(b -> hosts.add(b.host()));
                hosts.addAll(port.standby());
            }
            return hosts;
        });
    }

    /** The very snapshot that is now holds what is now. */
    @SuppressWarnings("ReferenceEquality")
    private Finding find(String host, long id, Function<Snapshot, Boolean> same) {
        HostStatus status = status(host);
        if (status == null || !connected(status)) {
            String why = status == null || status.message().isEmpty() ? "away" : status.message();
            boolean away = status == null || status.phase() == Phase.AWAY;
            return new Finding(away ? Verdict.AWAY : Verdict.FAILED, host, why);
        }
        String refused = status.objectErrors().get(id);
        if (refused != null) {
            return new Finding(Verdict.FAILED, host, refused);
        }
        Snapshot then =
                held.computeIfAbsent(host, h -> status.realised() == 0 ? null : history.apply(status.realised()));
        if (then == null || (then != now && !same.apply(then))) {
            return new Finding(Verdict.PENDING, host, "is being programmed");
        }
        return new Finding(Verdict.HOLDS, host, "");
    }

    private Condition conclude(Collection<Finding> findings) {
        Verdict worst = Verdict.HOLDS;
        long observed = now.revision();
        int holding = 0;
        SortedMap<String, List<String>> others = new TreeMap<>();
        for (Finding finding : findings) {
            worst = rank(finding.verdict) > rank(worst) ? finding.verdict : worst;
            HostStatus status = status(finding.host);
            observed = Math.min(observed, status == null ? 0 : status.realised());
            if (finding.verdict == Verdict.HOLDS) {
                holding++;
            } else {
                others.computeIfAbsent(finding.message, m -> new ArrayList<>()).add(finding.host);
            }
        }
        List<String> parts = new ArrayList<>();
        others.forEach((why, hosts) -> parts.add(HostNames.fold(hosts) + ": " + why));
        parts.sort(null);
        parts.addFirst("on " + holding + " of " + findings.size() + " hosts");
        String message = String.join("; ", parts);
        return switch (worst) {
            case HOLDS -> new Condition("Realised", Condition.Status.TRUE, "Realised", message, observed);
            case FAILED -> new Condition("Realised", Condition.Status.FALSE, "Refused", message, observed);
            case PENDING -> new Condition("Realised", Condition.Status.FALSE, "Pending", message, observed);
            case AWAY -> new Condition("Realised", Condition.Status.UNKNOWN, "HostAway", message, observed);
        };
    }

    private static int rank(Finding finding) {
        return rank(finding.verdict);
    }

    /** What is known to be wrong outweighs what is not known. */
    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case HOLDS -> 0;
            case AWAY -> 1;
            case PENDING -> 2;
            case FAILED -> 3;
        };
    }
}
