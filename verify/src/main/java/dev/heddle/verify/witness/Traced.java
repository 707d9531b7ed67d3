package dev.heddle.verify.witness;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Subfield;
import dev.heddle.verify.label.Known;
import dev.heddle.verify.label.Store;

/** A packet as the label graph knows it, which tells the node that it comes to, and bit for bit beside it. */
record Traced(Known known, Symbols symbols) implements Store<Traced> {
    @Override
    public Traced copy() {
        return new Traced(known.copy(), symbols.copy());
    }

    @Override
    public void set(Field field, Bits value, Bits mask) {
        known.set(field, value, mask);
        symbols.set(field, value, mask);
    }

    @Override
    public void move(Subfield from, Subfield to) {
        known.move(from, to);
        symbols.move(from, to);
    }

    @Override
    public void forget(Subfield bits) {
        known.forget(bits);
        symbols.forget(bits);
    }

    @Override
    public void forgetAll() {
        known.forgetAll();
        symbols.forgetAll();
    }

    @Override
    public void forgetWritten(long[] masks) {
        known.forgetWritten(masks);
        symbols.forgetWritten(masks);
    }

    @Override
    public void tracked(Action.Ct ct) {
        known.tracked(ct);
        symbols.tracked(ct);
    }

    @Override
    public void untracked() {
        known.untracked();
        symbols.untracked();
    }

    @Override
    public void translated(Action.Ct ct) {
        known.translated(ct);
        symbols.translated(ct);
    }

    @Override
    public void unchecked() {
        known.unchecked();
        symbols.unchecked();
    }

    @Override
    public void rewritten(Action action) {
        known.rewritten(action);
        symbols.rewritten(action);
    }
}
