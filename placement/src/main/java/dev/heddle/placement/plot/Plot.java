package dev.heddle.placement.plot;

import dev.heddle.placement.plot.Series.Point;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Curves over two axes. */
public record Plot(String title, Axis x, Axis y, List<Series> series) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final int LEFT = 80;
    private static final int RIGHT = 30;
    private static final int TOP = 60;
    private static final int BOTTOM = 55;
    /** Of one letter, about. */
    private static final int LETTER = 7;
    /** Colours that the colour-blind tell apart. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

    /** @throws IllegalArgumentException if there is no point, or one that the axes cannot show */
    public Plot {
        series = List.copyOf(series);
        for (Series each : series) {
            for (Point point : each.points()) {
                if (!shows(x, point.x()) || !shows(y, point.y())) {
                    throw new IllegalArgumentException(each.name() + " has " + point);
                }
            }
        }
        if (series.stream().allMatch(each -> each.points().isEmpty())) {
            throw new IllegalArgumentException("nothing to plot in " + title);
        }
    }

    private static boolean shows(Axis axis, double value) {
        return Double.isFinite(value) && (!axis.log() || value > 0);
    }

    /** A whole SVG document. */
    public String svg() {
        Axis.Range across = range(x, Point::x);
        Axis.Range up = range(y, Point::y);
        StringBuilder out = new StringBuilder();
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                        .formatted(WIDTH, HEIGHT))
                .append(" font-family=\"sans-serif\" font-size=\"12\">\n")
                .append("<title>")
                .append(escape(title))
                .append("</title>\n")
                .append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        text(out, WIDTH / 2.0, 22, "middle", " font-size=\"15\"", title);
        for (double tick : across.ticks()) {
            double at = atX(across, tick);
            line(out, at, TOP, at, HEIGHT - BOTTOM);
            text(out, at, HEIGHT - BOTTOM + 16.0, "middle", "", across.text(tick));
        }
        for (double tick : up.ticks()) {
            double at = atY(up, tick);
            line(out, LEFT, at, WIDTH - RIGHT, at);
            text(out, LEFT - 6.0, at + 4, "end", "", up.text(tick));
        }
        text(out, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14.0, "middle", "", x.label());
        String turned = " transform=\"rotate(-90 16 %d)\"".formatted((TOP + HEIGHT - BOTTOM) / 2);
        text(out, 16, (TOP + HEIGHT - BOTTOM) / 2.0, "middle", turned, y.label());
        for (int i = 0; i < series.size(); i++) {
            curve(out, series.get(i), COLOURS.get(i % COLOURS.size()), across, up);
        }
        legend(out);
        return out.append("</svg>\n").toString();
    }

    private Axis.Range range(Axis axis, ToDoubleFunction<Point> coordinate) {
        double low = series.stream()
                .flatMap(each -> each.points().stream())
                .mapToDouble(coordinate)
                .min()
                .orElseThrow();
        double high = series.stream()
                .flatMap(each -> each.points().stream())
                .mapToDouble(coordinate)
                .max()
                .orElseThrow();
        // A small distance from 0 is shown as what it is.
        return axis.around(!axis.log() && low > 0 && low < high / 2 ? 0 : low, high);
    }

    private static double atX(Axis.Range range, double value) {
        return LEFT + range.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double atY(Axis.Range range, double value) {
        return HEIGHT - BOTTOM - range.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static void curve(StringBuilder out, Series series, String colour, Axis.Range across, Axis.Range up) {
        out.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"".formatted(colour));
        String separator = "";
        for (Point point : series.points()) {
            out.append(separator)
                    .append(number(atX(across, point.x())))
                    .append(',')
                    .append(number(atY(up, point.y())));
            separator = " ";
        }
        out.append("\"/>\n");
        for (Point point : series.points()) {
            double x = atX(across, point.x());
            double y = atY(up, point.y());
            if (series.shape() == Series.Shape.DOTS) {
                out.append(
                        "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>\n".formatted(number(x), number(y), colour));
            }
            if (!point.label().isEmpty()) {
                text(out, x + 5, y - 5, "start", " font-size=\"10\"", point.label());
            }
        }
    }

    /** In one row between title and curves. */
    private void legend(StringBuilder out) {
        double at = LEFT;
        for (int i = 0; i < series.size(); i++) {
            String name = series.get(i).name();
            out.append("<rect x=\"%s\" y=\"%s\" width=\"18\" height=\"3\" fill=\"%s\"/>\n"
                    .formatted(number(at), number(TOP - 16.0), COLOURS.get(i % COLOURS.size())));
            text(out, at + 24, TOP - 10.0, "start", "", name);
            at += 24 + LETTER * name.length() + 20;
        }
    }

    private static void line(StringBuilder out, double x1, double y1, double x2, double y2) {
        out.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#dddddd\"/>\n"
                .formatted(number(x1), number(y1), number(x2), number(y2)));
    }

    private static void text(StringBuilder out, double x, double y, String anchor, String more, String text) {
        out.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>\n"
                .formatted(number(x), number(y), anchor, more, escape(text)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
