package dev.heddle.model.spec;

import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A logical port of a slice.
 *
 * @param slice name of the Slice in the same tenant; immutable
 * @param host where it may bind; empty: anywhere
 * @param uplink name of the host's uplink that its traffic uses; empty: the host's first
 * @param ips empty: allocated, one per subnet
 * @param mac empty: allocated
 * @param guaranteed bit/s that it leases of its uplink once bound
 * @param limit bit/s; not enforced yet
 */
public record PortSpec(
        String slice,
        Optional<String> host,
        Optional<String> uplink,
        List<IpAddress> ips,
        Optional<MacAddress> mac,
        OptionalLong guaranteed,
        OptionalLong limit)
        implements Spec {
    public PortSpec {
        ips = List.copyOf(ips);
    }
}
