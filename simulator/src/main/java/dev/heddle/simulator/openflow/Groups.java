package dev.heddle.simulator.openflow;

import dev.heddle.flow.Group;
import dev.heddle.ovs.openflow.GroupMod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes of groups, as a part of a {@link Change}. */
final class Groups {
    private final SwitchState state;
    private final Change change;

    Groups(SwitchState state, Change change) {
        this.state = state;
        this.change = change;
    }

    void apply(GroupMod mod) {
        int id = mod.group().id();
        SwitchState.@Nullable HeldGroup held = state.groups.get(id);
        switch (mod.command()) {
            case ADD -> {
                if (held != null) {
                    throw Refusal.OFPGMFC_GROUP_EXISTS.refused();
                }
                put(mod.group());
            }
            case ADD_OR_MOD -> put(mod.group());
            case MODIFY -> {
                need(held);
                put(mod.group());
            }
            case INSERT_BUCKET -> put(withBuckets(need(held), inserted(need(held), mod)));
            case REMOVE_BUCKET -> put(withBuckets(need(held), removed(need(held), mod.commandBucket())));
            case DELETE -> {
                List<Integer> gone = id == GroupMod.ALL_GROUPS
                        ? List.copyOf(state.groups.keySet())
                        : held == null ? List.of() : List.of(id);
                gone.forEach(this::delete);
            }
        }
        change.tell(new News.Forward(forwarded(mod, held)));
    }

    private static Group need(SwitchState.@Nullable HeldGroup held) {
        if (held == null) {
            throw Refusal.OFPGMFC_UNKNOWN_GROUP.refused();
        }
        return held.group();
    }

    private void put(Group group) {
        if (Integer.compareUnsigned(group.id(), Group.MAX) > 0) {
            throw Refusal.OFPGMFC_INVALID_GROUP.refused();
        }
        SwitchState.@Nullable HeldGroup before = state.groups.get(group.id());
        long createdAt = before == null ? state.now() : before.createdAt();
        state.group(group.id(), new SwitchState.HeldGroup(group, createdAt));
        change.undoBy(() -> state.group(group.id(), before));
    }

    /** With every flow that names the group. */
    private void delete(int id) {
        List<FlowRecord> users = state.flows.usersOfGroup(id);
        if (users.stream().anyMatch(f -> Collections.frequency(f.groups(), id) > 1)) {
            throw new IllegalStateException("ovs-vswitchd aborts: a flow names group " + id + " twice");
        }
        SwitchState.@Nullable HeldGroup gone = state.groups.get(id);
        state.group(id, null);
        change.undoBy(() -> state.group(id, gone));
        if (!users.isEmpty()) {
            change.irreversible();
        }
        change.delete(users, News.GROUP_DELETE, false);
    }

    private static Group withBuckets(Group held, List<Group.Bucket> buckets) {
        return new Group(held.id(), held.type(), buckets, held.selection(), held.properties());
    }

    private static List<Group.Bucket> inserted(Group held, GroupMod mod) {
        List<Group.Bucket> out = new ArrayList<>(held.buckets());
        if (mod.group().buckets().isEmpty() && mod.commandBucket() == GroupMod.LAST_BUCKET && !out.isEmpty()) {
            throw new IllegalStateException("ovs-vswitchd ends: no bucket is inserted behind the last one");
        }
        int at = switch (mod.commandBucket()) {
            case GroupMod.FIRST_BUCKET -> 0;
            case GroupMod.LAST_BUCKET -> out.size();
            default -> indexOf(held, mod.commandBucket()) + 1;
        };
        out.addAll(at, mod.group().buckets());
        Set<Integer> ids = new HashSet<>();
        if (!out.stream().allMatch(b -> ids.add(b.id()))) {
            throw Refusal.OFPGMFC_BUCKET_EXISTS.refused();
        }
        return out;
    }

    private static List<Group.Bucket> removed(Group held, int bucket) {
        List<Group.Bucket> out = new ArrayList<>(held.buckets());
        switch (bucket) {
            case GroupMod.ALL_BUCKETS -> out.clear();
            case GroupMod.FIRST_BUCKET -> {
                if (!out.isEmpty()) {
                    out.removeFirst();
                }
            }
            case GroupMod.LAST_BUCKET -> {
                if (!out.isEmpty()) {
                    out.removeLast();
                }
            }
            default -> out.remove(indexOf(held, bucket));
        }
        return out;
    }

    private static int indexOf(Group held, int bucket) {
        for (int i = 0; i < held.buckets().size(); i++) {
            if (held.buckets().get(i).id() == bucket) {
                return i;
            }
        }
        throw Refusal.OFPGMFC_UNKNOWN_BUCKET.refused();
    }

    /** Others are told what became of it: the extension as an ADD, buckets with the type of the group held. */
    private static GroupMod forwarded(GroupMod mod, SwitchState.@Nullable HeldGroup before) {
        return switch (mod.command()) {
            case ADD_OR_MOD -> GroupMod.add(mod.group());
            case INSERT_BUCKET, REMOVE_BUCKET ->
                new GroupMod(
                        mod.command(),
                        mod.commandBucket(),
                        withBuckets(need(before), mod.group().buckets()));
            case ADD, MODIFY, DELETE -> mod;
        };
    }
}
