package dev.heddle.model.spec;

import dev.heddle.model.net.IpPrefix;
import java.util.List;

/**
 * A logical sub-network of a virtual network: one VXLAN segment.
 *
 * @param network name of the VirtualNetwork in the same tenant; immutable
 * @param subnets at least one
 * @param mtu bytes, of every port
 * @param resources reserved for the slice, within the tenant's quota
 * @param preemptible not enforced yet
 */
public record SliceSpec(String network, List<IpPrefix> subnets, int mtu, Resources resources, boolean preemptible)
        implements Spec {
    public static final int DEFAULT_MTU = 1450;

    public SliceSpec {
        subnets = List.copyOf(subnets);
    }
}
