package dev.heddle.placement.policy;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Seating;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The seats of one gang while they are chosen: counts what is free less what the gang has taken so far; the cluster stays. */
final class Draft {
    private final Gang gang;
    private final Cluster cluster;
    /** By rank: the host. */
    private final List<Integer> hosts = new ArrayList<>();
    /** By host: what its workers need, by rank. */
    private final Map<Integer, List<Need>> taken = new HashMap<>();

    Draft(Gang gang, Cluster cluster) {
        this.gang = gang;
        this.cluster = cluster;
    }

    /** How many more workers of that need the host takes; at most one where no two may share a host. */
    int room(int host, Need need) {
        if (!gang.wish().avoid().isEmpty() && gang.wish().avoid().contains(host)) {
            return 0;
        }
        if (taken.isEmpty() || !taken.containsKey(host)) {
            return Seating.slots(cluster, host, need, gang.oneAHost() ? 1 : Seating.MOST);
        }
        return gang.oneAHost() ? 0 : beside(host, taken.getOrDefault(host, List.of()), need);
    }

    /** As {@link #room(int, Need)}, were {@code first}, which fits, seated there before. */
    int roomAfter(int host, Need first, Need need) {
        if (gang.oneAHost()) {
            return 0;
        }
        List<Need> needs = new ArrayList<>(taken.getOrDefault(host, List.of()));
        needs.add(first);
        return beside(host, needs, need);
    }

    private int beside(int host, List<Need> others, Need need) {
        List<Need> needs = new ArrayList<>(others);
        int most = Seating.slots(cluster, host, need, Seating.MOST);
        int room = 0;
        for (needs.add(need); room < most && Seating.seat(cluster, host, needs).isPresent(); needs.add(need)) {
            room++;
        }
        return room;
    }

    /** The next rank sits there; there must be room. */
    void seat(int host, Need need) {
        hosts.add(host);
        taken.computeIfAbsent(host, each -> new ArrayList<>()).add(need);
    }

    /** By rank. */
    List<Seat> seats() {
        Map<Integer, Iterator<Share>> shares = new HashMap<>();
        taken.forEach((host, needs) -> shares.put(
                host, Seating.seat(cluster, host, needs).orElseThrow().iterator()));
        return hosts.stream()
                .map(host ->
                        new Seat(host, Objects.requireNonNull(shares.get(host)).next()))
                .toList();
    }
}
