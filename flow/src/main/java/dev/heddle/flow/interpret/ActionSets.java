package dev.heddle.flow.interpret;

import dev.heddle.flow.Action;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a switch makes of an action set (OpenFlow 1.5.1 section 5.6, as Open vSwitch does it): the last action of each kind in
 * a fixed order, then what sets fields in the order given, then one action that sends.
 */
public final class ActionSets {
    private static final int KINDS = 9;
    private static final int SETS = KINDS;
    private static final int FIRST_FINAL = KINDS + 1;
    private static final int IGNORED = -1;

    private ActionSets() {}

    /** The actions to execute; none where none of them sends. */
    public static List<Action> inOrder(List<Action> set) {
        return isInOrder(set) ? List.copyOf(set) : ordered(set);
    }

    /** Whether it only sets fields, and then sends once. */
    private static boolean isInOrder(List<Action> set) {
        int last = set.size() - 1;
        for (int i = 0; i < last; i++) {
            if (kind(set.get(i)) != SETS) {
                return false;
            }
        }
        return last >= 0 && kind(set.get(last)) >= FIRST_FINAL;
    }

    private static List<Action> ordered(List<Action> set) {
        @Nullable Action[] slots = new @Nullable Action[KINDS];
        List<Action> sets = new ArrayList<>();
        @Nullable Action last = null;
        int rank = 0;
        for (Action action : set) {
            int kind = kind(action);
            if (kind >= FIRST_FINAL) {
                if (kind >= rank) {
                    last = action;
                    rank = kind;
                }
            } else if (kind == SETS) {
                sets.add(action);
            } else if (kind != IGNORED) {
                slots[kind] = action;
            }
        }
        if (last == null) {
            return List.of();
        }
        List<Action> out = new ArrayList<>();
        for (Action action : slots) {
            if (action != null) {
                out.add(action);
            }
        }
        out.addAll(sets);
        out.add(last);
        return out;
    }

    private static int kind(Action action) {
        return switch (action) {
            case Action.PopVlan _ -> 0;
            case Action.PopMpls _ -> 1;
            case Action.Decap _ -> 2;
            case Action.Encap _ -> 3;
            case Action.PushMpls _ -> 4;
            case Action.PushVlan _ -> 5;
            case Action.DecTtl _ -> 6;
            case Action.DecMplsTtl _ -> 7;
            case Action.DecNshTtl _ -> 8;
            case Action.SetField _,
                    Action.Move _,
                    Action.SetTransportSource _,
                    Action.SetTransportTarget _,
                    Action.SetMplsTtl _,
                    Action.SetTtl _,
                    Action.SetQueue _ -> SETS;
            case Action.Ct _ -> FIRST_FINAL;
            case Action.CtClear _ -> FIRST_FINAL + 1;
            case Action.Resubmit _ -> FIRST_FINAL + 2;
            case Action.Output _ -> FIRST_FINAL + 3;
            case Action.Group _ -> FIRST_FINAL + 4;
            default -> IGNORED;
        };
    }
}
