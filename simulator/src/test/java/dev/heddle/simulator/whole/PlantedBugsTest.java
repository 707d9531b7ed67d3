package dev.heddle.simulator.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Each bug planted in the control plane is found by the seed that docs/simulation.md tells, because of the invariant that it
 * tells. The step moves with every change of the control plane, and is as it was when the table was written.
 */
class PlantedBugsTest {
    private static final int MOST_SEEDS = 200;
    private static final Path DOC = Path.of("../docs/simulation.md");
    private static final String BEGIN =
            "| bug | where | found by seed | at step | because of |\n|---|---|---|---|---|\n";

    /** A row of the table. */
    private record Row(String bug, String where, long seed, String step, String invariant) {
        static Row parse(String line) {
            String[] cells = line.split(" *\\| *");
            return new Row(cells[1], cells[2], Long.parseLong(cells[3]), cells[4], cells[5]);
        }

        @Override
        public String toString() {
            return "| %s | %s | %d | %s | %s |\n".formatted(bug, where, seed, step, invariant);
        }
    }

    @Test
    void allAreFound() throws IOException {
        String doc = Files.readString(DOC);
        int from = doc.indexOf(BEGIN) + BEGIN.length();
        int to = doc.indexOf("\n\n", from - 1) + 1;
        if (Boolean.getBoolean("golden.update")) {
            String rows =
                    PlantedBug.ALL.stream().map(bug -> search(bug).toString()).collect(Collectors.joining());
            Files.writeString(DOC, doc.substring(0, from) + rows + doc.substring(to));
            return;
        }
        Map<String, Row> told = Arrays.stream(doc.substring(from, to).split("\n"))
                .map(Row::parse)
                .collect(Collectors.toMap(Row::bug, row -> row));
        assertThat(told.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        PlantedBug.ALL.stream().map(PlantedBug::name).toList());
        for (PlantedBug bug : PlantedBug.ALL) {
            Row row = told.get(bug.name());
            assertThat(row.seed()).isLessThan(MOST_SEEDS);
            assertThat(ChangedCopy.with(bug).run(row.seed()))
                    .as("%s under seed %d; make golden-update looks for another", bug.name(), row.seed())
                    .contains(" " + row.invariant() + " ");
        }
    }

    /** What is changed nowhere is found by none of these seeds: it is the bugs that are found. */
    @Test
    void nothingIsFoundWithoutABug() {
        ChangedCopy copy = ChangedCopy.with(
                new PlantedBug("nothing", PlantedBug.ALL.getFirst().source(), List.of()));
        for (long seed = 0; seed < 3; seed++) {
            assertThat(copy.run(seed)).isEmpty();
        }
    }

    private static Row search(PlantedBug bug) {
        ChangedCopy copy = ChangedCopy.with(bug);
        for (long seed = 0; seed < MOST_SEEDS; seed++) {
            String found = copy.run(seed);
            if (!found.isEmpty()) {
                String[] words = found.split(" ", 3);
                String file = bug.source().replaceAll(".*/", "").replace(".java", "");
                return new Row(bug.name(), "`" + file + "`", seed, words[0], words[1]);
            }
        }
        throw new AssertionError(bug.name() + " is not found by " + MOST_SEEDS + " seeds");
    }
}
