package dev.heddle.placement.replay.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.placement.cluster.Domains.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyFileTest {
    @Test
    void aRackIsAllThreeSwitches() throws InputException {
        assertThat(TopologyFile.read("topo", "ip,DSW,PSW,ASW\nh1,G6,P10,S14\n\nh2,G6,P12,S14\n"))
                .containsExactly(
                        new Place("h1", List.of("G6", "P10", "S14")), new Place("h2", List.of("G6", "P12", "S14")));
    }

    @Test
    void everyFaultIsToldWithItsPlace() {
        assertThatThrownBy(() -> TopologyFile.read("topo", """
                ip,DSW,PSW,ASW
                h1,G6,P10,
                h1,G6,P10,S1
                h2,G6
                ,G6,P10,S1
                """))
                .isInstanceOf(InputException.class)
                .hasMessage("""
                topo:2:11: ASW: empty
                topo:3:1: ip: is already the host of line 2
                topo:4:1: found 2 cells, the header has 4
                topo:5:1: ip: empty""");
        assertThatThrownBy(() -> TopologyFile.read("topo", "ip,PSW,ASW\nh1,P1,S1\n"))
                .hasMessage("topo:1:1: DSW: there is no such column in the header");
        assertThatThrownBy(() -> TopologyFile.read("topo", "ip,DSW,PSW,ASW\n"))
                .hasMessage("topo:1:1: there is no host");
    }
}
