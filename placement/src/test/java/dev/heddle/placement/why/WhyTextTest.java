package dev.heddle.placement.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.model.pool.Amounts;
import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Gang.Pack;
import dev.heddle.placement.gang.Gang.Pattern;
import dev.heddle.placement.gang.Gang.Wish;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an operator reads: two racks of two hosts with 8 GPUs each; g3 takes no workers. */
class WhyTextTest {
    private final Domains domains = Domains.of(
            List.of("rack"),
            IntStream.range(0, 4)
                    .mapToObj(host -> new Domains.Place("g" + host, List.of("r" + host / 2)))
                    .toList());
    private final Cluster cluster = new Cluster(
            domains,
            IntStream.range(0, 4)
                    .mapToObj(host -> new Machine(0, 0, 0, 8, List.of(), host != 3))
                    .toList());
    private final List<Holder> holders = new ArrayList<>();

    private void hold(String name, int from, int to, String gpus, double until) {
        List<Seat> seats = IntStream.rangeClosed(from, to)
                .mapToObj(host -> new Seat(host, Share.ofGpus(Gpus.parse(gpus))))
                .toList();
        seats.forEach(cluster::take);
        holders.add(new Holder(name, seats, OptionalDouble.of(until), false));
    }

    private List<String> why(Gang gang, Optional<Quota> quota) {
        Question question = new Question(gang, cluster, holders, quota);
        return WhyText.of(question, Why.explain(question, Effort.DEFAULT));
    }

    private static Gang packed(int workers) {
        Wish wish = new Wish(Optional.of(new Pack("rack", true)), Optional.empty(), Optional.empty(), Set.of());
        return new Gang("g", List.of(new Workers(workers, Need.ofGpus(8))), true, wish, Pattern.RING);
    }

    @Test
    void namesWhatIsInTheWayWhoHoldsItAndTheWaysOut() {
        hold("job-1", 0, 0, "0-3", 60);
        hold("job-2", 2, 2, "0-5", 90);
        assertThat(why(packed(2), Optional.empty()))
                .containsExactly(
                        "in the way, each on its own:",
                        "  GPUs, all in one rack: room for 1 of 2 workers at most, in r1; 6 GPUs too few are free",
                        "    held by job-2 (6 GPUs, until 90 s)",
                        "  GPUs, hosts that take no workers (g3): room for 1 of 2 workers; 2 GPUs too few are free",
                        "    held by job-2 (6 GPUs, until 90 s), job-1 (4 GPUs, until 60 s)",
                        "any of these admits it:",
                        "  have free: 4 GPUs more on g0",
                        "  end job-1 (it ends at 60 s)",
                        "  take 1 instead of 2 workers");
    }

    @Test
    void saysWhatDoesNotFitAnEmptyDataCentre() {
        assertThat(why(packed(3), Optional.empty()))
                .containsExactly(
                        "in the way, each on its own:",
                        "  GPUs, all in one rack: room for 2 of 3 workers at most, in r1, even if nobody held anything",
                        "  one worker a host, all in one rack: room for 2 of 3 workers at most, in r1, even if nobody held anything",
                        "any of these admits it:",
                        "  take 2 instead of 3 workers",
                        "  prefer one domain rather than require it");
    }

    @Test
    void saysHowFarOverTheQuota() {
        Amounts left = Amounts.of(0, 9, 0, 0, 0);
        assertThat(why(packed(2), Optional.of(new Quota("team-a", left))))
                .containsExactly(
                        "in the way, each on its own:",
                        "  quota of tenant team-a: room for 1 of 2 workers; 7 GPUs over it",
                        "any of these admits it:",
                        "  raise the quota of tenant team-a by 7 GPUs",
                        "  take 1 instead of 2 workers");
    }

    @Test
    void saysThatThereIsRoom() {
        assertThat(why(packed(2), Optional.empty())).containsExactly("there is room");
    }

    @Test
    void refusesALevelThatIsNotThere() {
        Wish wish = new Wish(Optional.of(new Pack("row", true)), Optional.empty(), Optional.empty(), Set.of());
        Gang gang = new Gang("g", List.of(new Workers(2, Need.ofGpus(8))), true, wish, Pattern.RING);
        assertThatThrownBy(() -> why(gang, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"row\"");
    }
}
