package dev.heddle.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.verify.label.LabelGraph;
import dev.heddle.verify.label.Labels;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is remembered of the labels' ways. */
class LabelGraphTest {
    private final LabelGraph graph = new LabelGraph(new Labels(contract("a")));

    private static Contract contract(String sliceOfTheSecond) {
        TreeMap<Integer, Contract.Port> ports = new TreeMap<>(Map.of(
                1, new Contract.Port(1, "p1", "a"),
                2, new Contract.Port(2, "p2", sliceOfTheSecond)));
        return new Contract(OptionalInt.empty(), ports, true, new TreeMap<>(Map.of("a", 1, "b", 2)), Set.of());
    }

    /** Whoever asks is not made to look for packets where none come to, now and at each change to follow. */
    @Test
    void whereNothingLeadsToAnyMoreThereIsNoAlarm() {
        var way = Site.flow("table=0,in_port=1,actions=resubmit(,1)");
        graph.put(way);
        graph.put(Site.flow("table=1,in_port=1,actions=output:2"));
        graph.settle();
        assertThat(graph.quiet()).isTrue();

        graph.contract(contract("b"));
        graph.settle();
        assertThat(graph.quiet()).isFalse();

        graph.remove(way.key());
        graph.settle();
        assertThat(graph.quiet()).isTrue();
        graph.put(way);
        graph.settle();
        assertThat(graph.quiet()).isFalse();
    }

    private boolean quiet() {
        graph.settle();
        return graph.quiet();
    }

    private void put(String flow) {
        graph.put(Site.flow(flow));
    }

    private void remove(String flow) {
        graph.remove(Site.flow(flow).key());
    }

    /** Port 2 is another slice's, and one flow of table 1 sends there if nothing is above it. */
    private void aFlowThatLeaks() {
        graph.contract(contract("b"));
        put("table=0,in_port=1,actions=resubmit(,1)");
        put("table=1,priority=10,ip,actions=output:2");
    }

    @Test
    void aFlowUnderOneThatMatchesAllSendsNothing() {
        put("table=0,in_port=1,actions=resubmit(,1)");
        put("table=1,priority=20,actions=drop");
        graph.contract(contract("b"));
        assertThat(quiet()).isTrue();
        put("table=1,priority=10,ip,actions=output:2");
        assertThat(quiet()).isTrue();
        put("table=1,priority=30,ip,actions=output:2");
        assertThat(quiet()).isFalse();
    }

    @Test
    void whatComesToMatchAllHidesWhatWasSent() {
        aFlowThatLeaks();
        assertThat(quiet()).isFalse();
        put("table=1,priority=20,actions=drop");
        assertThat(quiet()).isTrue();
        remove("table=1,priority=20,actions=drop");
        assertThat(quiet()).isFalse();
    }

    @Test
    void whatCameAndWentAtOnceHidesNothing() {
        aFlowThatLeaks();
        remove("table=1,priority=10,ip,actions=output:2");
        assertThat(quiet()).isTrue();
        put("table=1,priority=20,actions=drop");
        remove("table=1,priority=20,actions=drop");
        assertThat(quiet()).isTrue();
        put("table=1,priority=10,ip,actions=output:2");
        assertThat(quiet()).isFalse();
    }

    @Test
    void whereTheSliceIsNotKnownAnySlicesFlowsAreMet() {
        graph.contract(contract("b"));
        put("table=0,in_port=1,actions=move:NXM_OF_ETH_SRC[0..15]->OXM_OF_METADATA[0..15],resubmit(,1)");
        put("table=0,in_port=2,actions=set_field:7->metadata,resubmit(,1)");
        put("table=1,metadata=7,actions=output:2");
        assertThat(quiet()).isFalse();
        remove("table=1,metadata=7,actions=output:2");
        assertThat(quiet()).isTrue();
        put("table=1,metadata=5,actions=output:2");
        assertThat(quiet()).isFalse();
    }

    @Test
    void aLookupForAnotherPortMeetsThatPortsFlows() {
        graph.contract(contract("b"));
        put("table=0,in_port=1,actions=resubmit(2,1)");
        put("table=1,in_port=3,actions=drop");
        assertThat(quiet()).isTrue();
        put("table=1,in_port=2,actions=output:2");
        assertThat(quiet()).isFalse();
    }

    @Test
    void aVniThatIsAnothersNowIsNotSentAnyMore() {
        SortedMap<Integer, Contract.Port> ports = new TreeMap<>(Map.of(1, new Contract.Port(1, "p1", "a")));
        graph.contract(new Contract(OptionalInt.of(9), ports, true, new TreeMap<>(Map.of("a", 1, "b", 2)), Set.of()));
        put("table=0,in_port=1,actions=set_field:1->tun_id,output:9");
        assertThat(quiet()).isTrue();
        graph.contract(new Contract(OptionalInt.of(9), ports, true, new TreeMap<>(Map.of("a", 3, "b", 1)), Set.of()));
        assertThat(quiet()).isFalse();
        graph.contract(new Contract(OptionalInt.of(9), ports, true, new TreeMap<>(Map.of("a", 1)), Set.of()));
        assertThat(quiet()).isTrue();
    }
}
