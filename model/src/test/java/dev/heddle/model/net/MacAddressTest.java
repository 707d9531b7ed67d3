package dev.heddle.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "02:00:5e:00:00:0a",
                "02:00:5E:00:00:0A",
                "2:0:5e:0:0:a",
                "02-00-5e-00-00-0a",
                "0200.5e00.000a",
                "02005E00000A"
            })
    void readsAnySpelling(String text) {
        assertThat(MacAddress.parse(text)).hasToString("02:00:5e:00:00:0a");
        assertThat(MacAddress.of(MacAddress.parse(text).bytes())).isEqualTo(MacAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02",
                "02:00:5e:00:00",
                "02:00:5e:00:00:0a:0b",
                "02:00:5e:00:00:0g",
                "002:00:5e:00:00:0a",
                "02:00-5e:00:00:0a",
                "02:00:5e:00:00:",
                "200.5e00.000a",
                "02005e00000",
                "02 00 5e 00 00 0a"
            })
    void refusesWhatIsNoMac(String text) {
        assertThatThrownBy(() -> MacAddress.parse(text)).isInstanceOf(AddressFormatException.class);
    }

    @Test
    void tellsGroupAddresses() {
        assertThat(MacAddress.parse("ff:ff:ff:ff:ff:ff").isGroup()).isTrue();
        assertThat(MacAddress.parse("33:33:00:00:00:01").isGroup()).isTrue();
        assertThat(MacAddress.parse("02:00:00:00:00:01").isGroup()).isFalse();
        assertThat(MacAddress.parse("00:00:00:00:00:00").isZero()).isTrue();
    }
}
