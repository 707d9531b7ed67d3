package dev.heddle.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PoolTextTest {
    private static String domain(String path, String level, String free) {
        return """
                {"path": "%s", "level": "%s", "hosts": "x", "capacity": {}, "leased": {}, "free": %s}""".formatted(path, level, free);
    }

    private static String fragmented(String... frees) {
        StringBuilder domains = new StringBuilder();
        for (String free : frees) {
            domains.append(domains.isEmpty() ? "" : ",").append(domain("r", "rack", free));
        }
        JsonNode status = JsonMapper.shared().readTree("{\"domains\": [" + domains + "]}");
        return PoolText.of(status, false)
                .lines()
                .dropWhile(line -> !line.startsWith("FRAGMENTED"))
                .skip(1)
                .findFirst()
                .orElseThrow()
                .replaceAll(" +", " ");
    }

    @Test
    void fragmentationIsTheShareOutsideOfTheBestDomain() {
        assertThat(fragmented("{\"cpu\": \"500m\", \"gpu\": 4}", "{\"cpu\": \"1\", \"gpu\": 2}", "{\"gpu\": 2}"))
                .isEqualTo("rack 3 33% 50% - - -");
        assertThat(fragmented("{\"gpu\": -7, \"memory\": \"1Ti\"}", "{\"gpu\": 1, \"memory\": \"-1\"}"))
                .as("who owes has nothing free")
                .isEqualTo("rack 2 - 0% 0% - -");
        assertThat(fragmented("{\"storage\": \"9000000Ei\"}", "{\"storage\": \"9000000Ei\"}"))
                .isEqualTo("rack 2 - - - 50% -");
    }
}
