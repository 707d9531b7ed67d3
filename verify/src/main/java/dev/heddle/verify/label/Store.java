package dev.heddle.verify.label;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Subfield;

/**
 * What is known of a packet on its way, as actions change it. Mutable; whoever holds it owns it.
 *
 * @param <S> the kind of store itself
 */
public interface Store<S extends Store<S>> {
    S copy();

    /** Writes a value under a mask. */
    void set(Field field, Bits value, Bits mask);

    void move(Subfield from, Subfield to);

    /** From here on the bits can be anything. */
    void forget(Subfield bits);

    /** From here on the whole packet can be anything, its label apart. */
    void forgetAll();

    /** After a lookup whose flows may have written these bits of {@link Layout}. */
    void forgetWritten(long[] masks);

    /** The packet comes back from the connection tracker, from a zone that {@code zone} names. */
    void tracked(Action.Ct ct);

    /** The packet is as one that no connection tracker has seen. */
    void untracked();

    /** The connection tracker may have translated what goes on here. */
    void translated(Action.Ct ct);

    /** From here on fields may be written that the packet does not have: the switch does not check it in groups. */
    void unchecked();

    /** An action other than those above changes headers. */
    void rewritten(Action action);
}
