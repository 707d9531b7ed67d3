package dev.heddle.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    /** Spellings from RFC 5952 sections 2 and 4, and a few of our own. */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "255.255.255.255, 255.255.255.255",
        "0.0.0.0, 0.0.0.0",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0DB8::0001, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8::, 2001:db8::",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "FD00::10.0.0.1, fd00::a00:1",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    })
    void readsAnySpellingAndWritesOne(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasToString(canonical);
        assertThat(IpAddress.parse(canonical)).isEqualTo(IpAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "10",
                "10.0.0",
                "10.0.0.1.2",
                "010.0.0.1",
                "10.0.0.00",
                "10.0.0.256",
                "10.0.0.-1",
                "10..0.1",
                "10.0.0.1 ",
                "0x0a.0.0.1",
                "１0.0.0.1",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "g::",
                "fe80::1%eth0",
                "::ffff:10.0.0.1",
                "::ffff:a00:1",
                "1.2.3.4::",
                "::1.2.3",
                "::01.2.3.4",
                "1:",
                ":1",
                "1:2:3:4:5:6:7:1.2.3.4",
                "+1::",
                "-1::"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> IpAddress.parse(text))
                .isInstanceOf(AddressFormatException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void agreesWithTheJdkOnRandomAddresses() throws UnknownHostException {
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = random.nextInt(3) == 0 ? bytes[j] : 0;
            }
            IpAddress address = IpAddress.of(bytes);
            if (!address.isMapped()) {
                assertThat(InetAddress.getByName(address.toString()).getAddress())
                        .isEqualTo(bytes);
                assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
            }
            assertThat(address.bytes()).isEqualTo(bytes);
            InetAddress jdk = InetAddress.getByAddress(bytes);
            assertThat(address.isMulticast()).isEqualTo(jdk.isMulticastAddress());
            if (!address.isMapped()) {
                assertThat(address.isLoopback()).isEqualTo(jdk.isLoopbackAddress());
                assertThat(address.isLinkLocal()).isEqualTo(jdk.isLinkLocalAddress());
            }
        }
    }

    @Test
    void sortsByFamilyThenNumber() {
        List<IpAddress> sorted = List.of(
                IpAddress.parse("9.0.0.1"),
                IpAddress.parse("10.0.0.1"),
                IpAddress.parse("200.0.0.1"),
                IpAddress.parse("::"),
                IpAddress.parse("2001::1"),
                IpAddress.parse("fd00::ffff:ffff:ffff:ffff"));
        assertThat(sorted.stream().sorted().toList()).isEqualTo(sorted);
    }

    @Test
    void countsAcrossTheHalves() {
        assertThat(IpAddress.parse("fd00::ffff:ffff:ffff:ffff").plus(1)).hasToString("fd00:0:0:1::");
        assertThat(IpAddress.parse("10.0.0.255").plus(2)).hasToString("10.0.1.1");
    }

    /** The example of RFC 4291 appendix A, and what the Linux kernel gives an interface with that MAC. */
    @Test
    void formsTheLinkLocalAddressOfAMac() {
        assertThat(IpAddress.linkLocal(MacAddress.parse("34:56:78:9a:bc:de"))).hasToString("fe80::3656:78ff:fe9a:bcde");
        assertThat(IpAddress.linkLocal(MacAddress.parse("02:00:00:00:00:01"))).hasToString("fe80::ff:fe00:1");
    }

    @Test
    void knowsReservedClasses() {
        assertThat(IpAddress.parse("240.0.0.1").isReserved()).isTrue();
        assertThat(IpAddress.parse("255.255.255.255").isReserved()).isTrue();
        assertThat(IpAddress.parse("239.255.255.255").isReserved()).isFalse();
        assertThat(IpAddress.parse("0.1.2.3").isThisNetwork()).isTrue();
        assertThat(IpAddress.parse("::").isUnspecified()).isTrue();
        assertThat(IpAddress.v6(0, 0xffff_0a00_0001L).isMapped()).isTrue();
    }
}
