package dev.heddle.verify.label;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;

/** A flow with its match taken apart into what is followed and the rest. Immutable. */
public final class Rule {
    private final Flow flow;
    private final Flow.Key key;
    private final Signature signature;
    private final long[] values;
    private final boolean headers;

    private Rule(Flow flow, Signature signature, long[] values, boolean headers) {
        this.flow = flow;
        this.key = flow.key();
        this.signature = signature;
        this.values = values;
        this.headers = headers;
    }

    /**
     * Throws IllegalArgumentException where the flow names a port instead of numbering it.
     *
     * @param shared gives the one of equal signatures that all rules have
     */
    static Rule of(Flow flow, Signatures shared) {
        long[] value = shared.value();
        long[] mask = shared.mask();
        Match match = flow.match();
        boolean headers = !match.raw().isEmpty();
        PortRef in = match.inPort();
        if (in != null) {
            value[Layout.INGRESS] = Integer.toUnsignedLong(number(in));
            mask[Layout.INGRESS] = Layout.ones(Integer.SIZE);
        }
        for (Match.Term term : match.terms()) {
            Field field = term.field();
            if (!Layout.holds(field) || field.bits() > Long.SIZE) {
                headers = true;
                continue;
            }
            int bit = Layout.bit(field, 0);
            value[Layout.word(bit)] |= term.value().lo() << Layout.shift(bit);
            mask[Layout.word(bit)] |= term.mask().lo() << Layout.shift(bit);
        }
        Signature signature = shared.signature();
        return new Rule(flow, signature, signature.values(value), headers);
    }

    static int number(PortRef port) {
        if (port instanceof PortRef.Numbered numbered) {
            return numbered.value();
        }
        throw new IllegalArgumentException(port + " has no number: resolve it first");
    }

    public Flow flow() {
        return flow;
    }

    Flow.Key key() {
        return key;
    }

    public int priority() {
        return flow.priority();
    }

    Signature signature() {
        return signature;
    }

    /** The values under {@link #signature}. */
    long[] values() {
        return values;
    }

    /** Whether it matches every packet of which this is known. Only if {@link #possible}. */
    boolean certain(Known packet) {
        return !headers && signature.known(packet);
    }

    /** Whether it may match a packet of which this is known. */
    boolean possible(Known packet) {
        return signature.possible(values, packet);
    }

    /** Whether it is part of a conjunctive match, and alone matches nothing. */
    static boolean isClause(Flow flow) {
        for (Action action : flow.actions()) {
            if (action instanceof Action.Conjunction) {
                return true;
            }
        }
        return false;
    }
}
