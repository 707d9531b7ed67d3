package dev.heddle.verify.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.testing.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClausesTest {
    private static final int VARIABLES = 6;

    /** Beside trying all values of six bits. */
    @Test
    void solvesWhatTryingAllSolves() {
        Property.named("clauses").cases(2_000).check(random -> {
            int[] bits = new Variables().fresh(VARIABLES);
            List<int[]> asked = new ArrayList<>();
            Clauses clauses = new Clauses();
            for (int i = random.nextInt(30); i >= 0; i--) {
                int[] clause = clause(bits, random);
                asked.add(clause);
                clauses.oneOf(clause);
            }
            boolean possible = false;
            for (int values = 0; values < 1 << VARIABLES; values++) {
                possible |= fulfils(values, bits, asked);
            }
            Clauses.Mark mark = clauses.mark();
            Clauses.Outcome outcome = clauses.solve(10_000);
            assertThat(outcome).isEqualTo(possible ? Clauses.Outcome.FOUND : Clauses.Outcome.NONE);
            if (possible) {
                int found = 0;
                for (int i = 0; i < VARIABLES; i++) {
                    boolean one = clauses.isOpen(bits[i]) ? random.nextBoolean() : clauses.value(bits[i]);
                    found |= one ? 1 << i : 0;
                }
                assertThat(fulfils(found, bits, asked)).isTrue();
            }
            clauses.undo(mark);
            assertThat(clauses.solve(10_000)).isEqualTo(outcome);
        });
    }

    private static int[] clause(int[] bits, Random random) {
        int[] out = new int[1 + random.nextInt(3)];
        for (int i = 0; i < out.length; i++) {
            out[i] = Clauses.literal(bits[random.nextInt(bits.length)], random.nextBoolean());
        }
        return out;
    }

    private static boolean fulfils(int values, int[] bits, List<int[]> clauses) {
        for (int[] clause : clauses) {
            boolean any = false;
            for (int literal : clause) {
                boolean one = (values >> (literal >> 1) - bits[0] & 1) != 0;
                any |= one == ((literal & 1) == 0);
            }
            if (!any) {
                return false;
            }
        }
        return true;
    }
}
