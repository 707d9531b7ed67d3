package dev.heddle.flow;

import java.util.List;

/** One instruction of a flow (OpenFlow 1.5.1 section 7.2.6). A meter is an action in OpenFlow 1.5. */
public sealed interface Instruction {
    /** The actions that it holds; empty where it is not about actions. */
    default List<Action> actions() {
        return List.of();
    }

    /** OFPIT_APPLY_ACTIONS. */
    record Apply(List<Action> actions) implements Instruction {
        public Apply {
            actions = List.copyOf(actions);
        }
    }

    /** OFPIT_CLEAR_ACTIONS. */
    record ClearActions() implements Instruction {}

    /** OFPIT_WRITE_ACTIONS. */
    record WriteActions(List<Action> actions) implements Instruction {
        public WriteActions {
            actions = List.copyOf(actions);
        }
    }

    /** OFPIT_WRITE_METADATA. */
    record WriteMetadata(long value, long mask) implements Instruction {}

    /** OFPIT_GOTO_TABLE. */
    record Goto(int table) implements Instruction {}

    /** An instruction that this library does not name: the whole TLV as received. */
    record Raw(Octets tlv) implements Instruction {}
}
