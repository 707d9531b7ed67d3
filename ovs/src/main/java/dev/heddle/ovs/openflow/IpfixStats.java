package dev.heddle.ovs.openflow;

/**
 * What IPFIX sampling sent (NXST_IPFIX_BRIDGE, NXST_IPFIX_FLOW).
 *
 * @param collectorSet of sampling by flows, else 0
 */
public record IpfixStats(
        long totalFlows,
        long currentFlows,
        long packets,
        long ipv4Packets,
        long ipv6Packets,
        long errorPackets,
        long ipv4ErrorPackets,
        long ipv6ErrorPackets,
        long sentPackets,
        long sendErrors,
        int collectorSet) {}
