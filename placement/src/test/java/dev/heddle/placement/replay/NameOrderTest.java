package dev.heddle.placement.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameOrderTest {
    private static final List<String> NAMES =
            IntStream.range(0, 100).mapToObj(i -> "r%02d".formatted(i)).toList();

    private static List<String> sorted(long seed, List<String> names) {
        return names.stream().sorted(NameOrder.of(seed)).toList();
    }

    @Test
    void seedZeroIsTheOrderOfTheLettersAndEachOtherOneItsOwn() {
        List<String> shuffled = new ArrayList<>(NAMES);
        Collections.shuffle(shuffled, new Random(1));
        Set<List<String>> orders = new HashSet<>();
        for (long seed = 1; seed <= 20; seed++) {
            orders.add(sorted(seed, shuffled));
            assertThat(sorted(seed, shuffled)).isEqualTo(sorted(seed, NAMES));
        }
        assertThat(orders).hasSize(20).doesNotContain(NAMES);
        assertThat(sorted(0, shuffled)).isEqualTo(NAMES);
        // No first name is a favourite.
        assertThat(orders.stream().map(List::getFirst).distinct().count()).isGreaterThan(10);
    }

    @Test
    void domainsAreNumberedInTheOrder() {
        List<Place> places = new ArrayList<>();
        NAMES.forEach(rack -> places.add(new Place("h" + rack, List.of(rack))));
        Domains domains = Domains.of(List.of("rack"), places, NameOrder.of(7));
        assertThat(IntStream.range(0, 100).mapToObj(rack -> domains.path(0, rack)))
                .isEqualTo(sorted(7, NAMES));
    }
}
