package dev.heddle.ovs.openflow;

import dev.heddle.flow.Group;
import dev.heddle.flow.Octets;
import java.util.List;

/**
 * OFPT_GROUP_MOD.
 *
 * @param commandBucket for INSERT_BUCKET and REMOVE_BUCKET, else {@link #ALL_BUCKETS}
 * @param group for DELETE its buckets do not matter
 * @param properties group properties as they stand on the wire
 */
public record GroupMod(Command command, int commandBucket, Group group, Octets properties) implements OfMessage {
    /** OFPG_ALL: every group, for DELETE. */
    public static final int ALL_GROUPS = 0xfffffffc;

    /** OFPG15_BUCKET_ALL. */
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

    /** Creates the group or replaces it; flows that use it stay. */
    public static GroupMod put(Group group) {
        return new GroupMod(Command.ADD_OR_MOD, ALL_BUCKETS, group, Octets.EMPTY);
    }

    /** Deletes the group and, as OpenFlow has it, every flow that uses it; no error when there is none. */
    public static GroupMod delete(int id) {
        return new GroupMod(Command.DELETE, ALL_BUCKETS, new Group(id, Group.Type.ALL, List.of()), Octets.EMPTY);
    }
}
