package dev.heddle.flow.interpret;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that happens to a packet. Steps within a step happen before the one after it. */
public sealed interface Step {
    /** The steps within, where there is one way to go on. */
    default List<Step> within() {
        return List.of();
    }

    /** The ways to go on, where there are several. */
    default List<Branch> branches() {
        return List.of();
    }

    /**
     * One of several ways.
     *
     * @param name {@code bucket 3}, {@code longer than 1500}
     */
    record Branch(String name, List<Step> steps) {}

    /**
     * A table is asked.
     *
     * @param flow the one that matches, null where none does
     */
    record Asked(int table, @Nullable Flow flow, List<Step> within) implements Step {}

    /** An action changes the packet, or does nothing that is seen in where it goes (a meter, a sample, a note). */
    record Did(Action action) implements Step {}

    /** An instruction beside the actions changes the action set or the metadata. */
    record Instructed(Instruction instruction) implements Step {}

    /**
     * The packet leaves by a port.
     *
     * @param port as OpenFlow 1.5 numbers it; the ingress port itself where IN_PORT was said; NORMAL, FLOOD and ALL are not
     *     taken apart
     * @param maxLength what is sent of it in bytes, 0 for all
     * @param packet as it leaves, with the tunnel's fields
     */
    record Output(int port, int maxLength, Packet packet) implements Step {}

    /**
     * The packet goes to the controllers.
     *
     * @param maxLength bytes that are sent, 0xffff for all
     * @param reason OFPR_*
     */
    record ToController(int maxLength, int reason, int controllerId, Packet packet) implements Step {}

    /**
     * A group is executed.
     *
     * @param one whether one of the branches is taken, not each
     */
    record Grouped(Group group, boolean one, List<Branch> branches) implements Step {}

    /** Which of the branches is taken is not known here; {@code why} says on what it depends. */
    record OneOf(String why, List<Branch> branches) implements Step {}

    /** Actions on a copy of the packet. */
    record Cloned(List<Step> within) implements Step {}

    /** What write_actions gathered, executed at the end. */
    record ActionSet(List<Step> within) implements Step {}

    /**
     * The packet goes through the connection tracker, and a copy comes back as one of the outcomes. None where the action
     * does not look up again.
     */
    record Tracked(Action.Ct action, int zone, List<Outcome> outcomes) implements Step {
        @Override
        public List<Branch> branches() {
            return outcomes.stream()
                    .map(o -> new Branch(o.name(), o.pass().steps()))
                    .toList();
        }
    }

    /**
     * One thing that the connection tracker may say.
     *
     * @param packet as it comes back
     */
    record Outcome(Packet packet, Pass pass) {
        /** {@code ct_state=est|trk}. */
        public String name() {
            return PacketText.field(packet, Field.CT_STATE);
        }
    }

    /** A flow would be learned; it is not added to the tables. */
    record Learned(Action.Learn action) implements Step {}

    /** Nothing more comes of this branch, or of one action of it; {@code why} is a clause without a full stop. */
    record Dropped(String why) implements Step {}

    /** What happens from here on in this branch cannot be told. */
    record Unknown(String why) implements Step {}

    /**
     * From the entrance, or from the connection tracker, to the end of the actions.
     *
     * @param end the packet after the last action
     * @param failure what makes the switch drop everything that this pass sent, or null
     */
    record Pass(List<Step> steps, Packet end, @Nullable String failure) {}
}
