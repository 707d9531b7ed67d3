package dev.heddle.ovs.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DummyOvsTest {
    @Test
    void switchesLiveAndDieAndLeaveNothing() {
        DummyOvs ovs = DummyOvs.start("s1");
        try (ovs) {
            ovs.addBridge("br-int");
            ovs.addPort("br-int", "p1", 7, "uid-1");
            assertThat(ovs.vsctl("get", "Open_vSwitch", ".", "external_ids:system-id"))
                    .contains("s1");
            assertThat(ovs.ofctl("dump-ports-desc", "br-int")).contains("7(p1)");

            ovs.killVswitchd();
            assertThatThrownBy(() -> ovs.ofctl("show", "br-int")).hasMessageContaining("br-int");
            ovs.killOvsdb();
            ovs.startOvsdb();
            ovs.startVswitchd();
            DummyOvs.await("the bridge to return", () -> DummyOvs.accepts(ovs.managementSocket("br-int")));
            assertThat(ovs.ofctl("dump-ports-desc", "br-int")).contains("7(p1)");
        }
        assertThat(ovs.directory()).doesNotExist();
    }

    /** Also those that name the kernel's, as hosts' bridges do by default. */
    @Test
    void bridgesOfEveryDatapathTypeAreDummies() {
        try (DummyOvs ovs = DummyOvs.start()) {
            ovs.vsctl("add-br", "br-system", "--", "set", "Bridge", "br-system", "datapath_type=system");
            DummyOvs.await("the bridge", () -> DummyOvs.accepts(ovs.managementSocket("br-system")));
            assertThat(ovs.ofctl("show", "br-system")).contains("LOCAL(br-system)");
        }
    }
}
