package dev.heddle.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static Workload workload(String port, String uid, String host, int mtu) {
        return new Workload("t", port, uid, host, "02:00:00:00:00:01", List.of("10.9.0.2/24"), mtu);
    }

    @Test
    void sortsEachWorkloadIntoOneList() {
        Workload same = workload("same", "1", "h1", 1450);
        Workload gone = workload("gone", "2", "h1", 1450);
        Workload moved = workload("moved", "3", "h1", 1450);
        Workload resized = workload("resized", "4", "h1", 1450);
        Workload again = workload("again", "5", "h1", 1450);
        Workload fresh = workload("fresh", "6", "h2", 1450);
        Workload movedTo = workload("moved", "3", "h2", 1450);
        Workload resizedTo = workload("resized", "4", "h1", 1400);
        Workload againTo = workload("again", "7", "h1", 1450);

        Plan plan =
                Plan.of(List.of(same, gone, moved, resized, again), List.of(fresh, againTo, resizedTo, movedTo, same));

        assertThat(plan.remove()).containsExactlyInAnyOrder(gone, again);
        assertThat(plan.create()).containsExactlyInAnyOrder(fresh, againTo);
        assertThat(plan.change()).containsExactly(new Plan.Change(resized, resizedTo));
        assertThat(plan.move()).containsExactly(new Plan.Change(moved, movedTo));
        assertThat(plan.isEmpty()).isFalse();
    }

    @Test
    void equalWorkloadsNeedNothing() {
        List<Workload> all = List.of(workload("a", "1", "h1", 1450), workload("b", "2", "h2", 9000));
        assertThat(Plan.of(all, all.reversed()).isEmpty()).isTrue();
    }
}
