package dev.heddle.simulator.openflow;

import dev.heddle.flow.Group;
import dev.heddle.ovs.openflow.GroupMod;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Open vSwitch finds wrong with a change of a group in itself, when it reads it. */
final class GroupCheck {
    private GroupCheck() {}

    /** @throws Refused with the error that Open vSwitch gives */
    static void check(GroupMod mod) {
        if (!bucketFits(mod)) {
            throw Refusal.OFPGMFC_BAD_BUCKET.refused();
        }
        Group group = mod.group();
        readable(group.buckets());
        boolean sets = mod.command() == GroupMod.Command.ADD
                || mod.command() == GroupMod.Command.MODIFY
                || mod.command() == GroupMod.Command.ADD_OR_MOD;
        if (group.selection() != null && (group.type() != Group.Type.SELECT || !sets)) {
            throw Refusal.OFPBPC_BAD_VALUE.refused();
        }
        if (group.type() == Group.Type.INDIRECT
                && mod.command() != GroupMod.Command.DELETE
                && group.buckets().size() != 1) {
            throw Refusal.OFPGMFC_INVALID_GROUP.refused();
        }
        if (mod.command() == GroupMod.Command.REMOVE_BUCKET && !group.buckets().isEmpty()) {
            throw Refusal.OFPGMFC_BAD_BUCKET.refused();
        }
        group.buckets().forEach(b -> fits(b, group.type(), mod.command()));
    }

    private static boolean bucketFits(GroupMod mod) {
        int bucket = mod.commandBucket();
        boolean one = Integer.compareUnsigned(bucket, Group.Bucket.MAX_ID) <= 0
                || bucket == GroupMod.FIRST_BUCKET
                || bucket == GroupMod.LAST_BUCKET;
        return switch (mod.command()) {
            case INSERT_BUCKET -> one;
            case REMOVE_BUCKET -> one || bucket == GroupMod.ALL_BUCKETS;
            case ADD, MODIFY, DELETE, ADD_OR_MOD -> bucket == GroupMod.ALL_BUCKETS;
        };
    }

    private static void readable(List<Group.Bucket> buckets) {
        Set<Integer> ids = new HashSet<>();
        for (Group.Bucket bucket : buckets) {
            FlowRecord.each(bucket.actions(), FlowCheck::readable);
            if (Integer.compareUnsigned(bucket.id(), Group.Bucket.MAX_ID) > 0) {
                throw Refusal.OFPGMFC_BAD_BUCKET.refused();
            }
        }
        if (!buckets.stream().allMatch(b -> ids.add(b.id()))) {
            throw Refusal.OFPGMFC_BAD_BUCKET.refused();
        }
    }

    private static void fits(Group.Bucket bucket, Group.Type type, GroupMod.Command command) {
        if (bucket.weight() != 0 && type != Group.Type.SELECT && command != GroupMod.Command.INSERT_BUCKET) {
            throw Refusal.OFPGMFC_INVALID_GROUP.refused();
        }
        boolean watches = bucket.watchPort() != null || bucket.watchGroup() != Group.NONE;
        switch (type) {
            case ALL, INDIRECT -> {
                if (watches) {
                    throw Refusal.OFPGMFC_WATCH_UNSUPPORTED.refused();
                }
            }
            case FAST_FAILOVER -> {
                if (!watches) {
                    throw Refusal.OFPGMFC_INVALID_GROUP.refused();
                }
            }
            case SELECT -> {}
        }
    }
}
