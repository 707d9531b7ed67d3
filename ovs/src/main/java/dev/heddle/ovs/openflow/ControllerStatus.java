package dev.heddle.ovs.openflow;

import dev.heddle.flow.Octets;
import java.util.List;

/**
 * What a switch says of one of its controllers (OpenFlow 1.5.1 section 7.3.5.20). Open vSwitch 3.1 does not.
 *
 * @param id the switch's short number of the controller
 * @param reason OFPCSR_*
 * @param up whether the channel is up
 * @param properties whole TLVs with their padding, the controller's URI among them
 */
public record ControllerStatus(int id, OfMessage.Role role, int reason, boolean up, List<Octets> properties) {
    /** OFPT_CONTROLLER_STATUS: the status changed. */
    public record Changed(ControllerStatus status) implements OfMessage {}

    public ControllerStatus {
        properties = List.copyOf(properties);
    }
}
