package dev.heddle.model.state;

import dev.heddle.model.Resource;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.HostSpec;
import java.util.List;

/**
 * A declared host with what was allocated for it. Replaced, never changed; the same object as long as nothing in it
 * changed.
 *
 * @param endpoints one per uplink, in the order of the uplinks
 * @param observed what the host told where the manifest has gaps, or had when it was told
 */
public record HostState(Resource resource, HostSpec spec, List<Endpoint> endpoints, Observed observed) {
    /**
     * An uplink's number in flows.
     *
     * @param number 1 to 2^32 - 1, unique over all hosts, under the rule of reuse
     */
    public record Endpoint(String uplink, int number) {}

    public HostState {
        endpoints = List.copyOf(endpoints);
    }

    public String name() {
        return resource.key().name();
    }

    /** The spec with its gaps filled by what was observed. */
    public HostSpec effective() {
        return observed.complete(spec);
    }
}
