package dev.heddle.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {
    @ParameterizedTest
    @CsvSource({
        "10.9.0.0/24, 10.9.0.0, 10.9.0.255, 10.9.0.1, 10.9.0.254",
        "10.9.0.4/30, 10.9.0.4, 10.9.0.7, 10.9.0.5, 10.9.0.6",
        "10.9.0.4/31, 10.9.0.4, 10.9.0.5, 10.9.0.4, 10.9.0.5",
        "10.9.0.4/32, 10.9.0.4, 10.9.0.4, 10.9.0.4, 10.9.0.4",
        "0.0.0.0/0, 0.0.0.0, 255.255.255.255, 0.0.0.1, 255.255.255.254",
        "FD00:9::/64, fd00:9::, fd00:9::ffff:ffff:ffff:ffff, fd00:9::1, fd00:9::ffff:ffff:ffff:ffff",
        "fd00:9::/48, fd00:9::, fd00:9:0:ffff:ffff:ffff:ffff:ffff, fd00:9::1, fd00:9:0:ffff:ffff:ffff:ffff:ffff",
        "fd00:9::/126, fd00:9::, fd00:9::3, fd00:9::1, fd00:9::3",
        "fd00:9::/127, fd00:9::, fd00:9::1, fd00:9::, fd00:9::1",
    })
    void knowsItsRange(String text, String first, String last, String firstUsable, String lastUsable) {
        IpPrefix prefix = IpPrefix.parse(text);
        assertThat(prefix.first()).hasToString(first);
        assertThat(prefix.last()).hasToString(last);
        assertThat(prefix.firstUsable()).hasToString(firstUsable);
        assertThat(prefix.lastUsable()).hasToString(lastUsable);
        assertThat(prefix.isUsable(prefix.firstUsable())).isTrue();
        assertThat(prefix.isUsable(prefix.last())).isEqualTo(last.equals(lastUsable));
        assertThat(prefix.isUsable(prefix.first())).isEqualTo(first.equals(firstUsable));
        assertThat(IpPrefix.parse(prefix.toString())).isEqualTo(prefix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/ 8",
                "10.0.0.1/24",
                "fd00::/129",
                "fd00::1/64",
                "/24",
                "10.0.0.0/8/8",
                "10.0.0.0/1e1",
                "::ffff:10.0.0.0/104"
            })
    void refusesWhatIsNoPrefix(String text) {
        assertThatThrownBy(() -> IpPrefix.parse(text)).isInstanceOf(AddressFormatException.class);
    }

    @Test
    void namesThePrefixWithoutHostBits() {
        assertThatThrownBy(() -> IpPrefix.parse("10.9.0.7/24"))
                .hasMessage("\"10.9.0.7/24\" has host bits, expected 10.9.0.0/24");
    }

    @Test
    void containsAndOverlaps() {
        IpPrefix wide = IpPrefix.parse("10.0.0.0/8");
        IpPrefix narrow = IpPrefix.parse("10.9.0.0/24");
        IpPrefix other = IpPrefix.parse("11.0.0.0/24");
        assertThat(wide.contains(narrow)).isTrue();
        assertThat(narrow.contains(wide)).isFalse();
        assertThat(wide.overlaps(narrow)).isTrue();
        assertThat(narrow.overlaps(wide)).isTrue();
        assertThat(narrow.overlaps(other)).isFalse();
        assertThat(IpPrefix.parse("::/1").contains(IpAddress.parse("10.0.0.1"))).isFalse();
    }
}
