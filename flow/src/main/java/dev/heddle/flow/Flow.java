package dev.heddle.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One flow entry without counters. A switch holds at most one flow per {@link Key}.
 *
 * @param table 0 to 253
 * @param priority 0 to 65535, the higher wins
 * @param cookie the owner mark; see the compiler's cookie layout
 */
public record Flow(int table, int priority, Match match, long cookie, List<Instruction> instructions) {
    /** What identifies a flow in a switch. */
    public record Key(int table, int priority, Match match) {
        // Written out, as in other small records that are keys: those that the JDK makes are slow without its
        // optimising compiler.
        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Key k && k.table == table && k.priority == priority && k.match.equals(match);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * table + priority) + match.hashCode();
        }
    }

    public Flow {
        instructions = List.copyOf(instructions);
    }

    public Key key() {
        return new Key(table, priority, match);
    }

    /** The flow's apply-actions, empty where it has none. */
    public List<Action> actions() {
        for (Instruction instruction : instructions) {
            if (instruction instanceof Instruction.Apply apply) {
                return apply.actions();
            }
        }
        return List.of();
    }

    /**
     * This flow with port numbers for names. An output to a port that is not plugged is left out; the flow is withheld
     * (null) when its ingress port is not plugged, or when it would output only to ports that are not.
     */
    @SuppressWarnings("ReferenceEquality")
    public @Nullable Flow resolve(PortResolver ports) {
        Match resolved = match;
        PortRef in = match.inPort();
        if (in != null) {
            PortRef.Numbered number = ports.number(in);
            if (number == null) {
                return null;
            }
            resolved = in.equals(number) ? match : match.withInPort(number);
        }
        List<Instruction> out = new ArrayList<>(instructions.size());
        boolean changed = resolved != match;
        boolean lost = false;
        boolean does = false;
        for (int i = 0; i < instructions.size(); i++) {
            Instruction instruction = instructions.get(i);
            Instruction numbered = NamedPorts.resolve(instruction, ports);
            lost |= numbered.actions().size() < instruction.actions().size();
            does |= does(numbered);
            changed |= numbered != instruction;
            out.add(numbered);
        }
        if (lost && !does) {
            return null;
        }
        return changed ? new Flow(table, priority, resolved, cookie, out) : this;
    }

    private static boolean does(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Apply _, Instruction.WriteActions _ ->
                instruction.actions().stream().anyMatch(Flow::sends);
            default -> true;
        };
    }

    private static boolean sends(Action action) {
        return !(action instanceof Action.SetField) && !(action instanceof Action.Move);
    }
}
