package dev.heddle.verify.label;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import org.jspecify.annotations.Nullable;

/**
 * Where an action stands.
 *
 * @param flow that is executed
 * @param group whose bucket is executed for it, or null
 * @param bucket of the group, or null
 */
public record Place(Flow flow, @Nullable Group group, Group.@Nullable Bucket bucket) {
    static Place of(Flow flow) {
        return new Place(flow, null, null);
    }
}
