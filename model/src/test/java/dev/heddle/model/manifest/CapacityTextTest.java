package dev.heddle.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.Resources;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CapacityTextTest {
    private static final Observed FULL = new Observed(
            new Resources(
                    OptionalLong.of(96_500),
                    OptionalLong.of(8),
                    OptionalLong.of(2L << 40),
                    OptionalLong.of(30L << 40),
                    OptionalLong.empty()),
            Optional.of("H100 SXM"),
            Collections.emptySortedMap());

    @Test
    void readsWhatItWrites() {
        String text = CapacityText.format(FULL);
        assertThat(text)
                .isEqualTo(
                        "{\"cpu\":\"96500m\",\"gpu\":{\"count\":8,\"model\":\"H100 SXM\"},\"memory\":\"2Ti\",\"storage\":\"30Ti\"}");
        assertThat(CapacityText.parse(text)).isEqualTo(FULL);
        assertThat(CapacityText.parse("{cpu: 8}").capacity().cpu()).hasValue(8000);
        assertThat(CapacityText.parse("{}").isEmpty()).isTrue();
    }

    @Test
    void saysAllThatIsWrongAndWhere() {
        refused("{\"cpu\": -1, \"gpu\": 8, \"cores\": 3}", "1:9: cpu: ", "1:20: gpu: ", "1:23: cores: unknown field");
        refused("{\"gpu\": {\"count\": 1025}}", "1:19: gpu.count: found 1025, expected an integer from 0 to 1024");
        refused("{\"cpu\": 1, \"cpu\": 2}", "1:12: cpu: written twice");
        refused("{\"bandwidth\": \"1Gbps\"}", "bandwidth: unknown field");
        refused("", "expected one mapping");
        refused("8", "expected a mapping");
        refused("{", "heddle-capacity:1");
    }

    private static void refused(String text, String... words) {
        assertThatThrownBy(() -> CapacityText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }
}
