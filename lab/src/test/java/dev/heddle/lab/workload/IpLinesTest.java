package dev.heddle.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IpLinesTest {
    private static Workload workload(int mtu, String... addresses) {
        return new Workload("t", "p", "uid", "h1", "02:00:00:00:00:01", List.of(addresses), mtu);
    }

    @Test
    void configuresAddressesWithoutDuplicateDetection() {
        assertThat(IpLines.configure(workload(1450, "10.9.0.2/24", "fd00:9::2/64")))
                .containsExactly(
                        "link set lo up",
                        "addr replace 10.9.0.2/24 dev eth0",
                        "addr replace fd00:9::2/64 dev eth0 nodad",
                        "addr replace fe80::ff:fe00:1/64 dev eth0 nodad",
                        "link set eth0 up");
    }

    @Test
    void aChangeTakesAwayOnlyWhatIsNotAskedForAnyMore() {
        assertThat(IpLines.reconfigure(workload(1450, "10.9.0.2/24"), workload(1400, "10.9.0.3/24", "10.9.0.2/24")))
                .contains("link set eth0 mtu 1400", "addr replace 10.9.0.3/24 dev eth0")
                .noneMatch(line -> line.startsWith("addr del"));
        assertThat(IpLines.reconfigure(workload(1450, "10.9.0.2/24"), workload(1450, "10.9.0.3/24")))
                .contains("addr del 10.9.0.2/24 dev eth0");
    }

    @Test
    void belowTheSmallestMtuOfIpv6ThereAreNoIpv6Addresses() {
        assertThat(IpLines.configure(workload(576, "10.9.0.2/24"))).noneMatch(line -> line.contains("fe80"));
        assertThat(IpLines.reconfigure(workload(1450, "10.9.0.2/24"), workload(576, "10.9.0.2/24")))
                .noneMatch(line -> line.contains("fe80"));
    }
}
