package dev.heddle.verify.label;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import dev.heddle.flow.interpret.ActionSets;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a flow may do to packets of which something is known. Never less than what the switch does: after a lookup that comes
 * back all that it may write is forgotten, and an action set meets a packet of which nothing is known.
 *
 * @param <S> what is known of the packets
 */
public final class Execution<S extends Store<S>> {
    private static final int DEEPEST = 32;
    private static final int CURRENT_TABLE = 255;

    /** What comes of it. The store that is given is the sink's own, or to be copied where the method says so. */
    public interface Sink<S> {
        /** An output; the store is not to be kept or changed. */
        void output(S packet, PortRef port, Place place);

        /** An output to the port that bits of the packet name; the store is not to be kept or changed. */
        void output(S packet, Subfield port, Place place);

        /**
         * A lookup; the store is not to be kept or changed.
         *
         * @param pretended the ingress port that it is for, or null for the packet's own
         */
        void look(S packet, int table, @Nullable PortRef pretended, Place place);

        /** The packet goes through a connection tracker; the store is not to be kept or changed. */
        void track(S packet, Action.Ct ct, Place place);

        /** Something that is not understood. */
        void doubt(String reason, Place place);
    }

    private final Sink<S> sink;
    private final IntFunction<@Nullable Group> groups;
    private final IntFunction<long[]> written;
    private int depth;

    /** @param written by table, the bits that a lookup there may write */
    public Execution(Sink<S> sink, IntFunction<@Nullable Group> groups, IntFunction<long[]> written) {
        this.sink = sink;
        this.groups = groups;
        this.written = written;
    }

    /** @param packet changed on the way */
    public void run(Flow flow, S packet) {
        Place place = Place.of(flow);
        for (Instruction instruction : flow.instructions()) {
            switch (instruction) {
                case Instruction.Apply apply -> {
                    if (list(apply.actions(), packet, place)) {
                        return;
                    }
                }
                case Instruction.WriteActions set -> {
                    S end = packet.copy();
                    end.forgetAll();
                    list(ActionSets.inOrder(set.actions()), end, place);
                }
                case Instruction.WriteMetadata write ->
                    packet.set(Field.METADATA, Bits.of(write.value()), Bits.of(write.mask()));
                case Instruction.Goto go -> sink.look(packet, go.table(), null, place);
                case Instruction.ClearActions _ -> {}
                case Instruction.Raw _ -> sink.doubt("an instruction that is not known", place);
            }
        }
    }

    /** True where an exit ends it. */
    private boolean list(List<Action> actions, S packet, Place place) {
        for (Action action : actions) {
            if (action instanceof Action.Exit) {
                return true;
            }
            one(action, packet, place);
        }
        return false;
    }

    private void one(Action action, S packet, Place place) {
        switch (action) {
            case Action.SetField set -> packet.set(set.field(), set.value(), set.mask());
            case Action.Output output -> sink.output(packet, output.port(), place);
            case Action.OutputTruncated output -> sink.output(packet, output.port(), place);
            case Action.OutputField output -> sink.output(packet, output.source(), place);
            case Action.Move move -> packet.move(move.from(), move.to());
            case Action.Group group -> group(group.id(), packet, place);
            case Action.Resubmit resubmit -> resubmit(resubmit, packet, place);
            case Action.Clone clone -> list(clone.actions(), packet.copy(), place);
            case Action.Ct ct -> track(ct, packet, place);
            case Action.CtClear _ -> packet.untracked();
            case Action.Bundle bundle -> bundle(bundle, packet, place);
            case Action.Learn learn -> {
                sink.doubt("it learns flows for table " + learn.table(), place);
                if (learn.resultTarget() != null) {
                    packet.forget(learn.resultTarget());
                }
            }
            case Action.Pop pop -> packet.forget(pop.target());
            case Action.Multipath multipath -> packet.forget(multipath.target());
            case Action.CheckPacketLarger check -> packet.forget(check.target());
            case Action.Controller controller
            when controller.pause() -> sink.doubt("a controller may change the packet and send it on", place);
            case Action.Raw _ -> sink.doubt("an action that is not known", place);
            case Action.PushVlan _,
                    Action.PopVlan _,
                    Action.PushMpls _,
                    Action.PopMpls _,
                    Action.Encap _,
                    Action.Decap _,
                    Action.DeleteField _,
                    Action.SetTransportSource _,
                    Action.SetTransportTarget _,
                    Action.SetMplsTtl _,
                    Action.DecMplsTtl _,
                    Action.SetTtl _,
                    Action.DecTtl _,
                    Action.DecNshTtl _ -> packet.rewritten(action);
            case Action.Controller _,
                    Action.Meter _,
                    Action.SetQueue _,
                    Action.PopQueue _,
                    Action.Push _,
                    Action.Note _,
                    Action.FinTimeout _,
                    Action.Sample _,
                    Action.Conjunction _,
                    Action.Nat _,
                    Action.Exit _ -> {
                // where the packet goes does not depend on it
            }
        }
    }

    private void group(int id, S packet, Place place) {
        Group group = groups.apply(id);
        if (group == null) {
            sink.doubt("it uses group " + Integer.toUnsignedString(id) + ", which is not known", place);
            return;
        }
        if (depth == DEEPEST) {
            sink.doubt("groups within groups, deeper than " + DEEPEST, place);
            return;
        }
        depth++;
        for (Group.Bucket bucket : group.buckets()) {
            S copy = packet.copy();
            copy.unchecked();
            list(ActionSets.inOrder(bucket.actions()), copy, new Place(place.flow(), group, bucket));
        }
        depth--;
    }

    private void resubmit(Action.Resubmit resubmit, S packet, Place place) {
        int table = resubmit.table() == CURRENT_TABLE ? place.flow().table() : resubmit.table();
        PortRef port = resubmit.port().equals(PortRef.IN_PORT) ? null : resubmit.port();
        S asked = packet;
        if (resubmit.withTracking()) {
            // source and destination are those of the connection for this one lookup
            asked = packet.copy();
            asked.rewritten(resubmit);
        }
        sink.look(asked, table, port, place);
        packet.forgetWritten(written.apply(table));
    }

    private void track(Action.Ct ct, S packet, Place place) {
        sink.track(packet, ct, place);
        if (ct.recirculateTable() != Action.Ct.NO_RECIRCULATION) {
            S back = packet.copy();
            back.tracked(ct);
            sink.look(back, ct.recirculateTable(), null, place);
        }
        packet.translated(ct);
    }

    private void bundle(Action.Bundle bundle, S packet, Place place) {
        if (bundle.target() == null) {
            bundle.members().forEach(p -> sink.output(packet, p, place));
        } else {
            packet.forget(bundle.target());
        }
    }
}
