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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SlurmTreeTest {
    private static final SlurmTree TREE = new SlurmTree();

    @Test
    void theSwitchThatFitsBest() {
        Map<String, Integer> hosts =
                together(rack("p0/r0", 8, 8, 8, 8), rack("p0/r1", 8, 8, 8), rack("p1/r0", 8, 8, 0, 8));
        assertThat(placed(TREE, gang(3, 8), hosts)).containsExactly("p0/r1/0", "p0/r1/1", "p0/r1/2");
        assertThat(placed(TREE, gang(4, 8), hosts)).allMatch(host -> host.startsWith("p0/r0"));
    }

    @Test
    void whereNoneFitsUnderThePodThatDoesFromTheFreestLeaf() {
        Map<String, Integer> hosts = together(
                rack("p0/r0", 8, 8, 8, 8, 8), rack("p1/r0", 8, 8), rack("p1/r1", 8, 8, 8), rack("p1/r2", 8, 8));
        // 6: p0 has 5 in all, p1 has 7: its freest leaf r1 first. Of the rest of 3 the nearer r0 of p1 holds but 2, r0
        // of p0
        // all.
        assertThat(placed(TREE, gang(6, 8), hosts))
                .containsExactly("p0/r0/0", "p0/r0/1", "p0/r0/2", "p1/r1/0", "p1/r1/1", "p1/r1/2");
        assertThat(placed(TREE, gang(12, 8), hosts)).hasSize(12);
        assertThat(placed(TREE, gang(13, 8), hosts)).isEmpty();
    }

    @Test
    void aNearerLeafIsTakenIfTheRestFitsUnderItsPod() {
        Map<String, Integer> hosts =
                together(rack("p0/r0", 8), rack("p1/r0", 8, 8, 8, 8, 8, 8), rack("p1/r1", 8), rack("p1/r2", 8));
        // 8 hang under p1, whose 6 + 1 + 1 fit. After r0 of p1, r0 of p0 is the first with room; r1 of p1 is nearer and
        // the rest of 2 fits under p1, so it wins; then r2.
        assertThat(placed(TREE, gang(8, 8), hosts))
                .containsExactly(
                        "p1/r0/0", "p1/r0/1", "p1/r0/2", "p1/r0/3", "p1/r0/4", "p1/r0/5", "p1/r1/0", "p1/r2/0");
    }

    @Test
    void aSmallerLastWorkerIsAComponentOfItsOwn() {
        Map<String, Integer> hosts = together(rack("p0/r0", 8, 8, 8), rack("p0/r1", 8, 8), rack("p0/r2", 4, 0));
        assertThat(placed(TREE, gangWithLast(2, 4), hosts)).containsExactly("p0/r1/0", "p0/r1/1", "p0/r2/0");
    }

    @Test
    void equalsASlowRestatement() {
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            Map<String, Integer> hosts = Cases.random(random);
            int gpus = 1 + random.nextInt(8);
            boolean oneAHost = random.nextBoolean();
            int workers = 1 + random.nextInt(hosts.size());
            Gang gang = new Gang(
                    "g", List.of(new Workers(workers, Need.ofGpus(gpus))), oneAHost, Gang.Wish.NONE, Gang.Pattern.RING);
            assertThat(placed(TREE, gang, hosts))
                    .as("case %d: %d of %d in %s", i, workers, gpus, hosts)
                    .isEqualTo(restated(Cases.slots(hosts, gpus, oneAHost), workers));
        }
    }

    /** As the sources tell it, over a table of named switches, "" being the root. */
    private static List<String> restated(Map<String, Integer> slots, int workers) {
        Map<String, Integer> count = new HashMap<>();
        TreeSet<String> leaves = new TreeSet<>();
        slots.forEach((host, free) -> {
            for (String above = parent(host); ; above = parent(above)) {
                count.merge(above, free, Integer::sum);
                if (above.isEmpty()) {
                    break;
                }
            }
            leaves.add(parent(host));
        });
        if (count.get("") < workers) {
            return List.of();
        }
        List<String> seats = new ArrayList<>();
        List<String> used = new ArrayList<>();
        while (seats.size() < workers) {
            int rest = workers - seats.size();
            String best = null;
            for (String leaf : leaves) {
                if (count.get(leaf) > 0 && (best == null || isBetter(leaf, best, rest, count, used))) {
                    best = leaf;
                }
            }
            String leaf = best;
            new TreeMap<>(slots).forEach((host, free) -> {
                for (int i = 0; i < free && parent(host).equals(leaf) && seats.size() < workers; i++) {
                    seats.add(host);
                }
            });
            int taken = count.get(leaf);
            for (String above = leaf; ; above = parent(above)) {
                count.merge(above, -taken, Integer::sum);
                if (above.isEmpty()) {
                    break;
                }
            }
            used.add(leaf);
        }
        seats.sort(null);
        return seats;
    }

    private static boolean isBetter(String leaf, String best, int rest, Map<String, Integer> count, List<String> used) {
        int nearer = distance(leaf, used) - distance(best, used);
        String i = leaf;
        String j = best;
        while (count.get(i) < rest && count.get(j) < rest && !parent(i).equals(parent(j))) {
            i = parent(i);
            j = parent(j);
        }
        boolean fits = count.get(i) >= rest;
        boolean otherFits = count.get(j) >= rest;
        if (nearer < 0) {
            return fits;
        }
        if (nearer > 0) {
            return false;
        }
        if (fits != otherFits) {
            return fits;
        }
        return fits ? count.get(i) < count.get(j) : count.get(i) > count.get(j);
    }

    private static int distance(String leaf, List<String> used) {
        int links = 0;
        for (String each : used) {
            links += leaf.equals(each) ? 0 : parent(leaf).equals(parent(each)) ? 2 : 4;
        }
        return links;
    }

    private static String parent(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }
}
