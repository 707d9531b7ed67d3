package dev.heddle.ovs.openflow.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Meter;
import dev.heddle.flow.text.MeterText;
import dev.heddle.flow.text.TextException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lines of meters: ovs-ofctl and we must add, list and refuse the same. */
class MeterLinesTest {
    private static Side theirs;
    private static Side ours;
    private final Faults faults = new Faults();
    private final Comparison<Meter> comparison = new Comparison<>(new MeterKind(), faults);

    @BeforeAll
    static void start() {
        theirs = Side.start();
        ours = Side.start();
    }

    @AfterAll
    static void stop() {
        theirs.close();
        ours.close();
    }

    @Test
    void metersAreAddedAndListed() {
        comparison.accepted(Line.read("meter-accepted"), "add-meter", theirs, ours);
        faults.none();
    }

    @Test
    void metersAreRefused() {
        comparison.refused(Line.read("meter-refused"), "add-meter", theirs, ours);
        faults.none();
    }

    /** The datapath has no such band, but ovs-ofctl prints what was refused. */
    @Test
    void aBandThatNoDatapathHasIsReadAndPrinted() {
        String line = "meter=15,kbps,burst,band=type=dscp_remark,rate=100,burst_size=5,prec_level=255";
        Meter meter = MeterText.read(line);
        assertThat(meter.bands()).containsExactly(new Meter.Band.DscpRemark(100, 5, 255));
        assertThat(theirs.refusal("add-meter", line)).contains("ADD " + MeterText.print(meter));
        assertThat(MeterText.read(MeterText.print(meter))).isEqualTo(meter);
    }

    @Test
    void everyFlagAndBandHasALine() {
        List<Meter> meters = Stream.of("meter-accepted", "meter-refused")
                .flatMap(name -> Line.read(name).stream())
                .flatMap(MeterLinesTest::readable)
                .toList();
        for (int flag : new int[] {Meter.KBPS, Meter.PKTPS, Meter.BURST, Meter.STATS}) {
            assertThat(meters).as("lines with flag %d", flag).anyMatch(m -> (m.flags() & flag) != 0);
        }
        List<Class<?>> bands = new ArrayList<>(List.of(Meter.Band.class.getPermittedSubclasses()));
        bands.remove(Meter.Band.Raw.class);
        for (Class<?> band : bands) {
            assertThat(meters)
                    .as("lines with %s", band)
                    .anyMatch(m -> m.bands().stream().anyMatch(band::isInstance));
        }
        assertThat(meters).as("lines with two bands").anyMatch(m -> m.bands().size() == 2);
    }

    private static Stream<Meter> readable(Line line) {
        try {
            return Stream.of(MeterText.read(line.text()));
        } catch (TextException e) {
            return Stream.empty();
        }
    }
}
