package dev.heddle.ovs.openflow.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.heddle.flow.Instruction;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.flow.text.TextException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Text of actions that no switch need want: it can always be printed, and what is read again prints the same. */
class ActionsInTextTest {
    private static final long SEED = 20_261_128;
    private static final int ROUNDS = 30_000;

    @Test
    void whatIsReadAgainPrintsTheSame() {
        RandomActions random = new RandomActions(new SplittableRandom(SEED));
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            List<Instruction> instructions = random.instructions();
            String text = FlowText.instructions(instructions);
            if (text.contains("write_actions(drop)")) {
                continue; // read as nothing, which is what ovs-ofctl sends
            }
            String again;
            try {
                again = FlowText.instructions(FlowText.readInstructions(text, PortNames.NONE));
            } catch (TextException e) {
                assertThat(e.column()).as(text).isBetween(1, text.length() + 1);
                continue;
            }
            read++;
            if (!again.equals(text)) {
                fail("seed %d, round %d:%n%s became%n%s", SEED, i, text, again);
            }
        }
        assertThat(read).isGreaterThan(ROUNDS / 10);
    }
}
