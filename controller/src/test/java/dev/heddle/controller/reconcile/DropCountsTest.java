package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.compiler.Pipeline;
import dev.heddle.compiler.Reason;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DropCountsTest {
    private final DropCounts counts = new DropCounts();
    private final PortMap ports =
            new PortMap(new TreeMap<>(Map.of("a", "tap-a")), new TreeMap<>(Map.of("tap-a", 4, "heddle-vx", 9)));

    private static Flow.Key key(int port, Reason reason) {
        Match match = Match.builder()
                .inPort(new PortRef.Numbered(port))
                .eq(Pipeline.REASON, reason.code())
                .build();
        return new Flow.Key(Pipeline.DROP.id(), 100, match);
    }

    @Test
    void countsByPortAndReason() {
        counts.read(Map.of(key(4, Reason.MAC), 3L, key(4, Reason.DHCP_SERVER), 1L, key(9, Reason.VNI), 7L), ports);
        assertThat(counts.byPort()).isEqualTo(Map.of("a", Map.of("mac", 3L, "dhcp-server", 1L), "", Map.of("vni", 7L)));
    }

    @Test
    void aCounterThatBeginsAnewIsAddedUp() {
        counts.read(Map.of(key(4, Reason.MAC), 3L), ports);
        counts.read(Map.of(key(4, Reason.MAC), 5L), ports);
        counts.read(Map.of(key(4, Reason.MAC), 2L), ports);
        assertThat(counts.byPort()).isEqualTo(Map.of("a", Map.of("mac", 7L)));
    }

    @Test
    void aPortThatIsUnpluggedIsForgotten() {
        counts.read(Map.of(key(4, Reason.MAC), 3L), ports);
        counts.read(Map.of(), PortMap.EMPTY);
        assertThat(counts.byPort()).isEmpty();
    }
}
