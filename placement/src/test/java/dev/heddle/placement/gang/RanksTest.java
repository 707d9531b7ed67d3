package dev.heddle.placement.gang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts 0 and 1 are in rack r1, 2 and 3 in r2 of pod p1; 4 in r1 of p2. */
class RanksTest {
    private static final Domains DOMAINS = Domains.of(
            List.of("pod", "rack"),
            List.of(
                    new Place("a", List.of("p1", "r1")),
                    new Place("b", List.of("p1", "r1")),
                    new Place("c", List.of("p1", "r2")),
                    new Place("d", List.of("p1", "r2")),
                    new Place("e", List.of("p2", "r1"))));

    private static List<Integer> hosts(Spot... spots) {
        return Ranks.order(DOMAINS, List.of(spots)).stream().map(Spot::host).toList();
    }

    @Test
    void theLastKindIsLastAndItsRackAndPodStayTogether() {
        assertThat(hosts(new Spot(0, 1), new Spot(1, 0), new Spot(2, 0), new Spot(4, 0)))
                .containsExactly(4, 2, 1, 0);
    }

    @Test
    void equalWorkersGoByTheNumbersOfTheirHosts() {
        assertThat(hosts(new Spot(4, 0), new Spot(2, 0), new Spot(0, 0), new Spot(3, 0)))
                .containsExactly(0, 2, 3, 4);
    }
}
