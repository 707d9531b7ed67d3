package dev.heddle.lab.reach;

import dev.heddle.model.net.IpAddress;
import java.util.List;

/**
 * A port that takes part in a measurement.
 *
 * @param tenant its tenant
 * @param port its name
 * @param slice name of its slice, in the same tenant
 * @param uid of the port
 * @param addresses its own, in the order of the port
 */
public record Endpoint(String tenant, String port, String slice, String uid, List<IpAddress> addresses) {
    public Endpoint {
        addresses = List.copyOf(addresses);
    }

    /** {@code TENANT/PORT}. */
    public String name() {
        return tenant + "/" + port;
    }

    boolean sameSlice(Endpoint other) {
        return tenant.equals(other.tenant) && slice.equals(other.slice);
    }
}
