package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Action;
import dev.heddle.flow.Subfield;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists of actions (OpenFlow 1.5.1 section 7.2.8; ovs-actions(7)), each in the form in which ovs-ofctl 3.1 sends it. What
 * is not known, or is known but says more than its record can, is kept as {@link Action.Raw}.
 */
final class ActionCodec {
    private static final int NX_CLONE = 42;
    private static final int HEADER = 8;

    /** How deep clone and ct may be nested; Open vSwitch reads 100. */
    private static final int MAX_DEPTH = 100;

    private ActionCodec() {}

    static void encode(List<Action> actions, ByteBuf out) {
        for (int i = 0; i < actions.size(); i++) {
            encode(actions.get(i), out);
        }
    }

    private static void encode(Action action, ByteBuf out) {
        switch (action) {
            case Action.Output a -> OutputCodec.encode(a, out);
            case Action.SetField a -> FieldActions.encode(a, out);
            case Action.Resubmit a -> OutputCodec.encode(a, out);
            case Action.Move a -> FieldActions.encode(a, out);
            case Action.Group a -> OutputCodec.encode(OutputCodec.GROUP, a.id(), out);
            case Action.Ct a -> TrackingCodec.encode(a, out);
            case Action.Nat a -> TrackingCodec.encode(a, out);
            case Action.CtClear a -> SampleCodec.encode(TrackingCodec.NX_CT_CLEAR, out);
            case Action.Learn a -> LearnCodec.encode(a, out);
            case Action.Clone a -> clone(a, out);
            case Action.OutputField a -> OutputCodec.encode(a, out);
            case Action.OutputTruncated a -> OutputCodec.encode(a, out);
            case Action.Controller a -> ControllerCodec.encode(a, out);
            case Action.SetQueue a -> OutputCodec.encode(OutputCodec.SET_QUEUE, a.queue(), out);
            case Action.PopQueue a -> SampleCodec.encode(OutputCodec.NX_POP_QUEUE, out);
            case Action.Meter a -> OutputCodec.encode(OutputCodec.METER, a.id(), out);
            case Action.Push a -> FieldActions.encodeStack(FieldActions.NX_STACK_PUSH, a.source(), out);
            case Action.Pop a -> FieldActions.encodeStack(FieldActions.NX_STACK_POP, a.target(), out);
            case Action.DeleteField a -> FieldActions.encode(a, out);
            case Action.CheckPacketLarger a -> FieldActions.encode(a, out);
            case Action.PushVlan a -> HeaderActions.encode16(HeaderActions.PUSH_VLAN, a.ethertype(), out);
            case Action.PopVlan a -> HeaderActions.encode(HeaderActions.POP_VLAN, out);
            case Action.PushMpls a -> HeaderActions.encode16(HeaderActions.PUSH_MPLS, a.ethertype(), out);
            case Action.PopMpls a -> HeaderActions.encode16(HeaderActions.POP_MPLS, a.ethertype(), out);
            case Action.SetMplsTtl a -> HeaderActions.encode8(HeaderActions.SET_MPLS_TTL, a.ttl(), out);
            case Action.DecMplsTtl a -> HeaderActions.encode(HeaderActions.DEC_MPLS_TTL, out);
            case Action.SetTtl a -> HeaderActions.encode8(HeaderActions.SET_TTL, a.ttl(), out);
            case Action.DecTtl a -> HeaderActions.encode(a, out);
            case Action.DecNshTtl a -> SampleCodec.encode(HeaderActions.NX_DEC_NSH_TTL, out);
            case Action.SetTransportSource a ->
                HeaderActions.encode16(HeaderActions.SET_TRANSPORT_SOURCE, a.port(), out);
            case Action.SetTransportTarget a ->
                HeaderActions.encode16(HeaderActions.SET_TRANSPORT_TARGET, a.port(), out);
            case Action.Encap a -> EncapCodec.encode(a, out);
            case Action.Decap a -> EncapCodec.encode(a, out);
            case Action.Multipath a -> HashCodec.encode(a, out);
            case Action.Bundle a -> HashCodec.encode(a, out);
            case Action.Conjunction a -> SampleCodec.encode(a, out);
            case Action.FinTimeout a -> SampleCodec.encode(a, out);
            case Action.Sample a -> SampleCodec.encode(a, out);
            case Action.Note a -> SampleCodec.encode(a, out);
            case Action.Exit a -> SampleCodec.encode(SampleCodec.NX_EXIT, out);
            case Action.Raw a -> ActionWire.octets(a.tlv(), out);
        }
    }

    private static void clone(Action.Clone clone, ByteBuf out) {
        int start = out.writerIndex();
        SampleCodec.encode(NX_CLONE, out);
        encode(clone.actions(), out);
        ActionWire.finish(start, out);
    }

    /** Reads to the reader's end. */
    static List<Action> decode(Reader in) {
        return decode(in, 0);
    }

    static List<Action> decode(Reader in, int depth) {
        if (depth > MAX_DEPTH) {
            throw in.malformed("actions are nested too deeply");
        }
        List<Action> out = new ArrayList<>();
        while (in.hasMore()) {
            Reader body = in.alignedElement(2, HEADER, "an action");
            int type = body.u16();
            body.skip(2);
            Action known = type == ActionWire.EXPERIMENTER ? openVSwitch(body, depth) : standard(type, body);
            out.add(known != null && body.restIsZero() ? known : new Action.Raw(body.whole()));
        }
        return out;
    }

    private static @Nullable Action standard(int type, Reader in) {
        return switch (type) {
            case OutputCodec.OUTPUT -> OutputCodec.output(in);
            case OutputCodec.GROUP -> new Action.Group(in.i32());
            case OutputCodec.SET_QUEUE -> new Action.SetQueue(in.i32());
            case OutputCodec.METER -> new Action.Meter(in.i32());
            case FieldActions.SET_FIELD -> FieldActions.setField(in);
            case FieldActions.COPY_FIELD -> FieldActions.copyField(in);
            case HeaderActions.SET_TRANSPORT_SOURCE -> new Action.SetTransportSource(in.u16());
            case HeaderActions.SET_TRANSPORT_TARGET -> new Action.SetTransportTarget(in.u16());
            case HeaderActions.SET_MPLS_TTL -> new Action.SetMplsTtl(in.u8());
            case HeaderActions.DEC_MPLS_TTL -> new Action.DecMplsTtl();
            case HeaderActions.PUSH_VLAN -> new Action.PushVlan(in.u16());
            case HeaderActions.POP_VLAN -> new Action.PopVlan();
            case HeaderActions.PUSH_MPLS -> new Action.PushMpls(in.u16());
            case HeaderActions.POP_MPLS -> new Action.PopMpls(in.u16());
            case HeaderActions.SET_TTL -> new Action.SetTtl(in.u8());
            case HeaderActions.DEC_TTL -> new Action.DecTtl(List.of());
            default -> null;
        };
    }

    private static @Nullable Action openVSwitch(Reader in, int depth) {
        if (in.i32() != ActionWire.NICIRA || in.remaining() < 8) {
            return null;
        }
        return switch (in.u16()) {
            case OutputCodec.NX_RESUBMIT -> OutputCodec.resubmitHere(in);
            case OutputCodec.NX_RESUBMIT_TABLE -> OutputCodec.resubmit(false, in);
            case OutputCodec.NX_RESUBMIT_TABLE_CT -> OutputCodec.resubmit(true, in);
            case OutputCodec.NX_OUTPUT_REG -> OutputCodec.outputField(in);
            case OutputCodec.NX_OUTPUT_REG2 -> OutputCodec.outputField2(in);
            case OutputCodec.NX_OUTPUT_TRUNC -> OutputCodec.outputTruncated(in);
            case OutputCodec.NX_POP_QUEUE -> new Action.PopQueue();
            case FieldActions.NX_REG_MOVE -> FieldActions.registerMove(in);
            case FieldActions.NX_STACK_PUSH -> {
                Subfield source = FieldActions.stackBits(in);
                yield source == null ? null : new Action.Push(source);
            }
            case FieldActions.NX_STACK_POP -> {
                Subfield target = FieldActions.stackBits(in);
                yield target == null ? null : new Action.Pop(target);
            }
            case FieldActions.NX_CHECK_PKT_LARGER -> FieldActions.checkPacketLarger(in);
            case FieldActions.NX_DELETE_FIELD -> FieldActions.deleteField(in);
            case HeaderActions.NX_DEC_TTL_CNT_IDS -> HeaderActions.decTtl(in);
            case HeaderActions.NX_DEC_NSH_TTL -> new Action.DecNshTtl();
            case TrackingCodec.NX_CT -> TrackingCodec.ct(in, depth + 1);
            case TrackingCodec.NX_NAT -> TrackingCodec.nat(in);
            case TrackingCodec.NX_CT_CLEAR -> new Action.CtClear();
            case LearnCodec.NX_LEARN -> LearnCodec.learn(false, in);
            case LearnCodec.NX_LEARN2 -> LearnCodec.learn(true, in);
            case HashCodec.NX_MULTIPATH -> HashCodec.multipath(in);
            case HashCodec.NX_BUNDLE -> HashCodec.bundle(false, in);
            case HashCodec.NX_BUNDLE_LOAD -> HashCodec.bundle(true, in);
            case SampleCodec.NX_NOTE -> SampleCodec.note(in);
            case SampleCodec.NX_EXIT -> new Action.Exit();
            case SampleCodec.NX_FIN_TIMEOUT -> SampleCodec.finTimeout(in);
            case SampleCodec.NX_CONJUNCTION -> SampleCodec.conjunction(in);
            case SampleCodec.NX_SAMPLE -> SampleCodec.sample(false, in);
            case SampleCodec.NX_SAMPLE2, SampleCodec.NX_SAMPLE3 -> SampleCodec.sample(true, in);
            case ControllerCodec.NX_CONTROLLER -> ControllerCodec.controller(in);
            case ControllerCodec.NX_CONTROLLER2 -> ControllerCodec.controller2(in);
            case EncapCodec.NX_ENCAP -> EncapCodec.encap(in);
            case EncapCodec.NX_DECAP -> EncapCodec.decap(in);
            case NX_CLONE -> {
                in.skip(6);
                yield new Action.Clone(decode(in, depth + 1));
            }
            default -> null;
        };
    }
}
