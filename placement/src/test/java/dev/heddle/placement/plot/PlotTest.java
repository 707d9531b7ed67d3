package dev.heddle.placement.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.placement.plot.Series.Point;
import dev.heddle.placement.plot.Series.Shape;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class PlotTest {
    private static Plot plot(Axis x, Axis y, Point... points) {
        return new Plot("racks < \"bound\" & more", x, y, List.of(new Series("a", Shape.DOTS, List.of(points))));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static double of(Document svg, String tag, int index, String attribute) {
        return Double.parseDouble(((Element) svg.getElementsByTagName(tag).item(index)).getAttribute(attribute));
    }

    @Test
    void pointsLieWhereTheTicksSay() throws Exception {
        Document svg =
                parse(plot(Axis.linear("x"), Axis.linear("y"), new Point(0, 0), new Point(50, 7), new Point(100, 14))
                        .svg());
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("racks < \"bound\" & more");
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(3);
        // The middle of the x axis, 0 to 100, and of the y axis, 0 to 14.
        assertThat(of(svg, "circle", 1, "cx")).isEqualTo((of(svg, "circle", 0, "cx") + of(svg, "circle", 2, "cx")) / 2);
        assertThat(of(svg, "circle", 1, "cy")).isEqualTo((of(svg, "circle", 0, "cy") + of(svg, "circle", 2, "cy")) / 2);
        assertThat(of(svg, "circle", 2, "cy")).isLessThan(of(svg, "circle", 0, "cy"));
    }

    @Test
    void ticksAreRoundAndHoldAllPoints() {
        Axis.Range range = Axis.linear("").around(0.3, 96);
        assertThat(range.ticks()).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
        assertThat(Axis.linear("").around(1.02, 1.085).ticks().stream()
                        .map(Axis.linear("").around(1.02, 1.085)::text))
                .containsExactly("1.02", "1.03", "1.04", "1.05", "1.06", "1.07", "1.08", "1.09");
        assertThat(Axis.log("").around(3, 2_000).ticks().stream()
                        .map(Axis.log("").around(3, 2_000)::text))
                .containsExactly("1", "10", "100", "1000", "10000");
        assertThat(Axis.linear("").around(5, 5).share(5)).isBetween(0.0, 1.0);
    }

    @Test
    void whatTheAxesCannotShowIsRefused() {
        assertThatThrownBy(() -> plot(Axis.log("x"), Axis.linear("y"), new Point(0, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plot(Axis.linear("x"), Axis.linear("y"), new Point(0, Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plot(Axis.linear("x"), Axis.linear("y"))).isInstanceOf(IllegalArgumentException.class);
    }
}
