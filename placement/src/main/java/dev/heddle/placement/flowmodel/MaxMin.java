package dev.heddle.placement.flowmodel;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Shares links so that no gang can go faster without one going slower that is no faster. All flows of a gang go at one speed,
 * because a collective operation is as fast as its slowest flow.
 */
final class MaxMin {
    private static final double EXACT = 1e-12;

    private MaxMin() {}

    /**
     * The speed of each gang, above 0 and at most 1, its full speed.
     *
     * @param capacity by link, above 0
     */
    static double[] speeds(double[] capacity, List<Traffic> gangs) {
        double[] speeds = new double[gangs.size()];
        boolean[] fixed = new boolean[gangs.size()];
        double[] left = capacity.clone();
        for (int open = gangs.size(); open > 0; ) {
            double[] load = load(capacity.length, gangs, fixed);
            double level = level(left, load, gangs);
            for (int gang = 0; gang < speeds.length; gang++) {
                if (!fixed[gang] && (level == 1 || meetsFull(gangs.get(gang), left, load, level))) {
                    fixed[gang] = true;
                    speeds[gang] = level;
                    open--;
                }
            }
            Arrays.setAll(left, link -> capacity[link]);
            for (int gang = 0; gang < speeds.length; gang++) {
                Traffic traffic = gangs.get(gang);
                for (int i = 0; fixed[gang] && i < traffic.links().size(); i++) {
                    left[traffic.links().get(i)] -=
                            speeds[gang] * traffic.load().get(i);
                }
            }
        }
        return speeds;
    }

    /** What the gangs that are not fixed yet put on each link at full speed. */
    private static double[] load(int links, List<Traffic> gangs, boolean[] fixed) {
        double[] load = new double[links];
        for (int gang = 0; gang < fixed.length; gang++) {
            Traffic traffic = gangs.get(gang);
            for (int i = 0; !fixed[gang] && i < traffic.links().size(); i++) {
                load[traffic.links().get(i)] += traffic.load().get(i);
            }
        }
        return load;
    }

    /** How fast they may all go until the first link is full. */
    private static double level(double[] left, double[] load, List<Traffic> gangs) {
        double level = 1;
        TreeSet<Integer> used = new TreeSet<>();
        gangs.forEach(traffic -> used.addAll(traffic.links()));
        for (int link : used) {
            if (load[link] > 0) {
                level = Math.min(level, left[link] / load[link]);
            }
        }
        return level;
    }

    private static boolean meetsFull(Traffic traffic, double[] left, double[] load, double level) {
        return traffic.links().stream()
                .anyMatch(link -> load[link] > 0 && left[link] / load[link] <= level * (1 + EXACT));
    }
}
