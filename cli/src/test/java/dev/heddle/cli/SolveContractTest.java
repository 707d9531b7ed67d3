package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code heddle solve}, as the API contract tells it; there is no controller. */
final class SolveContractTest {
    private static final String TEXTBOOK = """
            apiVersion: heddle.dev/v1
            kind: Allocation
            metadata: {name: textbook}
            spec:
              networks:
              - {name: a, compute: 100, bandwidth: 10Gbps}
              - {name: b, compute: 50,  bandwidth: 5Gbps}
              classes:
              - {name: tasks, rate: 10Gbps}
            """;

    @TempDir
    private static Path directory;

    private static Shell shell;

    @BeforeAll
    static void files() {
        shell = new Shell(directory, null)
                .file("textbook.yaml", TEXTBOOK)
                .file("partly.yaml", TEXTBOOK.replace("rate: 10Gbps", "rate: 12.5Gbps"))
                .file("much.yaml", TEXTBOOK.replace("rate: 10Gbps}", "rate: 80Gbps}\n  - {name: rest, rate: 30Gbps}"));
    }

    private static JsonNode solve(String file) {
        return JsonMapper.shared()
                .readTree(
                        shell.run("$ heddle solve -f DIR/" + file + " -o json").out());
    }

    @Test
    void theTextbookCase() {
        shell.check("""
                $ heddle solve -f DIR/textbook.yaml
                optimal: objective 100

                CLASS  NETWORK  SHARE
                tasks  a        1

                USED UP  WORTH OF 1Gbps MORE
                a        0
                $ heddle solve -f - < DIR/partly.yaml
                optimal: objective 90

                CLASS  NETWORK  SHARE
                tasks  a        0.8
                tasks  b        0.2

                USED UP  WORTH OF 1Gbps MORE
                a        4
                """);
    }

    @Test
    void whatDoesNotFitIsExplained() {
        shell.check("""
                $ heddle solve -f DIR/much.yaml
                infeasible: the networks carry 95Gbps less than the classes bring
                conflict: tasks alone brings more than all of them
                best effort: 0.136364 of every class

                CLASS  NETWORK  SHARE
                tasks  a        0.0738636
                tasks  b        0.0625
                rest   a        0.136364
                ? 8
                """);
    }

    @Test
    void theAnswerInJson() {
        JsonNode answer = solve("partly.yaml");
        assertThat(answer.propertyNames()).containsExactlyInAnyOrder("status", "objective", "shares", "binding");
        assertThat(answer.path("status").stringValue()).isEqualTo("optimal");
        assertThat(answer.path("objective").doubleValue()).isEqualTo(90);
        Set<String> shares = new HashSet<>();
        answer.path("shares")
                .forEach(s -> shares.add(s.path("class").stringValue() + " "
                        + s.path("network").stringValue() + " "
                        + s.path("share").doubleValue()));
        assertThat(shares).containsExactlyInAnyOrder("tasks a 0.8", "tasks b 0.2");
        JsonNode binding = answer.path("binding");
        assertThat(binding.size()).isOne();
        assertThat(binding.get(0).path("limit").stringValue()).isEqualTo("bandwidth");
        assertThat(binding.get(0).path("network").stringValue()).isEqualTo("a");
        assertThat(binding.get(0).path("shadowPrice").doubleValue()).isEqualTo(4);
    }

    @Test
    void infeasibleInJson() {
        assertThat(shell.run("$ heddle solve -f DIR/much.yaml -o json").exit()).isEqualTo(8);
        JsonNode answer = solve("much.yaml");
        assertThat(answer.propertyNames()).containsExactlyInAnyOrder("status", "conflict", "relaxation", "bestEffort");
        assertThat(answer.path("status").stringValue()).isEqualTo("infeasible");
        assertThat(answer.path("conflict"))
                .isEqualTo(JsonMapper.shared().readTree("{\"classes\": [\"tasks\"], \"networks\": [\"a\", \"b\"]}"));
        assertThat(answer.at("/relaxation/bandwidth").stringValue()).isEqualTo("95Gbps");
        assertThat(answer.at("/bestEffort/served").doubleValue()).isEqualTo(15.0 / 110);
        for (String name : new String[] {"tasks", "rest"}) {
            double sum = answer.at("/bestEffort/shares")
                    .valueStream()
                    .filter(s -> s.path("class").stringValue().equals(name))
                    .mapToDouble(s -> s.path("share").doubleValue())
                    .sum();
            assertThat(sum).isCloseTo(15.0 / 110, offset(1e-15));
        }
    }

    /** All at once, at the lines of the values, nothing on standard output. */
    @Test
    void badInputIsToldWithItsPlace() {
        shell.file(
                        "bad.yaml",
                        TEXTBOOK.replace("5Gbps", "-5Gbps")
                                .replace("name: b", "name: a")
                                .replace("rate: 10Gbps", "rate: 10, wieght: 2"))
                .check("""
                        $ heddle solve -f DIR/bad.yaml
                        ! DIR/bad.yaml:7:12: Allocation textbook: spec.networks[1].name: "a" is that of spec.networks[0] too, expected each once
                        !   7 |   - {name: a, compute: 50,  bandwidth: -5Gbps}
                        !                  ^
                        ! DIR/bad.yaml:7:40: Allocation textbook: spec.networks[1].bandwidth: "-5Gbps" is negative, expected 0 or more
                        !   7 |   - {name: a, compute: 50,  bandwidth: -5Gbps}
                        !                                              ^
                        ! DIR/bad.yaml:9:25: Allocation textbook: spec.classes[0].rate: the integer 10 has no unit, expected bit/s as a number with Tbps, Gbps, Mbps, kbps, bps
                        !   9 |   - {name: tasks, rate: 10, wieght: 2}
                        !                               ^
                        ! DIR/bad.yaml:9:29: Allocation textbook: spec.classes[0].wieght: unknown field, did you mean "weight"?
                        !   9 |   - {name: tasks, rate: 10, wieght: 2}
                        !                                   ^
                        ? 2
                        """);
    }

    @Test
    void standardInputIsNamedByADash() {
        shell.file("empty.yaml", "# nothing\n").check("""
                $ heddle solve -f - < DIR/empty.yaml
                ! -:1:1: found no object, expected an Allocation
                !   1 | # nothing
                !       ^
                ? 2
                """);
    }

    @Test
    void takesOneFile() {
        shell.check("""
                $ heddle solve -f DIR/textbook.yaml -f DIR/much.yaml
                ! option '--filename' (FILE|-) should be specified only once
                ! …
                ? 2
                $ heddle solve
                ! Missing required option: '--filename=FILE|-'
                ! …
                ? 2
                $ heddle solve -f DIR
                ! one file at a time, found DIR/…
                ? 2
                $ heddle solve -f DIR/nothing.yaml
                ! DIR/nothing.yaml: no such file or directory
                ? 2
                """);
    }

    @ParameterizedTest
    @CsvSource({"allocation.yaml, 0", "allocation-classes.yaml, 0", "allocation-infeasible.yaml, 8"})
    void theExamplesAreSolved(String name, int exit) {
        Path file = Path.of("../examples", name);
        assertThat(shell.run("$ heddle solve -o json -f " + file).exit()).isEqualTo(exit);
    }

    /** What is quick to start stays so: no other verb, and not solve either, brings the solver's natives into the process. */
    @ParameterizedTest
    @ValueSource(strings = {"help", "solve"})
    void theNativesOfTheSolverAreNotLoaded(String verb) throws IOException, InterruptedException {
        String[] words = verb.equals("help")
                ? new String[] {verb}
                : new String[] {verb, "-f", directory.resolve("textbook.yaml").toString()};
        Shell.Ran ran = Shell.process(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load"), words);
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("picocli").doesNotContain("com.google.ortools");
    }
}
