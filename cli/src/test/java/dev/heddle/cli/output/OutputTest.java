package dev.heddle.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class OutputTest {
    @ParameterizedTest
    @CsvSource({"PT5S, 5s", "PT119S, 119s", "PT2M, 2m", "PT119M, 119m", "PT3H20M, 3h20m", "PT12H, 12h", "P6D, 6d"})
    void agesUseTheLargestUnitsThatMatter(Duration age, String text) {
        assertThat(Ages.of(age)).isEqualTo(text);
    }

    @Test
    void tablesAreAlignedAndShowWhatIsEmpty() {
        Table table = new Table(List.of("NAME", "AGE"));
        table.add(List.of("a-long-name", "5s"));
        table.add(List.of("b", ""));
        assertThat(table.text()).isEqualTo("NAME         AGE\na-long-name  5s\nb            <none>\n");
    }

    @Test
    void hostsThatAreAlikeAreFolded() {
        var hosts = JsonMapper.shared().readTree("""
                {"declared": 9, "realised": 4,
                 "lagging": [{"host": "h3", "reason": "is being programmed", "since": "2026-11-24T09:39:59Z"}],
                 "away": [{"host": "h1", "reason": "away", "since": "2026-11-24T09:36:00Z"},
                          {"host": "h2", "reason": "away", "since": "2026-11-24T09:35:30Z"},
                          {"host": "h9", "reason": "away", "since": "2026-11-24T09:00:00Z"},
                          {"host": "h10", "reason": "away"}]}""");
        assertThat(Progress.of(hosts, Instant.parse("2026-11-24T09:40:00Z")))
                .isEqualTo("4/9 hosts; h3 is being programmed 1s; h[1-2] away 4m; h9 away 40m; h10 away");
    }

    @Test
    void aProblemShowsItsLineWithACaret() {
        var problem = JsonMapper.shared().readTree("""
                {"errors": [{"file": "net.yaml", "line": 2, "column": 3, "object": "Slice team-a/train",
                 "field": "spec.subnts", "message": "unknown field, did you mean \\"subnets\\"?"}]}""");
        assertThat(ProblemText.of(problem, Map.of("net.yaml", "spec:\n  subnts: []\n")))
                .isEqualTo("""
                        net.yaml:2:3: Slice team-a/train: spec.subnts: unknown field, did you mean "subnets"?
                          2 |   subnts: []
                                ^
                        """);
    }
}
