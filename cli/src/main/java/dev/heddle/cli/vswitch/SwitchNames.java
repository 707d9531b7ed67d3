package dev.heddle.cli.vswitch;

import dev.heddle.ovs.sdk.SwitchAddress;
import dev.heddle.ovs.sdk.SwitchException;
import dev.heddle.ovs.sdk.VirtualSwitch;
import java.util.List;

/** The bridges of this machine, for shells that complete their names. */
public final class SwitchNames {
    private SwitchNames() {}

    /** None where Open vSwitch does not run. */
    public static List<String> local() {
        NettyLogging.quiet();
        try {
            return VirtualSwitch.names(SwitchAddress.local());
        } catch (SwitchException away) {
            return List.of();
        }
    }
}
