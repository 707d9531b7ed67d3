package dev.heddle.verify.megaflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts as {@code dpif/show} prints them of the kernel's datapath. */
class DatapathPortsTest {
    private static final String SHOWN = """
            netdev@ovs-netdev: hit:0 missed:0
              br-user:
                br-user 65534/1: (tap)
                x 1/3: (system)
            system@ovs-system: hit:12 missed:3
              br-int:
                a 2/3: (system)
                br-int 65534/1: (internal)
                far 8/5: (vxlan: dst_port=4790, key=flow, remote_ip=flow)
                heddle-vx 1/4: (vxlan: key=flow, local_ip=192.0.2.1, remote_ip=flow)
                to-phy 9/none: (patch: peer=to-int)
              br-phy:
                br-phy 65534/2: (internal)
                up 1/6: (system)
            """;

    private static DatapathPorts read(String text) {
        return DatapathPorts.read("datapath", text.lines().toList(), "br-int").orElseThrow();
    }

    @Test
    void portsHaveTheNamesThatADumpGivesThem() {
        DatapathPorts read = read(SHOWN);
        assertThat(read.ports())
                .isEqualTo(Map.of(
                        "3",
                        2,
                        "a",
                        2,
                        "1",
                        -2,
                        "br-int",
                        -2,
                        "5",
                        8,
                        "vxlan_sys_4790",
                        8,
                        "4",
                        1,
                        "vxlan_sys_4789",
                        1));
        assertThat(read.others()).containsExactlyInAnyOrder("2", "br-phy", "6", "up");
        assertThat(read.doubts()).isEmpty();
    }

    @Test
    void aDatapathPortOfTwoBridgesIsOfNone() {
        DatapathPorts read = read(SHOWN + "    vx2 2/4: (vxlan: key=7, remote_ip=192.0.2.9)\n");
        assertThat(read.ports()).doesNotContainKeys("4", "vxlan_sys_4789").containsEntry("5", 8);
        assertThat(read.others()).doesNotContain("4", "vxlan_sys_4789").contains("6");
    }

    @Test
    void anInterfaceThatIsNamedAsANumberIsNotTakenForIt() {
        DatapathPorts read = read(SHOWN + "    3 2/7: (system)\n");
        assertThat(read.ports()).doesNotContainKey("3").containsEntry("a", 2);
        assertThat(read.others()).contains("7").doesNotContain("3");
    }

    @Test
    void withoutTheBridgeThereIsNothing() {
        assertThat(DatapathPorts.read("datapath", List.of("system@ovs-system: hit:0 missed:0", "  br-x:"), "br-int"))
                .isEmpty();
    }
}
