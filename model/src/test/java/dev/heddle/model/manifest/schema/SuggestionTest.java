package dev.heddle.model.manifest.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    @ParameterizedTest
    @CsvSource({
        "subnets, subnets, 0",
        "subnts, subnets, 1",
        "sunbets, subnets, 1",
        "subnetts, subnets, 1",
        "sobnets, subnets, 1",
        "'', abc, 3",
        "kitten, sitting, 3",
    })
    void countsTypingMistakes(String a, String b, int mistakes) {
        assertThat(Suggestion.distance(a, b)).isEqualTo(mistakes);
        assertThat(Suggestion.distance(b, a)).isEqualTo(mistakes);
    }

    @Test
    void offersOnlyWhatIsNear() {
        List<String> fields = List.of("network", "subnets", "mtu", "resources", "preemptible");
        assertThat(Suggestion.of("gateway", fields)).isEmpty();
        assertThat(Suggestion.of("MTU", fields)).hasValue("mtu");
        assertThat(Suggestion.of("resource", fields)).hasValue("resources");
        assertThat(Suggestion.of("x".repeat(100_000), fields)).isEmpty();
    }
}
