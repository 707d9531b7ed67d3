package dev.heddle.flow;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A flow table and what its flows may do. A flow that breaks the declaration is refused when it is built, so that a
 * pipeline reads from its declarations.
 *
 * @param id 0 to 253
 * @param name as the documentation names it
 * @param purpose one sentence
 * @param matches fields that flows may match, without the ingress port
 * @param matchesInPort whether flows may match the ingress port
 * @param writes fields that actions may write
 * @param actions further actions allowed, of {@link Action}'s records
 * @param next ids of tables that may follow, by goto or resubmit
 * @param miss what happens to a packet that no flow matches, for the documentation
 */
public record Table(
        int id,
        String name,
        String purpose,
        Set<Field> matches,
        boolean matchesInPort,
        Set<Field> writes,
        Set<Class<? extends Action>> actions,
        Set<Integer> next,
        String miss) {

    /** Returns the flow, or throws with the first thing that the table does not allow. */
    public Flow checked(Flow flow) {
        @Nullable String fault = fault(flow);
        if (fault != null) {
            throw new IllegalArgumentException("table " + id + " " + name + ": " + fault + ": " + flow);
        }
        return flow;
    }

    private @Nullable String fault(Flow flow) {
        if (flow.table() != id) {
            return "a flow of table " + flow.table();
        }
        if (flow.match().inPort() != null && !matchesInPort) {
            return "matches in_port";
        }
        for (Match.Term term : flow.match().terms()) {
            if (!matches.contains(term.field())
                    && matches.stream().noneMatch(f -> f.parts().contains(term.field()))) {
                return "matches " + term.field().text();
            }
        }
        for (Instruction instruction : flow.instructions()) {
            @Nullable String fault = fault(instruction);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private @Nullable String fault(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Goto to -> fault(to.table());
            case Instruction.Apply apply -> {
                for (Action action : apply.actions()) {
                    @Nullable String fault = fault(action);
                    if (fault != null) {
                        yield fault;
                    }
                }
                yield null;
            }
            default -> "has the instruction " + instruction.getClass().getSimpleName();
        };
    }

    /** Also for buckets of groups that this table uses. */
    public @Nullable String fault(Action action) {
        return switch (action) {
            case Action.SetField set ->
                writes.contains(set.field()) ? null : "writes " + set.field().text();
            case Action.Move move ->
                writes.contains(move.to().field())
                        ? null
                        : "writes " + move.to().field().text();
            case Action.Resubmit to -> fault(to.table());
            default -> allowed(action);
        };
    }

    private @Nullable String allowed(Action action) {
        return actions.contains(action.getClass())
                ? null
                : "has the action " + action.getClass().getSimpleName();
    }

    private @Nullable String fault(int to) {
        return next.contains(to) ? null : "goes to table " + to;
    }
}
