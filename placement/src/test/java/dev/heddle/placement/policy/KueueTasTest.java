package dev.heddle.placement.policy;

import static dev.heddle.placement.policy.Cases.gang;
import static dev.heddle.placement.policy.Cases.gangWithLast;
import static dev.heddle.placement.policy.Cases.placed;
import static dev.heddle.placement.policy.Cases.rack;
import static dev.heddle.placement.policy.Cases.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KueueTasTest {
    private static final KueueTas BEST = new KueueTas(KueueTas.Profile.BEST_FIT);
    private static final KueueTas LEAST = new KueueTas(KueueTas.Profile.LEAST_FREE);

    @Test
    void theRackThatIsFilledBestOfEqualOnesTheFirst() {
        Map<String, Integer> hosts = together(
                rack("p0/r0", 8, 8, 8, 8), rack("p0/r1", 8, 8, 0, 8), rack("p1/r0", 8, 8, 8, 0), rack("p1/r1", 8, 8));
        assertThat(placed(BEST, gang(3, 8), hosts)).containsExactly("p0/r1/0", "p0/r1/1", "p0/r1/3");
        assertThat(placed(LEAST, gang(3, 8), hosts)).containsExactly("p0/r1/0", "p0/r1/1", "p0/r1/3");
    }

    @Test
    void thePodThatIsFilledBestThenItsFreestRackAndTheTightestForTheRest() {
        Map<String, Integer> hosts = together(
                rack("p0/r0", 8, 8, 8, 8),
                rack("p0/r1", 8, 8, 8),
                rack("p0/r2", 8),
                rack("p1/r0", 8, 8, 8, 8, 8),
                rack("p1/r1", 8, 8, 8, 8));
        // 6 fit in no rack; p0 has 8, p1 has 9. In p0: 4 of r0, and r1 (3), not r2 (1), for the other 2.
        // Hosts are taken from both racks by path: 4 of r0, 2 of r1.
        assertThat(placed(BEST, gang(6, 8), hosts))
                .containsExactly("p0/r0/0", "p0/r0/1", "p0/r0/2", "p0/r0/3", "p0/r1/0", "p0/r1/1");
        // 5 in p1/r0 would do for 5.
        assertThat(placed(BEST, gang(5, 8), hosts)).allMatch(host -> host.startsWith("p1/r0"));
        // The least free profile takes r2, r1 and r0, and of their hosts the first 6 by path.
        assertThat(placed(LEAST, gang(6, 8), hosts))
                .containsExactly("p0/r0/0", "p0/r0/1", "p0/r0/2", "p0/r0/3", "p0/r1/0", "p0/r1/1");
    }

    @Test
    void severalWorkersOnAHostWhereTheyMay() {
        Gang gang = new Gang("g", List.of(new Workers(5, Need.ofGpus(2))), false, Gang.Wish.NONE, Gang.Pattern.RING);
        Map<String, Integer> hosts = together(rack("p0/r0", 8, 3, 5), rack("p0/r1", 8, 8));
        // Rack 0 takes 4 + 1 + 2 = 7, rack 1 takes 8. Host 0 takes 4, the tightest for the last is host 1.
        assertThat(placed(BEST, gang, hosts)).containsExactly("p0/r0/0", "p0/r0/0", "p0/r0/0", "p0/r0/0", "p0/r0/1");
        // The least free: 1 on host 1, 2 on host 2, 2 on host 0.
        assertThat(placed(LEAST, gang, hosts)).containsExactly("p0/r0/0", "p0/r0/0", "p0/r0/1", "p0/r0/2", "p0/r0/2");
    }

    @Test
    void aSmallerLastWorkerIsTheLeaderOfTheGroup() {
        Map<String, Integer> hosts = together(rack("p0/r0", 8, 8), rack("p0/r1", 4, 8, 8), rack("p0/r2", 8, 4));
        // r0 holds 1 of 8 beside the leader, r1 2, r2 1: r0 is the first of the tightest, its host 1 takes the worker.
        assertThat(placed(BEST, gangWithLast(1, 4), hosts)).containsExactly("p0/r0/1", "p0/r0/0");
        assertThat(placed(BEST, gangWithLast(2, 4), hosts)).containsExactly("p0/r1/1", "p0/r1/2", "p0/r1/0");
        // 4 and a leader fit in no rack: p0 holds 5 with it.
        assertThat(placed(BEST, gangWithLast(5, 4), hosts)).hasSize(6);
        assertThat(placed(BEST, gangWithLast(6, 4), hosts)).isEmpty();
    }

    @Test
    void equalsASlowRestatement() {
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            Map<String, Integer> hosts = Cases.random(random);
            int gpus = 1 + random.nextInt(8);
            boolean oneAHost = random.nextBoolean();
            int workers = 1 + random.nextInt(Math.max(1, hosts.size()));
            Gang gang = new Gang(
                    "g", List.of(new Workers(workers, Need.ofGpus(gpus))), oneAHost, Gang.Wish.NONE, Gang.Pattern.RING);
            Map<String, Integer> slots = Cases.slots(hosts, gpus, oneAHost);
            assertThat(placed(BEST, gang, hosts))
                    .as("case %d: %d of %d in %s", i, workers, gpus, hosts)
                    .isEqualTo(restated(slots, workers, true));
            assertThat(placed(LEAST, gang, hosts))
                    .as("case %d: %d of %d in %s", i, workers, gpus, hosts)
                    .isEqualTo(restated(slots, workers, false));
        }
    }

    @Test
    void aGroupWithALeaderStartsExactlyWhereItFits() {
        Random random = new Random(2);
        for (int i = 0; i < 3_000; i++) {
            Map<String, Integer> hosts = Cases.random(random);
            int workers = 1 + random.nextInt(hosts.size());
            int last = 1 + random.nextInt(7);
            long whole = hosts.values().stream().filter(free -> free == 8).count();
            long able = hosts.values().stream().filter(free -> free >= last).count();
            boolean fits = whole >= workers && able >= workers + 1;
            assertThat(placed(BEST, gangWithLast(workers, last), hosts))
                    .as("case %d: %d and %d in %s", i, workers, last, hosts)
                    .hasSize(fits ? workers + 1 : 0);
        }
    }

    /** As the sources tell it, over texts: the host of each worker, by path. */
    private static List<String> restated(Map<String, Integer> slots, int workers, boolean bestFit) {
        for (int parts = 2; parts >= 0; parts--) {
            Map<String, Integer> level = sums(slots, slots.keySet(), parts);
            List<String> holding = level.keySet().stream()
                    .filter(domain -> level.get(domain) >= workers)
                    .sorted(Comparator.<String, Integer>comparing(level::get).thenComparing(Function.identity()))
                    .toList();
            if (!holding.isEmpty() || parts == 1) {
                Map<String, Integer> taken =
                        holding.isEmpty() ? greedy(level, workers, bestFit) : Map.of(holding.getFirst(), workers);
                for (int below = parts + 1; below <= 3 && !taken.isEmpty(); below++) {
                    Collection<String> parents = taken.keySet();
                    List<String> inside = slots.keySet().stream()
                            .filter(host -> parents.stream().anyMatch(parent -> host.startsWith(parent + "/")))
                            .toList();
                    taken = greedy(sums(slots, inside, below), workers, bestFit);
                }
                List<String> seats = new ArrayList<>();
                new TreeMap<>(taken).forEach((host, count) -> seats.addAll(java.util.Collections.nCopies(count, host)));
                return seats;
            }
        }
        throw new AssertionError();
    }

    private static Map<String, Integer> sums(Map<String, Integer> slots, Collection<String> hosts, int parts) {
        Map<String, Integer> sums = new TreeMap<>();
        for (String host : hosts) {
            String[] names = host.split("/");
            sums.merge(String.join("/", List.of(names).subList(0, parts)), slots.get(host), Integer::sum);
        }
        return sums;
    }

    private static Map<String, Integer> greedy(Map<String, Integer> free, int workers, boolean bestFit) {
        Map<String, Integer> left = new TreeMap<>(free);
        Map<String, Integer> taken = new TreeMap<>();
        int rest = workers;
        while (rest > 0 && left.values().stream().anyMatch(count -> count > 0)) {
            int needed = rest;
            String next = null;
            for (Map.Entry<String, Integer> each : left.entrySet()) {
                int count = each.getValue();
                int best = next == null ? 0 : left.get(next);
                boolean better;
                if (count == 0) {
                    better = false;
                } else if (next == null) {
                    better = true;
                } else if (!bestFit) {
                    better = count < best;
                } else if (best >= needed) {
                    better = count >= needed && count < best;
                } else {
                    better = count > best;
                }
                next = better ? each.getKey() : next;
            }
            int count = Math.min(rest, left.remove(next));
            taken.put(next, count);
            rest -= count;
        }
        return rest > 0 ? Map.of() : taken;
    }
}
