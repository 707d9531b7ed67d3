package dev.heddle.ovs.openflow;

import java.util.List;

/**
 * OFPMP_GROUP_FEATURES.
 *
 * @param types bit n is the group type with ordinal n
 * @param capabilities OFPGFC_* bits
 * @param maxGroups for each of the four types how many groups, 32 bits unsigned
 * @param actions for each of the four types the OFPAT_* that buckets can have, bit n is type n
 */
public record GroupFeatures(boolean more, int types, int capabilities, List<Integer> maxGroups, List<Integer> actions)
        implements MultipartReply {
    public GroupFeatures {
        maxGroups = List.copyOf(maxGroups);
        actions = List.copyOf(actions);
        if (maxGroups.size() != 4 || actions.size() != 4) {
            throw new IllegalArgumentException("group features are of four types");
        }
    }
}
