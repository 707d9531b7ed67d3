package dev.heddle.simulator.openflow;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Match;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.MultipartRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which flows a message is about.
 *
 * @param table or {@link FlowMod#ALL_TABLES}
 * @param outPort or {@link FlowMod#ANY}, as {@code outGroup}
 */
record Criteria(int table, Match match, long cookie, long cookieMask, int outPort, int outGroup) {
    static Criteria of(FlowMod mod) {
        Flow flow = mod.flow();
        boolean delete = mod.command() == FlowMod.Command.DELETE || mod.command() == FlowMod.Command.DELETE_STRICT;
        return new Criteria(
                flow.table(),
                flow.match(),
                flow.cookie(),
                mod.cookieMask(),
                delete ? mod.outPort() : FlowMod.ANY,
                delete ? mod.outGroup() : FlowMod.ANY);
    }

    static Criteria of(MultipartRequest.Flows wanted) {
        return new Criteria(
                wanted.table(),
                wanted.match(),
                wanted.cookie(),
                wanted.cookieMask(),
                wanted.outPort(),
                wanted.outGroup());
    }

    static Criteria of(MultipartRequest.FlowMonitor wanted) {
        return new Criteria(wanted.table(), wanted.match(), 0, 0, wanted.outPort(), wanted.outGroup());
    }

    /** All but the match. */
    boolean admits(FlowRecord flow) {
        return about(flow.flow().table())
                && ((flow.flow().cookie() ^ cookie) & cookieMask) == 0
                && (outPort == FlowMod.ANY || flow.outputsTo(outPort))
                && (outGroup == FlowMod.ANY || flow.groups().contains(outGroup));
    }

    boolean about(int number) {
        return table == FlowMod.ALL_TABLES || table == number;
    }

    /** All, and the flow matches nothing that this match does not. */
    boolean covers(FlowRecord flow) {
        return admits(flow) && covers(match, flow.flow().match());
    }

    /** Whether {@code narrow} says all that {@code wide} says. */
    static boolean covers(Match wide, Match narrow) {
        if (wide.inPort() != null && !wide.inPort().equals(narrow.inPort())) {
            return false;
        }
        List<Match.Term> terms = wide.terms();
        for (int i = 0; i < terms.size(); i++) {
            Match.Term term = terms.get(i);
            Match.@Nullable Term other = narrow.term(term.field());
            if (other == null
                    || !other.mask().and(term.mask()).equals(term.mask())
                    || !other.value().and(term.mask()).equals(term.value())) {
                return false;
            }
        }
        return narrow.raw().containsAll(wide.raw());
    }

    /** Whether a packet can match both. */
    static boolean overlap(Match one, Match other) {
        if (one.inPort() != null && other.inPort() != null && !one.inPort().equals(other.inPort())) {
            return false;
        }
        for (Match.Term term : one.terms()) {
            Match.@Nullable Term opposite = other.term(term.field());
            if (opposite != null
                    && !term.value()
                            .and(opposite.mask())
                            .equals(opposite.value().and(term.mask()))) {
                return false;
            }
        }
        return true;
    }
}
