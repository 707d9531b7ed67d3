package dev.heddle.system.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.LabFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Types what README.md tells its reader to type, and looks whether it shows what it says. */
class ReadmeTest {
    private static final Path README = Path.of("../README.md").toAbsolutePath().normalize();

    @Test
    @Tag("lab")
    void showsWhatReallyHappens() throws Exception {
        List<ConsoleStep> steps = ConsoleStep.parse(Files.readAllLines(README));
        assertThat(steps).isNotEmpty();
        try (LabFixture lab = LabFixture.withoutLab();
                ConsoleShell shell = new ConsoleShell(README.getParent(), lab.environment())) {
            for (ConsoleStep step : steps) {
                String output = shell.run(step.command());
                assertThat(step.shows(output))
                        .as(
                                "README.md:%d: $ %s%nshows%n%s%n%nbut this was printed:%n%s",
                                step.line(), step.command(), String.join("\n", step.expected()), output)
                        .isTrue();
            }
        }
    }
}
