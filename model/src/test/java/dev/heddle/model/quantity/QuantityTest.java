package dev.heddle.model.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.model.testing.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "CPU, 500m, 500, 500m",
        "CPU, 8, 8000, 8",
        "CPU, 7500m, 7500, 7500m",
        "CPU, 2000m, 2000, 2",
        "CPU, 0.25, 250, 250m",
        "CPU, 0, 0, 0",
        "CPU, -0, 0, 0",
        "CPU, 0m, 0, 0",
        "CPU, 9223372036854775807m, 9223372036854775807, 9223372036854775807m",
        "BYTES, 64Gi, 68719476736, 64Gi",
        "BYTES, 65436Mi, 68614619136, 65436Mi",
        "BYTES, 1024Mi, 1073741824, 1Gi",
        "BYTES, 1.5Gi, 1610612736, 1536Mi",
        "BYTES, 1000, 1000, 1000",
        "BYTES, 64G, 64000000000, 62500000Ki",
        "BYTES, 7Ei, 8070450532247928832, 7Ei",
        "BYTES, 0Gi, 0, 0",
        "BANDWIDTH, 10Gbps, 10000000000, 10Gbps",
        "BANDWIDTH, 9800Mbps, 9800000000, 9800Mbps",
        "BANDWIDTH, 200Mbps, 200000000, 200Mbps",
        "BANDWIDTH, 1000Gbps, 1000000000000, 1Tbps",
        "BANDWIDTH, 1500, 1500, 1500bps",
        "BANDWIDTH, 0bps, 0, 0",
    })
    void readsExactlyAndWritesTheLargestUnit(Quantity quantity, String text, long amount, String canonical) {
        assertThat(quantity.parse(text)).isEqualTo(amount);
        assertThat(quantity.format(amount)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "CPU, -1, is negative",
        "CPU, 1.0005, is too fine",
        "CPU, 8k, unknown unit",
        "CPU, 1Gi, unknown unit",
        "CPU, 9223372036854775807, is too large",
        "CPU, '', is no quantity",
        "CPU, 1 m, is no quantity",
        "CPU, 1e3, is no quantity",
        "CPU, NaN, is no quantity",
        "CPU, .5, is no quantity",
        "BYTES, 64GiB, unknown unit",
        "BYTES, 64gi, unknown unit",
        "BYTES, 500m, unknown unit",
        "BYTES, 8Ei, is too large",
        "BYTES, 0.5, is too fine",
        "BYTES, 99999999999999999999999999999999999999, is no quantity",
        "BANDWIDTH, 10Gb, unknown unit",
        "BANDWIDTH, 10gbps, unknown unit",
        "BANDWIDTH, 10 Gbps, is no quantity",
        "BANDWIDTH, -10Gbps, is negative",
        "BANDWIDTH, 9223372036854775808bps, is too large",
        "BANDWIDTH, 0.5bps, is too fine",
    })
    void refusesWithWhatWasExpected(Quantity quantity, String text, String why) {
        assertThatThrownBy(() -> quantity.parse(text))
                .isInstanceOf(QuantityFormatException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("expected");
    }

    /** Books may go negative where capacity was lost. */
    @Test
    void writesNegativeAmounts() {
        assertThat(Quantity.CPU.format(-1500)).isEqualTo("-1500m");
        assertThat(Quantity.BYTES.format(-(1L << 30))).isEqualTo("-1Gi");
        assertThat(Quantity.BYTES.format(Long.MIN_VALUE)).isEqualTo("-8Ei");
    }

    @Test
    void readingUndoesWriting() {
        Property.named("parse(format(x)) = x").cases(500).check(random -> {
            long amount = random.nextLong() >>> (1 + random.nextInt(62));
            for (Quantity quantity : Quantity.values()) {
                assertThat(quantity.parse(quantity.format(amount))).isEqualTo(amount);
            }
        });
    }
}
