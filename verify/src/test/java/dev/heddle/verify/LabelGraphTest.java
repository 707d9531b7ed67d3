package dev.heddle.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.verify.label.LabelGraph;
import dev.heddle.verify.label.Labels;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
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
}
