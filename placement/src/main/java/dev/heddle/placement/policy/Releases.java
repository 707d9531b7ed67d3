package dev.heddle.placement.policy;

import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.gang.Gang;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who runs where since when, and how soon hosts come free by that. Knows no durations but those of gangs that have ended. */
final class Releases {
    private final EndRates rates = new EndRates();
    private final Map<Gang, Double> starts = new HashMap<>();
    /** By host: how many workers run there that started at a time. */
    private final Map<Integer, Map<Double, Integer>> startsOn = new HashMap<>();

    void started(Gang gang, List<Seat> seats, double now) {
        starts.put(gang, now);
        seats.forEach(seat ->
                startsOn.computeIfAbsent(seat.host(), host -> new HashMap<>()).merge(now, 1, Integer::sum));
    }

    void ended(Gang gang, List<Seat> seats, double now) {
        Double start = starts.remove(gang);
        if (start == null) {
            return;
        }
        rates.ended(now - start);
        for (Seat seat : seats) {
            Map<Double, Integer> there = startsOn.getOrDefault(seat.host(), Map.of());
            there.computeIfPresent(start, (time, workers) -> workers == 1 ? null : workers - 1);
            if (there.isEmpty()) {
                startsOn.remove(seat.host());
            }
        }
    }

    /**
     * How often a second the host would come free: the inverse of the time that its workers are expected to take, one after
     * the other; 0 if none runs there that is known.
     */
    double rate(int host, double now) {
        Map<Double, Integer> there = startsOn.get(host);
        if (there == null) {
            return 0;
        }
        double time = 0;
        for (Map.Entry<Double, Integer> each : there.entrySet()) {
            time += each.getValue() / rates.at(now - each.getKey());
        }
        return 1 / time;
    }
}
