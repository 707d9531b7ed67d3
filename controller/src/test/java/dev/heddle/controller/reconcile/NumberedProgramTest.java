package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Fragment;
import dev.heddle.flow.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program numbered from the one before is what it is when it is numbered from nothing. */
class NumberedProgramTest {
    private static final int STEPS = 400;
    private static final int PORTS = 6;
    private static final int SLICES = 4;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aStepLeadsWhereAFreshStartDoes(long seed) {
        Random random = new Random(seed);
        SortedMap<String, Fragment> fragments = new TreeMap<>();
        PortMap ports = PortMap.EMPTY;
        NumberedProgram before = NumberedProgram.of(Program.empty("h1"), ports, Refusals.NONE);
        int withheld = 0;
        for (int step = 1; step <= STEPS; step++) {
            if (random.nextInt(3) == 0) {
                ports = ports(random);
            } else {
                change(fragments, random);
            }
            Program program = new Program("h1", step, List.copyOf(fragments.values()));
            NumberedProgram next = NumberedProgram.of(program, ports, Refusals.NONE, before);
            NumberedProgram fresh = NumberedProgram.of(program, ports, Refusals.NONE);
            assertThat(next.flows()).isEqualTo(fresh.flows());
            assertThat(next.groups()).isEqualTo(fresh.groups());
            assertThat(next.flowCount()).isEqualTo(fresh.flows().size());
            assertThat(next.withheld()).isEqualTo(fresh.withheld());
            withheld += next.withheld().size();
            before = next;
        }
        assertThat(withheld).isPositive();
    }

    private static void change(SortedMap<String, Fragment> fragments, Random random) {
        Fragment changed = random.nextBoolean()
                ? SamplePrograms.port("p" + random.nextInt(PORTS), random.nextInt(2), 1 + random.nextInt(SLICES))
                : SamplePrograms.slice(1 + random.nextInt(SLICES), 1 + random.nextInt(3), 4);
        if (random.nextInt(3) == 0) {
            fragments.remove(changed.name());
        } else {
            fragments.put(changed.name(), changed);
        }
    }

    private static PortMap ports(Random random) {
        Map<String, String> names = new HashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        List<Integer> free = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8));
        for (int port = 0; port < PORTS; port++) {
            if (random.nextInt(4) > 0) {
                names.put("p" + port, "vif" + port);
                numbers.put("vif" + port, free.remove(random.nextInt(free.size())));
            }
        }
        return new PortMap(names, numbers);
    }
}
