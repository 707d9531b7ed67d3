package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Cookie;
import dev.heddle.compiler.Pipeline;
import dev.heddle.flow.Action;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import java.util.List;

/** Tells from what a switch holds whether it is ours to delete. */
final class Ownership {
    private Ownership() {}

    static boolean ours(Flow flow) {
        return Cookie.ours(flow.cookie());
    }

    /** A group has no cookie: ours are known by their buckets, which load an endpoint and look up its peer. */
    static boolean ours(Group group) {
        return group.type() == Group.Type.ALL
                && !group.buckets().isEmpty()
                && group.buckets().stream().allMatch(b -> replicates(b.actions()));
    }

    private static boolean replicates(List<Action> actions) {
        return actions.size() == 2
                && actions.get(0) instanceof Action.SetField load
                && load.field() == Pipeline.ENDPOINT
                && actions.get(1).equals(new Action.Resubmit(Pipeline.PEER.id()));
    }
}
