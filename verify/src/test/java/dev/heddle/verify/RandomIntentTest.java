package dev.heddle.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.compiler.Compiler;
import dev.heddle.model.state.Image;
import dev.heddle.model.testing.Property;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the compiler makes of any intent is isolated. */
class RandomIntentTest {
    private static final int PROGRAMS = 1_000;

    @Test
    void thousandProgramsOfRandomIntentAreProved() {
        AtomicInteger programs = new AtomicInteger();
        Property.named("compiled programs are proved").cases(PROGRAMS / 3 + 1).check(random -> {
            Image image = RandomIntent.of(random);
            new Compiler().compile(image).forEach((host, program) -> {
                Numbered numbered = Numbered.of(image, host, program);
                assertThat(numbered.proof().verdict()).as(host).isEqualTo(new Verdict.Proved());
                programs.incrementAndGet();
            });
        });
        if (Long.getLong("heddle.seed") == null) {
            assertThat(programs.get()).isGreaterThanOrEqualTo(PROGRAMS);
        }
    }
}
