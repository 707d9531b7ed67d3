package dev.heddle.placement.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.spec.AllocationSpec;
import dev.heddle.model.spec.AllocationSpec.Network;
import dev.heddle.model.spec.AllocationSpec.TrafficClass;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small cases worked out by hand; amounts in Gbit/s. */
class AllocatorTest {
    private static Network network(String name, String compute, String bandwidth) {
        return new Network(name, new BigDecimal(compute), new BigDecimal(bandwidth).scaleByPowerOfTen(9));
    }

    private static TrafficClass traffic(String name, String rate, String weight) {
        return new TrafficClass(name, new BigDecimal(rate).scaleByPowerOfTen(9), new BigDecimal(weight));
    }

    private static String json(List<Network> networks, TrafficClass... classes) {
        return OutcomeJson.of(Allocator.solve(new AllocationSpec(networks, List.of(classes))))
                .toString()
                .replace('"', '\'');
    }

    private static final List<Network> TEXTBOOK = List.of(network("a", "100", "10"), network("b", "50", "5"));

    /** One more Gbit/s of a is worth nothing, since all traffic is there; one less would cost 5. */
    @Test
    void textbook() {
        assertThat(json(TEXTBOOK, traffic("tasks", "10", "1")))
                .isEqualTo("{'status':'optimal','objective':100,"
                        + "'shares':[{'class':'tasks','network':'a','share':1}],"
                        + "'binding':[{'limit':'bandwidth','network':'a','shadowPrice':0}]}");
    }

    /** One more Gbit/s of a takes 1/12.5 of the class from b: (100 - 50) / 12.5. */
    @Test
    void whatDoesNotFitIntoTheBestGoesOn() {
        assertThat(json(TEXTBOOK, traffic("tasks", "12.5", "1")))
                .isEqualTo("{'status':'optimal','objective':90,"
                        + "'shares':[{'class':'tasks','network':'a','share':0.8},"
                        + "{'class':'tasks','network':'b','share':0.2}],"
                        + "'binding':[{'limit':'bandwidth','network':'a','shadowPrice':4}]}");
    }

    @Test
    void tasksOf80And30On15AreNotCarried() {
        assertThat(json(TEXTBOOK, traffic("large", "80", "1"), traffic("small", "30", "1")))
                .isEqualTo("{'status':'infeasible','conflict':{'classes':['large'],'networks':['a','b']},"
                        + "'relaxation':{'bandwidth':'95Gbps'},'bestEffort':{'served':0.13636363636363635,'shares':["
                        + "{'class':'large','network':'a','share':0.07386363636363637},"
                        + "{'class':'large','network':'b','share':0.0625},"
                        + "{'class':'small','network':'a','share':0.13636363636363635}]}}");
    }

    /** The class that is worth more a Gbit/s has the better network, though it stands last and weighs less. */
    @Test
    void worthCountsAGigabit() {
        assertThat(json(TEXTBOOK, traffic("large", "10", "3"), traffic("small", "5", "2")))
                .isEqualTo("{'status':'optimal','objective':425,"
                        + "'shares':[{'class':'large','network':'a','share':0.5},"
                        + "{'class':'large','network':'b','share':0.5},"
                        + "{'class':'small','network':'a','share':1}],"
                        + "'binding':[{'limit':'bandwidth','network':'a','shadowPrice':15},"
                        + "{'limit':'bandwidth','network':'b','shadowPrice':0}]}");
    }

    @Test
    void theConflictTakesTheLargestAndTiesByOrder() {
        assertThat(json(
                        TEXTBOOK,
                        traffic("d", "1", "1"),
                        traffic("c", "8", "1"),
                        traffic("b", "8", "1"),
                        traffic("a", "8", "1")))
                .contains("'conflict':{'classes':['c','b'],");
    }

    @Test
    void aClassWithoutTrafficIsInTheBestNetworkWhoseBandwidthItDoesNotNeed() {
        assertThat(json(List.of(network("a", "7", "0"), network("b", "5", "1")), traffic("idle", "0", "2")))
                .isEqualTo("{'status':'optimal','objective':14,"
                        + "'shares':[{'class':'idle','network':'a','share':1}],"
                        + "'binding':[{'limit':'bandwidth','network':'a','shadowPrice':0}]}");
    }

    @Test
    void withoutAnyBandwidthNothingIsServed() {
        assertThat(json(List.of(network("a", "7", "0")), traffic("tasks", "0.0000000005", "1")))
                .isEqualTo("{'status':'infeasible','conflict':{'classes':['tasks'],'networks':['a']},"
                        + "'relaxation':{'bandwidth':'0.5bps'},'bestEffort':{'served':0,'shares':[]}}");
    }

    @Test
    void valuesBeyondDoublesAreTold() {
        String most = "1.7976931348623157E308";
        assertThat(json(List.of(network("a", most, "1")), traffic("tasks", "1", most)))
                .contains("'objective':3.2317006071311E+616");
    }
}
