package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands behind {@code actions=}: actions, and instructions by name. */
final class InstructionText {
    private static final String[] ORDER = {"actions", "clear_actions", "write_actions", "write_metadata", "goto_table"};

    private InstructionText() {}

    /**
     * Reads all of {@code in}.
     *
     * @param packet what the match says, or null to check nothing against it
     * @param table where the flow is, or -1 where that is not known
     */
    static List<Instruction> read(Scanner in, PortNames ports, @Nullable Packet packet, int table) {
        ActionReader actions = new ActionReader(ports, packet, ActionReader.Outer.NOTHING);
        List<Instruction> others = new ArrayList<>(2);
        Pairs pairs = new Pairs(in);
        boolean drop = false;
        int last = 0;
        while (pairs.next()) {
            int rank = rank(pairs.key());
            if (rank < last || (rank == last && rank > 0)) {
                throw pairs.error("the order is " + String.join(", ", ORDER) + ", each once");
            }
            last = rank;
            switch (rank) {
                case 0 -> {
                    if (pairs.key().equalsIgnoreCase("drop")) {
                        drop = true;
                    } else {
                        actions.take(pairs);
                    }
                }
                case 1 -> others.add(new Instruction.ClearActions());
                case 2 -> {
                    ActionReader written = actions.nested(ActionReader.Outer.WRITE_ACTIONS);
                    written.readAll(pairs.value());
                    if (!written.actions().isEmpty()) {
                        others.add(new Instruction.WriteActions(written.actions()));
                    }
                }
                case 3 -> others.add(metadata(pairs.value()));
                default -> others.add(new Instruction.Goto(next(pairs.value(), table)));
            }
            if (drop && (rank > 0 || !actions.actions().isEmpty())) {
                throw pairs.error("drop stands alone");
            }
            if (rank > 0 && actions.isConjunctive()) {
                throw pairs.error("conjunction goes with nothing else than note");
            }
        }
        if (actions.actions().isEmpty()) {
            return others;
        }
        List<Instruction> out = new ArrayList<>(1 + others.size());
        out.add(new Instruction.Apply(actions.actions()));
        out.addAll(others);
        return out;
    }

    private static int rank(String key) {
        return switch (key.toLowerCase(Locale.ROOT)) {
            case "clear_actions" -> 1;
            case "write_actions" -> 2;
            case "write_metadata" -> 3;
            case "goto_table" -> 4;
            default -> 0;
        };
    }

    private static Instruction metadata(Scanner in) {
        long value = in.number();
        long mask = in.take('/') ? in.number() : -1L;
        in.requireEnd();
        return new Instruction.WriteMetadata(value, mask);
    }

    private static int next(Scanner in, int table) {
        int start = in.position();
        int next = ActionReader.table(in);
        if (next <= table) {
            throw in.error("goto_table goes to a later table", start);
        }
        return next;
    }

    static void print(List<Instruction> instructions, PortNames ports, StringBuilder out) {
        int start = out.length();
        for (int i = 0; i < instructions.size(); i++) {
            int before = out.length();
            if (before > start) {
                out.append(',');
            }
            switch (instructions.get(i)) {
                case Instruction.Apply apply -> actions(apply.actions(), ports, before, out);
                case Instruction.ClearActions clear -> out.append("clear_actions");
                case Instruction.WriteActions write -> {
                    ActionText.print(write.actions(), ports, out.append("write_actions("));
                    out.append(')');
                }
                case Instruction.WriteMetadata write -> {
                    out.append("write_metadata:");
                    hex(write.value(), out);
                    if (write.mask() != -1L) {
                        hex(write.mask(), out.append('/'));
                    }
                }
                case Instruction.Goto to -> out.append("goto_table:").append(to.table());
                case Instruction.Raw raw -> out.append("instruction:").append(raw.tlv());
            }
        }
        if (out.length() == start) {
            out.append("drop");
        }
    }

    /** Nothing, not even the comma before it, where there are no actions. */
    private static void actions(List<Action> actions, PortNames ports, int before, StringBuilder out) {
        if (actions.isEmpty()) {
            out.setLength(before);
        } else {
            ActionText.print(actions, ports, out);
        }
    }

    private static void hex(long value, StringBuilder out) {
        out.append(value == 0 ? "" : "0x").append(Long.toHexString(value));
    }
}
