package dev.heddle.ovs.openflow;

import dev.heddle.flow.Group;
import java.util.List;

/**
 * OFPT_GROUP_MOD.
 *
 * @param commandBucket for INSERT_BUCKET and REMOVE_BUCKET a bucket's id or one of the constants below, else
 *     {@link #ALL_BUCKETS}
 * @param group for DELETE and REMOVE_BUCKET only its id matters, for INSERT_BUCKET its id and buckets
 */
public record GroupMod(Command command, int commandBucket, Group group) implements OfMessage {
    /** OFPG_ALL: every group, for DELETE. */
    public static final int ALL_GROUPS = 0xfffffffc;

    /** OFPG_BUCKET_FIRST: insert before all buckets; remove the first one. */
    public static final int FIRST_BUCKET = 0xfffffffd;

    /** OFPG_BUCKET_LAST: insert after all buckets; remove the last one. */
    public static final int LAST_BUCKET = 0xfffffffe;

    /** OFPG_BUCKET_ALL: remove every bucket; in other commands no bucket in particular. */
    public static final int ALL_BUCKETS = -1;

    /** OFPGC_*. */
    public enum Command {
        ADD(0),
        MODIFY(1),
        DELETE(2),
        INSERT_BUCKET(3),
        REMOVE_BUCKET(5),
        /** Open vSwitch's extension: creates the group or replaces it. */
        ADD_OR_MOD(0x8000);

        private final int code;

        Command(int code) {
            this.code = code;
        }

        /** The value on the wire. */
        public int code() {
            return code;
        }
    }

    /** Creates the group; refused as OFPGMFC_GROUP_EXISTS where there is one. */
    public static GroupMod add(Group group) {
        return new GroupMod(Command.ADD, ALL_BUCKETS, group);
    }

    /** Replaces the group; refused as OFPGMFC_UNKNOWN_GROUP where there is none. */
    public static GroupMod modify(Group group) {
        return new GroupMod(Command.MODIFY, ALL_BUCKETS, group);
    }

    /** Creates the group or replaces it; flows that use it stay. */
    public static GroupMod put(Group group) {
        return new GroupMod(Command.ADD_OR_MOD, ALL_BUCKETS, group);
    }

    /** Deletes the group and, as OpenFlow has it, every flow that uses it; no error when there is none. */
    public static GroupMod delete(int id) {
        return new GroupMod(Command.DELETE, ALL_BUCKETS, new Group(id, Group.Type.ALL, List.of()));
    }

    /**
     * Inserts buckets into a group.
     *
     * @param group its id and the buckets that come
     * @param after the bucket behind which they are put, {@link #FIRST_BUCKET} or {@link #LAST_BUCKET}
     */
    public static GroupMod insertBuckets(Group group, int after) {
        return new GroupMod(Command.INSERT_BUCKET, after, group);
    }

    /**
     * Removes buckets from a group.
     *
     * @param bucket one of them, {@link #FIRST_BUCKET}, {@link #LAST_BUCKET} or {@link #ALL_BUCKETS}
     */
    public static GroupMod removeBuckets(int id, int bucket) {
        return new GroupMod(Command.REMOVE_BUCKET, bucket, new Group(id, Group.Type.ALL, List.of()));
    }
}
