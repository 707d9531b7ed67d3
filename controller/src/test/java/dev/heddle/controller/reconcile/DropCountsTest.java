package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.compiler.Pipeline;
import dev.heddle.compiler.Reason;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowStats;
import dev.heddle.ovs.openflow.MultipartReply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DropCountsTest {
    private final DropCounts counts = new DropCounts();
    private final PortMap ports = new PortMap(
            new TreeMap<>(Map.of("a", "tap-a", "b", "tap-b")),
            new TreeMap<>(Map.of("tap-a", 4, "tap-b", 5, "heddle-vx", 9)));

    private static FlowEntry entry(Match match, long packets) {
        Flow flow = new Flow(Pipeline.DROP.id(), 100, match, 0, List.of());
        return new FlowEntry(flow, 0, 0, 0, 0, new FlowStats(0, 0, packets, 64 * packets));
    }

    private static FlowEntry entry(int port, Reason reason, long packets) {
        return entry(
                Match.builder()
                        .inPort(new PortRef.Numbered(port))
                        .eq(Pipeline.REASON, reason.code())
                        .build(),
                packets);
    }

    private static DropReading reading(FlowEntry... entries) {
        return DropReading.of(List.of(new MultipartReply.Flows(false, List.of(entries))));
    }

    private void read(FlowEntry... entries) {
        counts.read(reading(entries), ports);
    }

    private boolean stand(long flows, long packets) {
        return counts.stand(new DropReading.Sum(flows, packets));
    }

    @Test
    void countsByPortAndReason() {
        read(entry(4, Reason.MAC, 3), entry(4, Reason.DHCP_SERVER, 1), entry(9, Reason.VNI, 7));
        assertThat(counts.byPort()).isEqualTo(Map.of("a", Map.of("mac", 3L, "dhcp-server", 1L), "", Map.of("vni", 7L)));
    }

    @Test
    void aCounterThatBeginsAnewIsAddedUp() {
        read(entry(4, Reason.MAC, 3));
        read(entry(4, Reason.MAC, 5));
        read(entry(4, Reason.MAC, 2));
        assertThat(counts.byPort()).isEqualTo(Map.of("a", Map.of("mac", 7L)));
    }

    @Test
    void aFlowThatIsAwayForAWhileCountsOnFromItsReturn() {
        read(entry(4, Reason.MAC, 3), entry(4, Reason.ND, 1));
        read(entry(4, Reason.ND, 1));
        assertThat(counts.byPort()).isEqualTo(Map.of("a", Map.of("mac", 3L, "nd", 1L)));
        read(entry(4, Reason.MAC, 3), entry(4, Reason.ND, 1));
        assertThat(counts.byPort()).isEqualTo(Map.of("a", Map.of("mac", 6L, "nd", 1L)));
    }

    @Test
    void aPortThatIsUnpluggedIsForgotten() {
        read(entry(4, Reason.MAC, 3), entry(5, Reason.MAC, 1));
        counts.read(
                reading(entry(5, Reason.MAC, 1)),
                new PortMap(new TreeMap<>(Map.of("b", "tap-b")), new TreeMap<>(Map.of("tap-b", 5))));
        assertThat(counts.byPort()).isEqualTo(Map.of("b", Map.of("mac", 1L)));
        counts.read(DropReading.NONE, PortMap.EMPTY);
        assertThat(counts.byPort()).isEmpty();
    }

    @Test
    void aPortIsNamedWithoutDrops() {
        read(entry(4, Reason.MAC, 0));
        assertThat(counts.byPort()).isEqualTo(Map.of("a", Map.of("mac", 0L)));
    }

    @Test
    void whatIsNoPortsIsNotNamedButInTheSum() {
        read(entry(4, Reason.MAC, 3), entry(7, Reason.MAC, 5), entry(Match.ANY, 8), entry(noReason(), 16));
        assertThat(counts.byPort()).isEqualTo(Map.of("a", Map.of("mac", 3L)));
        assertThat(stand(4, 32)).isTrue();
    }

    private static Match noReason() {
        return Match.builder()
                .inPort(new PortRef.Numbered(4))
                .eq(Field.REG0, 99)
                .build();
    }

    @Test
    void theCountersStandWithTheSumLastReadOnly() {
        assertThat(stand(0, 0)).isFalse();
        read(entry(4, Reason.MAC, 3), entry(4, Reason.ND, 1));
        assertThat(stand(2, 4)).isTrue();
        assertThat(stand(3, 4)).isFalse();
        assertThat(stand(2, 5)).isFalse();
        assertThat(stand(2, 3)).isFalse();
        assertThat(stand(FlowStats.ABSENT, FlowStats.ABSENT)).isFalse();
    }

    @Test
    void inDoubtNoSumSuffices() {
        read(entry(4, Reason.MAC, 3), entry(5, Reason.MAC, 0));
        counts.doubt();
        assertThat(stand(2, 3)).isFalse();
        read(entry(4, Reason.MAC, 0), entry(5, Reason.MAC, 3));
        assertThat(counts.byPort()).isEqualTo(Map.of("a", Map.of("mac", 3L), "b", Map.of("mac", 3L)));
        assertThat(stand(2, 3)).isTrue();
    }

    @Test
    void theSameObjectUntilSomethingIsCounted() {
        read(entry(4, Reason.MAC, 3), entry(5, Reason.MAC, 0));
        Map<String, Map<String, Long>> before = counts.byPort();
        read(entry(4, Reason.MAC, 3), entry(5, Reason.MAC, 0));
        assertThat(counts.byPort()).isSameAs(before);
        read(entry(4, Reason.MAC, 3), entry(5, Reason.MAC, 1));
        assertThat(before.get("b")).isEqualTo(Map.of("mac", 0L));
        assertThat(counts.byPort().get("b")).isEqualTo(Map.of("mac", 1L));
    }
}
