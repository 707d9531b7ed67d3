package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.Command;
import dev.heddle.system.fixture.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may ask of the controller's JVM. */
class LauncherTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-Xmx2g",
                "-Xmx160m",
                "-XX:TieredStopAtLevel=4",
                "-XX:+UseParallelGC -Xmx300m",
                "-XX:+UseG1GC"
            })
    void theControllerStartsWithWhatItsJvmIsTold(String options) {
        Path launcher =
                Path.of(System.getProperty("heddle.launcher", "../heddle")).toAbsolutePath();
        Result result = Command.run(
                Duration.ofMinutes(1),
                Map.of("HEDDLE_SERVE_OPTS", options),
                "",
                List.of(launcher.toString(), "serve", "--help"));
        assertThat(result.ok()).as("%s", result).isTrue();
        assertThat(result.out()).contains("--openflow-listen");
        assertThat(result.err()).isEmpty();
    }
}
