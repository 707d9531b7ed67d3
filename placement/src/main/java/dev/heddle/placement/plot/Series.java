package dev.heddle.placement.plot;

import java.util.List;

/**
 * One curve.
 *
 * @param name for the legend
 * @param points in the order in which they are joined
 */
public record Series(String name, Shape shape, List<Point> points) {
    public enum Shape {
        LINE,
        /** A line with a dot on each point. */
        DOTS
    }

    /** @param label written beside it, perhaps empty */
    public record Point(double x, double y, String label) {
        public Point(double x, double y) {
            this(x, y, "");
        }
    }

    public Series {
        points = List.copyOf(points);
    }
}
