package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.observe.BridgePicture;
import dev.heddle.system.observe.SwitchTools;

/** Somebody else's bridge on a host, with a port and flows, which Heddle has no business with. */
record OtherBridge(SwitchTools tools, BridgePicture picture) {
    private static final String NAME = "br-other";

    static OtherBridge create(SwitchTools tools) {
        var _ = tools.vsctl(
                "add-br",
                NAME,
                "--",
                "set",
                "Bridge",
                NAME,
                "datapath_type=netdev",
                "fail_mode=secure",
                "--",
                "add-port",
                NAME,
                "other1",
                "--",
                "set",
                "Interface",
                "other1",
                "type=internal");
        addFlows(tools);
        return new OtherBridge(tools, BridgePicture.of(tools, NAME));
    }

    /** After ovs-vswitchd has started anew its flows are gone, by Open vSwitch itself, and are put back here. */
    void assertUnharmed(boolean restarted) {
        if (restarted) {
            assertThat(BridgePicture.of(tools, NAME).settingsOnly().differences(picture.settingsOnly()))
                    .as("the other bridge's settings")
                    .isEmpty();
            addFlows(tools);
        }
        assertThat(BridgePicture.of(tools, NAME).differences(picture))
                .as("the other bridge")
                .isEmpty();
    }

    private static void addFlows(SwitchTools tools) {
        var _ = tools.ofctl("add-flow", NAME, "cookie=0x1,table=0,priority=7,arp,actions=NORMAL");
        // Even one that bears our mark: it is not in br-int.
        var _ = tools.ofctl("add-flow", NAME, "cookie=0x4844010000000001,table=22,priority=7,actions=drop");
    }
}
