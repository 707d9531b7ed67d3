package dev.heddle.ovs.openflow;

import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Match;
import java.util.List;

/**
 * OFPT_FLOW_MOD. Ports in the flow are numbered.
 *
 * @param flow for the delete commands its instructions do not matter and its cookie restricts what is deleted
 * @param cookieMask for modify and delete: only flows whose cookie equals the flow's under this mask
 * @param idleTimeout seconds, 0 is never; as {@code hardTimeout}
 * @param outPort for delete: only flows that output there; {@link #ANY} for all; as {@code outGroup}
 * @param flags OFPFF_* bits
 * @param importance eviction precedence
 */
public record FlowMod(
        Command command,
        Flow flow,
        long cookieMask,
        int idleTimeout,
        int hardTimeout,
        int outPort,
        int outGroup,
        int flags,
        int importance)
        implements OfMessage {
    /** OFPP_ANY and OFPG_ANY. */
    public static final int ANY = FlowSpec.ANY;

    /** OFPTT_ALL, for delete. */
    public static final int ALL_TABLES = 0xff;

    /** OFPFC_*; the ordinal is the value on the wire. */
    public enum Command {
        ADD,
        MODIFY,
        MODIFY_STRICT,
        DELETE,
        DELETE_STRICT
    }

    public static FlowMod of(Command command, FlowSpec spec) {
        return new FlowMod(
                command,
                spec.flow(),
                spec.cookieMask(),
                spec.idleTimeout(),
                spec.hardTimeout(),
                spec.outPort(),
                spec.outGroup(),
                spec.flags(),
                spec.importance());
    }

    /** The flow with all that the message says beside it. */
    public FlowSpec spec() {
        return new FlowSpec(flow, cookieMask, idleTimeout, hardTimeout, importance, flags, outPort, outGroup);
    }

    /** Adds the flow, or replaces the one with its key. */
    public static FlowMod add(Flow flow) {
        return new FlowMod(Command.ADD, flow, 0, 0, 0, ANY, ANY, 0, 0);
    }

    /** Deletes the flow with this key if it carries this very cookie. */
    public static FlowMod deleteStrict(Flow flow) {
        return new FlowMod(Command.DELETE_STRICT, flow, -1, 0, 0, ANY, ANY, 0, 0);
    }

    /** Deletes all flows whose cookie equals {@code cookie} under {@code cookieMask}, in one table or all. */
    public static FlowMod delete(int table, long cookie, long cookieMask) {
        Flow all = new Flow(table, 0, Match.ANY, cookie, List.of());
        return new FlowMod(Command.DELETE, all, cookieMask, 0, 0, ANY, ANY, 0, 0);
    }
}
