package dev.heddle.placement.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.heddle.model.spec.AllocationSpec;
import dev.heddle.model.testing.Property;
import dev.heddle.placement.allocation.Instances.Sort;
import dev.heddle.placement.allocation.Outcome.Infeasible;
import dev.heddle.placement.allocation.Outcome.Optimal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocatorPropertyTest {
    @ParameterizedTest
    @EnumSource
    void isProvedByItsPrices(Sort sort) {
        Set<String> met = new HashSet<>();
        Property.named("prices prove the optimum, conflicts are minimal")
                .cases(1_000)
                .check(random -> {
                    AllocationSpec allocation = Instances.random(random, sort);
                    Outcome outcome = Allocator.solve(allocation);
                    new Audit(allocation).check(outcome);
                    met.add(outcome.getClass().getSimpleName());
                });
        assertThat(met).containsExactlyInAnyOrder("Optimal", "Infeasible");
    }

    @ParameterizedTest
    @EnumSource
    void equalsAnIndependentSolver(Sort sort) {
        int[] compared = new int[1];
        Property.named("objective of GLOP").cases(1_000).check(random -> {
            AllocationSpec allocation = Instances.random(random, sort);
            Audit audit = new Audit(allocation);
            BigDecimal largest = audit.largestObjective();
            double found;
            double served = 1;
            switch (Allocator.solve(allocation)) {
                case Optimal optimal -> found = Glop.ratio(optimal.objective(), largest);
                case Infeasible part -> {
                    found = Glop.ratio(audit.objective(part.shares()), largest);
                    served = part.served().doubleValue();
                }
            }
            OptionalDouble expected = Glop.objective(allocation, served);
            if (expected.isPresent()) {
                compared[0]++;
                assertThat(found).isCloseTo(expected.getAsDouble(), offset(1e-6));
            }
        });
        // Over hundreds of magnitudes its doubles often lead it nowhere.
        assertThat(compared[0]).isGreaterThan(sort == Sort.WILD ? 850 : 999);
    }

    @Test
    void theOrderOfTheInputDoesNotMatter() {
        Property.named("shuffled input").cases(300).check(random -> {
            AllocationSpec allocation = Instances.random(random, Sort.COARSE);
            List<AllocationSpec.Network> networks = new ArrayList<>(allocation.networks());
            List<AllocationSpec.TrafficClass> classes = new ArrayList<>(allocation.classes());
            Collections.shuffle(networks, random);
            Collections.shuffle(classes, random);
            Outcome before = Allocator.solve(allocation);
            Outcome after = Allocator.solve(new AllocationSpec(networks, classes));
            assertThat(shares(after)).containsExactlyInAnyOrderElementsOf(shares(before));
            if (before instanceof Optimal first && after instanceof Optimal second) {
                assertThat(second.objective()).isEqualByComparingTo(first.objective());
                assertThat(second.binding()).containsExactlyInAnyOrderElementsOf(first.binding());
            }
        });
    }

    private static List<Outcome.Share> shares(Outcome outcome) {
        return switch (outcome) {
            case Optimal optimal -> optimal.shares();
            case Infeasible part -> part.shares();
        };
    }
}
