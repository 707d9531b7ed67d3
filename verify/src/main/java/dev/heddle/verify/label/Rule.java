package dev.heddle.verify.label;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.verify.label.Layout.Piece;
import java.util.function.UnaryOperator;

/** A flow with its match taken apart into what is followed and the rest. Immutable. */
public final class Rule {
    private final Flow flow;
    private final Signature signature;
    private final long[] values;
    private final boolean headers;

    private Rule(Flow flow, Signature signature, long[] values, boolean headers) {
        this.flow = flow;
        this.signature = signature;
        this.values = values;
        this.headers = headers;
    }

    /** Throws IllegalArgumentException where the flow names a port instead of numbering it. */
    public static Rule of(Flow flow) {
        return of(flow, UnaryOperator.identity());
    }

    /** @param shared gives the one of equal signatures that all rules have */
    static Rule of(Flow flow, UnaryOperator<Signature> shared) {
        long[] value = new long[Layout.WORDS];
        long[] mask = new long[Layout.WORDS];
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
            Piece piece = Layout.piece(field, 0, field.bits());
            value[piece.word()] |= term.value().lo() << piece.shift();
            mask[piece.word()] |= term.mask().lo() << piece.shift();
        }
        Signature signature = shared.apply(Signature.of(mask));
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
        return flow.actions().stream().anyMatch(Action.Conjunction.class::isInstance);
    }
}
