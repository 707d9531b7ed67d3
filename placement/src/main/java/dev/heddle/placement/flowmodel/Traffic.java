package dev.heddle.placement.flowmodel;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.gang.Gang.Pattern;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a gang sends through the uplinks of racks while it communicates at full speed, in NICs of a host. Rack {@code r} has two
 * links, {@code 2r} out of it and {@code 2r + 1} into it.
 *
 * @param links ascending; empty for a gang within one rack
 * @param load by the place in {@code links}
 */
record Traffic(List<Integer> links, List<Double> load) {
    Traffic {
        links = List.copyOf(links);
        load = List.copyOf(load);
    }

    /**
     * A worker sends at the rate of its part of the host's GPUs: to the next rank, or evenly to all others.
     *
     * @param seats by rank
     * @param gpusPerHost that make up a whole NIC
     */
    static Traffic of(Domains domains, List<Seat> seats, Pattern pattern, int gpusPerHost) {
        int[] racks = seats.stream()
                .mapToInt(seat -> domains.domainOf(domains.levels() - 1, seat.host()))
                .toArray();
        double[] rates = seats.stream()
                .mapToDouble(seat -> (double) seat.share().gpus().count() / gpusPerHost)
                .toArray();
        Map<Integer, Double> loads = new TreeMap<>();
        switch (pattern) {
            case RING -> chain(racks, rates, racks.length, loads);
            case PIPELINE -> chain(racks, rates, racks.length - 1, loads);
            case ALL_TO_ALL -> allToAll(racks, rates, loads);
        }
        return new Traffic(List.copyOf(loads.keySet()), List.copyOf(loads.values()));
    }

    private static void chain(int[] racks, double[] rates, int edges, Map<Integer, Double> loads) {
        for (int rank = 0; rank < edges; rank++) {
            int next = (rank + 1) % racks.length;
            if (racks[rank] != racks[next]) {
                double rate = Math.min(rates[rank], rates[next]);
                loads.merge(2 * racks[rank], rate, Double::sum);
                loads.merge(2 * racks[next] + 1, rate, Double::sum);
            }
        }
    }

    private static void allToAll(int[] racks, double[] rates, Map<Integer, Double> loads) {
        Map<Integer, Integer> count = new TreeMap<>();
        Map<Integer, Double> rate = new TreeMap<>();
        double sum = 0;
        for (int rank = 0; rank < racks.length; rank++) {
            count.merge(racks[rank], 1, Integer::sum);
            rate.merge(racks[rank], rates[rank], Double::sum);
            sum += rates[rank];
        }
        if (count.size() > 1) {
            double peers = racks.length - 1;
            for (Map.Entry<Integer, Integer> each : count.entrySet()) {
                int inside = each.getValue();
                double its = rate.getOrDefault(each.getKey(), 0.0);
                loads.put(2 * each.getKey(), its * (racks.length - inside) / peers);
                loads.put(2 * each.getKey() + 1, (sum - its) * inside / peers);
            }
        }
    }

    boolean isEmpty() {
        return links.isEmpty();
    }
}
