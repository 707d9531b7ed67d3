package dev.heddle.bench.placement;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.gang.Budget;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Outcome;
import dev.heddle.placement.gang.Outcome.Placed;
import dev.heddle.placement.gang.Placer;
import dev.heddle.placement.gang.Workers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * How long the placer takes for one gang in a data centre that is about 85 % full: the time of {@code place} alone, with the
 * cluster changing between two gangs. Prints one line of Markdown per setting. Arguments: the effort of a budget (0 by default).
 */
public final class PlacerSpeed {
    private static final int HOSTS_IN_RACK = 8;
    private static final int RACKS_IN_POD = 40;
    private static final int WARM = 2_000;
    private static final int MEASURED = 2_000;

    private final Random random = new Random(1);
    private final Cluster cluster;
    private final Placer placer;
    private final Deque<List<Seat>> running = new ArrayDeque<>();

    private PlacerSpeed(int hosts) {
        List<Place> places = new ArrayList<>();
        for (int host = 0; host < hosts; host++) {
            int rack = host / HOSTS_IN_RACK;
            places.add(new Place(
                    "h%05d".formatted(host), List.of("p%03d".formatted(rack / RACKS_IN_POD), "r%05d".formatted(rack))));
        }
        Machine machine = new Machine(128_000, 1L << 40, 1L << 43, 8, List.of(400_000_000_000L), true);
        cluster = new Cluster(
                Domains.of(List.of("pod", "rack"), places),
                places.stream().map(place -> machine).toList());
        placer = new Placer(cluster);
    }

    public static void main(String[] arguments) {
        Budget budget = new Budget(arguments.length == 0 ? 0 : Double.parseDouble(arguments[0]));
        System.out.println("| hosts | workers | placed | p50 ms | p99 ms | most ms |");
        System.out.println("|---:|---:|---:|---:|---:|---:|");
        for (int hosts : new int[] {847, 5_000, 10_000}) {
            for (int workers : new int[] {4, 1_000}) {
                if (workers < hosts) {
                    System.out.println(new PlacerSpeed(hosts).run(hosts, workers, budget));
                }
            }
        }
    }

    private String run(int hosts, int workers, Budget budget) {
        int rounds = budget.effort() > 0 ? WARM / 20 : workers > 100 ? WARM / 4 : WARM;
        double[] millis = new double[rounds * MEASURED / WARM];
        int placed = 0;
        for (int round = 0; round < rounds + millis.length; round++) {
            refill(hosts - hosts * 15 / 100, workers);
            Gang gang = gang(workers);
            long start = System.nanoTime();
            Outcome outcome = placer.place(gang, budget);
            double took = (System.nanoTime() - start) / 1e6;
            if (round >= rounds) {
                millis[round - rounds] = took;
                placed += outcome instanceof Placed ? 1 : 0;
            }
        }
        Arrays.sort(millis);
        return "| %,d | %,d | %,d of %,d | %.2f | %.2f | %.2f |"
                .formatted(
                        hosts,
                        workers,
                        placed,
                        millis.length,
                        millis[millis.length / 2],
                        millis[millis.length * 99 / 100],
                        millis[millis.length - 1]);
    }

    /** Whole hosts, or half ones. */
    private Gang gang(int workers) {
        Need need = new Need(32_000, 1L << 34, 0, random.nextInt(4) == 0 ? 4 : 8, 0, false);
        return Gang.ofGpus("measured", List.of(new Workers(workers, need)));
    }

    /** Ends and starts small gangs until the load is as wanted, with room for the gang that comes next. */
    private void refill(int wanted, int workers) {
        int most = Math.min(wanted, cluster.domains().hosts() - workers * 12 / 10);
        int held = running.stream().mapToInt(List::size).sum();
        for (int ended = 0; !running.isEmpty() && (ended < 3 || held > most); ended++) {
            for (int skip = random.nextInt(8); skip > 0; skip--) {
                running.addLast(running.removeFirst());
            }
            List<Seat> seats = running.removeFirst();
            held -= seats.size();
            seats.forEach(cluster::give);
        }
        while (held < most) {
            int size = 1 + random.nextInt(16);
            if (!(placer.place(gang(size), Budget.NONE) instanceof Placed placed)) {
                return;
            }
            placed.seats().forEach(cluster::take);
            running.addLast(placed.seats());
            held += size;
        }
    }
}
