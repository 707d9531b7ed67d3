package dev.heddle.flow.interpret;

import dev.heddle.flow.Instruction;
import java.util.Comparator;
import java.util.List;

/** The order in which a switch executes the instructions of a flow, whatever the order in which they came. */
final class Instructions {
    private Instructions() {}

    /** Without those that do nothing. */
    static List<Instruction> inOrder(List<Instruction> instructions) {
        if (instructions.size() == 1) {
            return isEmpty(instructions.getFirst()) ? List.of() : instructions;
        }
        return instructions.stream()
                .filter(i -> !isEmpty(i))
                .sorted(Comparator.comparingInt(Instructions::rank))
                .toList();
    }

    private static boolean isEmpty(Instruction instruction) {
        return instruction instanceof Instruction.Apply apply && apply.actions().isEmpty();
    }

    private static int rank(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Apply _ -> 0;
            case Instruction.ClearActions _ -> 1;
            case Instruction.WriteActions _ -> 2;
            case Instruction.WriteMetadata _ -> 3;
            case Instruction.Goto _ -> 4;
            case Instruction.Raw _ -> 5;
        };
    }
}
