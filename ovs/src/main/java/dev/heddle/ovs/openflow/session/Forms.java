package dev.heddle.ovs.openflow.session;

import dev.heddle.flow.Action;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.OfMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The forms of messages that this switch has taken in bundles. Whether a switch can read a message depends on its form: the
 * command, the table, the fields that it matches, the actions in their order; not on addresses, numbers and ports.
 */
final class Forms {
    /** Larger bundles are not worth looking at: their second round trip is a small part of them. */
    private static final int LARGEST = 256;

    private static final int MOST = 4096;

    private final Set<List<Object>> taken = new HashSet<>();

    /** Whether a bundle of these messages has nothing that the switch has not taken before. */
    boolean allTaken(List<? extends OfMessage> messages) {
        return messages.size() <= LARGEST && messages.stream().allMatch(m -> taken.contains(form(m)));
    }

    /** The switch has taken these. */
    void take(List<? extends OfMessage> messages) {
        if (messages.size() > LARGEST) {
            return;
        }
        if (taken.size() > MOST) {
            taken.clear();
        }
        messages.forEach(m -> taken.add(form(m)));
    }

    /** Messages of a kind that is not known here are each of a form of their own. */
    private static List<Object> form(OfMessage message) {
        List<Object> out = new ArrayList<>();
        switch (message) {
            case FlowMod mod -> {
                out.add(mod.command());
                out.add(mod.flags());
                flow(mod.flow(), out);
            }
            case GroupMod mod -> {
                out.add(mod.command());
                out.add(Optional.ofNullable(mod.group().selection()));
                out.add(mod.group().properties());
                out.add(mod.group().type());
                Set<List<Object>> buckets = new HashSet<>();
                for (Group.Bucket bucket : mod.group().buckets()) {
                    List<Object> actions = new ArrayList<>();
                    bucket.actions().forEach(a -> action(a, actions));
                    actions.add(bucket.watchPort() != null);
                    actions.add(bucket.watchGroup() != Group.NONE);
                    actions.addAll(bucket.properties());
                    buckets.add(actions);
                }
                out.add(buckets);
            }
            default -> out.add(message);
        }
        return out;
    }

    private static void flow(Flow flow, List<Object> out) {
        Match match = flow.match();
        out.add(flow.table());
        out.add(match.inPort() != null);
        for (Match.Term term : match.terms()) {
            out.add(term.field());
            out.add(term.exact());
        }
        out.addAll(match.raw());
        for (Instruction instruction : flow.instructions()) {
            if (instruction instanceof Instruction.Apply apply) {
                out.add(Instruction.Apply.class);
                apply.actions().forEach(a -> action(a, out));
            } else {
                out.add(instruction);
            }
        }
    }

    private static void action(Action action, List<Object> out) {
        switch (action) {
            case Action.Output o -> out.add(Action.Output.class);
            case Action.Group g -> out.add(Action.Group.class);
            case Action.SetField set -> {
                out.add(set.field());
                out.add(set.mask());
            }
            default -> out.add(action);
        }
    }
}
