package dev.heddle.simulator.openflow;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Layers;
import dev.heddle.flow.Match;
import dev.heddle.flow.Meter;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.openflow.FlowMod;
import java.util.List;

/**
 * What Open vSwitch finds wrong with a change of a flow in itself, when it reads it: what a controller that builds flows by
 * their contracts could get wrong. It does not know each of OVS's rules about actions; what it does not know passes.
 */
final class FlowCheck {
    /** The table that Open vSwitch keeps for itself. */
    static final int INTERNAL_TABLE = 254;

    private static final int FLAGS = 0x1f;

    private FlowCheck() {}

    /** @throws Refused with the error that Open vSwitch gives */
    static void check(FlowMod mod) {
        boolean delete = mod.command() == FlowMod.Command.DELETE || mod.command() == FlowMod.Command.DELETE_STRICT;
        Flow flow = mod.flow();
        match(flow.match());
        if (flow.table() == FlowMod.ALL_TABLES && !delete) {
            throw Refusal.OFPFMFC_BAD_TABLE_ID.refused();
        }
        if (!PortNumbers.names(mod.outPort())) {
            throw Refusal.OFPBAC_BAD_OUT_PORT.refused();
        }
        FlowRecord.each(flow, FlowCheck::readable);
        if ((mod.flags() & ~FLAGS) != 0) {
            throw Refusal.OFPFMFC_BAD_FLAGS.refused();
        }
        instructions(FlowRecord.canonical(flow));
        if (flow.table() == INTERNAL_TABLE && !delete) {
            throw Refusal.OFPBRC_EPERM.refused();
        }
    }

    static void match(Match match) {
        PortRef port = match.inPort();
        if (port != null && !PortNumbers.names(PortNumbers.number(port))) {
            throw Refusal.OFPBMC_BAD_VALUE.refused();
        }
        Layers layers = Layers.ANY;
        for (Match.Term term : match.terms()) {
            require(term.field(), layers, Refusal.OFPBMC_BAD_PREREQ);
            layers = layers.with(term);
        }
    }

    /** What is found when an action is read, before it is looked at beside others. */
    static void readable(Action action) {
        if (action instanceof Action.Output output && !PortNumbers.outputs(output.port())) {
            throw Refusal.OFPBAC_BAD_OUT_PORT.refused();
        }
    }

    private static void instructions(Flow flow) {
        Layers layers = Layers.of(flow.match());
        boolean fits = true;
        for (Instruction instruction : flow.instructions()) {
            fits &= actions(instruction.actions(), layers) || instruction instanceof Instruction.WriteActions;
            if (instruction instanceof Instruction.Goto(int table)
                    && (table <= flow.table() || table > INTERNAL_TABLE)) {
                throw Refusal.OFPBIC_BAD_TABLE_ID.refused();
            }
        }
        if (!fits) {
            throw Refusal.OFPBAC_MATCH_INCONSISTENT.refused();
        }
    }

    /**
     * Returns whether the actions fit packets of these layers as OpenFlow since 1.1 has it: some that do not are refused only
     * behind all other errors, and none of these in a set of actions.
     */
    private static boolean actions(List<Action> actions, Layers before) {
        Layers layers = before;
        boolean fits = true;
        for (Action action : actions) {
            fits &= action(action, layers);
            layers = after(action, layers);
        }
        return fits;
    }

    private static boolean action(Action action, Layers layers) {
        switch (action) {
            case Action.Meter(int id) -> {
                if (id == 0 || Integer.compareUnsigned(id, Meter.MAX) > 0) {
                    throw Refusal.OFPMMFC_INVALID_METER.refused();
                }
            }
            case Action.SetField set -> {
                require(set.field(), layers, Refusal.OFPBAC_MATCH_INCONSISTENT);
                if (set.field() == Field.VLAN_VID && !layers.vlan()) {
                    throw Refusal.OFPBAC_MATCH_INCONSISTENT.refused();
                }
            }
            case Action.Move move -> {
                require(move.from().field(), layers, Refusal.OFPBAC_MATCH_INCONSISTENT);
                require(move.to().field(), layers, Refusal.OFPBAC_MATCH_INCONSISTENT);
            }
            case Action.Ct ct -> {
                requireIp(layers);
                return actions(ct.actions(), layers);
            }
            case Action.Nat _ -> requireIp(layers);
            case Action.Clone clone -> {
                return actions(clone.actions(), layers);
            }
            case Action.SetTtl _, Action.DecTtl _ -> {
                return layers.isIp();
            }
            default -> {}
        }
        return true;
    }

    private static void requireIp(Layers layers) {
        if (!layers.isIp()) {
            throw Refusal.OFPBAC_MATCH_INCONSISTENT.refused();
        }
    }

    private static Layers after(Action action, Layers layers) {
        return switch (action) {
            case Action.PushVlan _ -> layers.withVlan(true);
            case Action.PopVlan _ -> layers.withVlan(false);
            case Action.PushMpls(int type) -> layers.withEtherType(type).withProtocol(0);
            case Action.PopMpls(int type) -> layers.withEtherType(type);
            default -> layers;
        };
    }

    private static void require(Field field, Layers layers, Refusal otherwise) {
        if (layers.missing(field) != null) {
            throw otherwise.refused();
        }
    }
}
