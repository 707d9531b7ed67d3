package dev.heddle.placement.replay;

import dev.heddle.placement.plot.Series.Point;
import java.util.ArrayList;
import java.util.List;

/** An amount that changes over time, as means over equal spans. Owned by one thread. */
final class History {
    private static final double SECONDS_A_DAY = 86_400;

    private final long from;
    private final double width;
    /** By span: amount times microseconds. */
    private final double[] areas;

    /**
     * @param to after {@code from}, both microseconds
     * @param spans in how many
     */
    History(long from, long to, int spans) {
        this.from = from;
        this.width = (double) (to - from) / spans;
        this.areas = new double[spans];
    }

    /** So much was there from one time to another, all within the history. */
    void add(long start, long end, double amount) {
        int first = span(start);
        int last = span(end);
        if (first == last) {
            areas[first] += amount * (end - start);
            return;
        }
        areas[first] += amount * (from + (first + 1) * width - start);
        for (int span = first + 1; span < last; span++) {
            areas[span] += amount * width;
        }
        areas[last] += amount * (end - (from + last * width));
    }

    private int span(long time) {
        return Math.min(areas.length - 1, (int) ((time - from) / width));
    }

    /** The mean of each span over its middle, in days. */
    List<Point> points() {
        List<Point> out = new ArrayList<>();
        for (int span = 0; span < areas.length; span++) {
            out.add(new Point((from + (span + 0.5) * width) / 1e6 / SECONDS_A_DAY, areas[span] / width));
        }
        return out;
    }
}
