package dev.heddle.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetOptionsTest {
    @Test
    void sizesAreTaken() throws FleetOptions.Invalid {
        assertThat(parse("--hosts 2000 --ports 50000 --slice-ports 40 --slice-hosts 8 --changes 7 -o json"))
                .isEqualTo(new FleetOptions(2000, 50_000, 40, 8, 7, true));
    }

    @Test
    void whatIsNotSaidFollowsFromTheHosts() throws FleetOptions.Invalid {
        assertThat(parse("--hosts 4")).isEqualTo(new FleetOptions(4, 100, 50, 4, 100, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--hosts", "--hosts 1", "--ports x", "--ports -1", "-o yaml", "-o", "--host 4", "4"})
    void whatIsNotUnderstoodIsRefusedByName(String line) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(FleetOptions.Invalid.class)
                .hasMessageContaining(line.split(" ", -1)[0]);
    }

    private static FleetOptions parse(String line) throws FleetOptions.Invalid {
        return FleetOptions.parse(List.of(line.split(" ", -1)));
    }
}
