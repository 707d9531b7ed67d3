package dev.heddle.flow.interpret;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flow made ready for lookups.
 *
 * @param mask which bits of a packet it looks at
 * @param key what they must be
 * @param options terms on {@code tun_metadata}, which {@code mask} leaves out
 * @param clauses of conjunctive matches; with one the flow is no match of its own
 */
record Rule(Flow flow, Mask mask, Mask.Key key, List<Match.Term> options, List<Action.Conjunction> clauses) {
    /**
     * Throws IllegalArgumentException where the flow names a port instead of numbering it.
     *
     * @param known masks of other flows, to which one more may be added
     */
    static Rule of(Flow flow, Map<Mask, Mask> known) {
        long[] masks = new long[Places.WORDS];
        long[] values = new long[Places.WORDS];
        List<Match.Term> options = new ArrayList<>();
        Match match = flow.match();
        @Nullable PortRef port = match.inPort();
        if (port != null) {
            int word = Places.word(Field.IN_PORT_OXM);
            masks[word] = 0xffffffffL;
            values[word] = Integer.toUnsignedLong(Packet.value(port));
        }
        for (Match.Term term : match.terms()) {
            if (term.field().isTunnelMetadata()) {
                options.add(term);
                continue;
            }
            int word = Places.word(term.field());
            if (Places.isWide(term.field())) {
                masks[word] |= term.mask().hi();
                values[word++] |= term.value().hi();
            }
            masks[word] |= term.mask().lo() << Places.shift(term.field());
            values[word] |= term.value().lo() << Places.shift(term.field());
        }
        Mask mask = known.computeIfAbsent(Mask.of(masks), m -> m);
        return new Rule(flow, mask, mask.key(values), List.copyOf(options), clauses(flow));
    }

    private static List<Action.Conjunction> clauses(Flow flow) {
        List<Action.Conjunction> out = new ArrayList<>();
        for (Instruction instruction : flow.instructions()) {
            for (Action action : instruction.actions()) {
                if (action instanceof Action.Conjunction clause) {
                    out.add(clause);
                }
            }
        }
        return List.copyOf(out);
    }

    int priority() {
        return flow.priority();
    }

    /** Whether the flow has the same key. */
    boolean isFor(Flow other) {
        return flow.priority() == other.priority() && flow.match().equals(other.match());
    }

    boolean isClause() {
        return !clauses.isEmpty();
    }

    /** Whether the match has a term that this library does not name, so that nobody knows what it matches. */
    boolean isOpaque() {
        return !flow.match().raw().isEmpty();
    }

    /** Whether the terms that the mask leaves out match. */
    boolean optionsMatch(Packet packet) {
        for (Match.Term term : options) {
            Bits value = packet.get(term.field());
            if (!packet.hasOption(term.field()) || !value.and(term.mask()).equals(term.value())) {
                return false;
            }
        }
        return true;
    }

    /** Whether the flow may match, whatever the unknown bits of the packet are. */
    boolean mayMatch(Packet packet) {
        return mask.mayMatch(packet, key) && optionsMatch(packet);
    }
}
