package dev.heddle.flow;

import java.util.List;

/** One instruction of a flow (OpenFlow 1.5.1 section 7.2.6). */
public sealed interface Instruction {
    /** OFPIT_APPLY_ACTIONS. */
    record Apply(List<Action> actions) implements Instruction {
        public Apply {
            actions = List.copyOf(actions);
        }
    }

    /** OFPIT_GOTO_TABLE. */
    record Goto(int table) implements Instruction {}

    /** An instruction that this library does not name: the whole TLV as received. */
    record Raw(Octets tlv) implements Instruction {}
}
