package dev.heddle.flow.text;

import dev.heddle.flow.Group;

/**
 * What insert-buckets and remove-buckets do.
 *
 * @param group its id and the buckets that come
 * @param commandBucket a bucket's id or one of the constants below
 */
public record BucketChange(Group group, int commandBucket) {
    /** OFPG_ALL. */
    public static final int ALL_GROUPS = 0xfffffffc;

    public static final int FIRST = 0xfffffffd;
    public static final int LAST = 0xfffffffe;
    public static final int ALL = -1;
}
