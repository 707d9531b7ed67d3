package dev.heddle.model.state;

import dev.heddle.model.Resource;
import dev.heddle.model.spec.SliceSpec;
import java.util.UUID;
import org.pcollections.PSortedMap;

/**
 * A slice with its VNI and its ports. Replaced, never changed; the same object as long as nothing in it changed, so that
 * what is derived from it can be kept.
 *
 * @param vni 1 to 2^24 - 1, also the id of the slice's group; under the rule of reuse
 * @param ports by uid
 */
public record SliceState(Resource resource, SliceSpec spec, int vni, PSortedMap<UUID, PortState> ports) {}
