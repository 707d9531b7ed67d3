package dev.heddle.flow.interpret;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Group;
import dev.heddle.flow.Group.Bucket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a packet is copied, or may go one of several ways: groups, clone, check_pkt_larger. The packet is as before then. */
final class Forks {
    private Forks() {}

    /** False where there is no such group, which ends the flow. */
    static boolean group(Run run, int id) {
        if (!run.mayGoOn()) {
            return true;
        }
        @Nullable Group group = run.world().tables().group(id);
        if (group == null) {
            run.tell(new Step.Dropped("there is no group " + Integer.toUnsignedString(id)));
            return false;
        }
        switch (group.type()) {
            case ALL, INDIRECT -> each(run, group);
            case SELECT, FAST_FAILOVER -> one(run, group);
        }
        return true;
    }

    private static void each(Run run, Group group) {
        List<Step.Branch> branches = new ArrayList<>();
        for (Bucket bucket : group.buckets()) {
            branches.add(branch(run, bucket));
        }
        run.tell(new Step.Grouped(group, false, branches));
    }

    private static void one(Run run, Group group) {
        Liveness liveness = new Liveness(run.world().tables(), run.world().ports());
        List<Step.Branch> branches = new ArrayList<>();
        List<State> after = new ArrayList<>();
        State before = State.of(run);
        for (Bucket bucket : liveness.candidates(group)) {
            before.restore(run);
            run.exitIsKept = before.exitIsKept();
            run.failure = null;
            branches.add(branch(run, bucket));
            after.add(State.of(run));
        }
        if (liveness.mayHaveNone(group)) {
            branches.add(new Step.Branch("no live bucket", List.of()));
            after.add(before);
        }
        run.tell(new Step.Grouped(group, true, branches));
        if (after.stream().distinct().count() > 1) {
            run.failure = null;
            run.unknown(
                    "what follows depends on the bucket that group " + Integer.toUnsignedString(group.id()) + " takes");
        }
    }

    private static Step.Branch branch(Run run, Bucket bucket) {
        Packet packet = run.packet.copy();
        run.depth++;
        List<Step> steps = run.within(() -> run.actions(ActionSets.inOrder(bucket.actions()), List.of()));
        run.depth--;
        run.packet = packet;
        run.leaveBucket();
        return new Step.Branch("bucket " + Integer.toUnsignedString(bucket.id()), steps);
    }

    /** An exit within is one of the whole pass, as it is in Open vSwitch. */
    static void clone(Run run, List<Action> actions) {
        State before = State.of(run);
        run.tell(new Step.Cloned(run.within(() -> {
            run.actions(actions, List.of());
            run.executeActionSet();
        })));
        run.lost = false;
        before.restore(run);
    }

    /**
     * Both ways take the rest of the flow and the action set with them. As in Open vSwitch 3.1, which translates the longer
     * first, the other way finds the stack as that left it, and no action set.
     *
     * @param rest executes the rest of the flow
     */
    static void longer(Run run, Action.CheckPacketLarger action, Runnable rest) {
        State before = State.of(run);
        int length = run.packet.length();
        List<Step.Branch> branches = new ArrayList<>();
        List<Step> longer = way(run, action, 1, rest);
        boolean exit = run.exit;
        run.packet = before.packet().copy();
        run.exit = false;
        List<Step> shorter = way(run, action, 0, rest);
        before.restore(run);
        run.exit = exit;
        if (length == 0 || length > action.length()) {
            branches.add(new Step.Branch("longer than " + action.length(), longer));
        }
        if (length <= action.length()) {
            branches.add(new Step.Branch("not longer than " + action.length(), shorter));
        }
        run.tell(new Step.OneOf("the length of the packet", branches));
    }

    private static List<Step> way(Run run, Action.CheckPacketLarger action, int bit, Runnable rest) {
        List<Step> steps = run.within(() -> {
            run.packet.write(action.target(), new Packet.Part(Bits.of(bit), Bits.ZERO));
            rest.run();
            run.executeActionSet();
        });
        run.lost = false;
        return steps;
    }

    /** What a branch may change beside the packet, which is never handed on. */
    private record State(
            Packet packet,
            List<Packet.Part> stack,
            List<Action> actionSet,
            boolean exitIsKept,
            @Nullable String failure) {
        static State of(Run run) {
            return new State(
                    run.packet.copy(), List.copyOf(run.stack), List.copyOf(run.actionSet), run.exitIsKept, run.failure);
        }

        /** A failure stays, and an exit that is kept. */
        void restore(Run run) {
            run.packet = packet.copy();
            run.stack.clear();
            run.stack.addAll(stack);
            run.actionSet.clear();
            run.actionSet.addAll(actionSet);
        }
    }
}
