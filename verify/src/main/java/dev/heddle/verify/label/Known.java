package dev.heddle.verify.label;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Subfield;
import dev.heddle.verify.label.Layout.Piece;
import java.util.Arrays;

/** The known bits of the fields of {@link Layout}: {@code value} holds where {@code known} is set, and is 0 elsewhere. */
public final class Known implements Store<Known> {
    private static final long RESERVED_16 = 0xff00;
    private static final long RESERVED_32 = 0xffff0000L;

    final long[] value;
    final long[] known;

    private Known(long[] value, long[] known) {
        this.value = value;
        this.known = known;
    }

    static Known nothing() {
        return new Known(new long[Layout.WORDS], new long[Layout.WORDS]);
    }

    /** A packet that has just entered by a port, and not through a tunnel: all is zero but the port. */
    static Known entering(int port) {
        Known out = nothing();
        Arrays.fill(out.known, -1L);
        out.value[Layout.INGRESS] = Integer.toUnsignedLong(port);
        return out;
    }

    /** A packet that has just come out of a tunnel of this port. */
    static Known entering(int port, int vni) {
        Known out = entering(port);
        out.value[Layout.TUNNEL] = Integer.toUnsignedLong(vni);
        return out;
    }

    /** As {@link #entering(int)}, from a port that may be a tunnel's. */
    static Known enteringFromAnywhere(int port) {
        Known out = entering(port);
        out.known[Layout.TUNNEL] = 0;
        return out;
    }

    /** As {@link #entering(int, int)} where the VNI can be any. */
    static Known enteringWithAnyVni(int port) {
        Known out = entering(port);
        out.known[Layout.TUNNEL] = ~Layout.ones(24);
        return out;
    }

    @Override
    public Known copy() {
        return new Known(value.clone(), known.clone());
    }

    @Override
    public void set(Field field, Bits bits, Bits mask) {
        if (!Layout.holds(field)) {
            return;
        }
        if (field == Field.IN_PORT) {
            setIngress(bits, mask);
            return;
        }
        write(Layout.piece(field, 0, Math.min(field.bits(), Long.SIZE)), bits.lo(), mask.lo());
        if (field.bits() > Long.SIZE) {
            write(Layout.piece(field, Long.SIZE, Long.SIZE), bits.hi(), mask.hi());
        }
    }

    /** The old field has 16 bits, of which reserved ports use the upper end. */
    private void setIngress(Bits bits, Bits mask) {
        if (mask.equals(Field.IN_PORT.fullMask())) {
            value[Layout.INGRESS] = port(bits.lo());
            known[Layout.INGRESS] = -1L;
        } else {
            value[Layout.INGRESS] = 0;
            known[Layout.INGRESS] = 0;
        }
    }

    /** The port that a number of at most 16 bits stands for. */
    static long port(long number) {
        return number >= RESERVED_16 && number <= 0xffff ? RESERVED_32 | number : number;
    }

    private void write(Piece piece, long bits, long mask) {
        long under = (mask & Layout.ones(piece.width())) << piece.shift();
        value[piece.word()] = (value[piece.word()] & ~under) | (bits << piece.shift() & under);
        known[piece.word()] |= under;
    }

    /** For a lookup as if it had come in by this port. */
    void pretend(int port) {
        value[Layout.INGRESS] = Integer.toUnsignedLong(port);
        known[Layout.INGRESS] = -1L;
    }

    @Override
    public void move(Subfield from, Subfield to) {
        if (!Layout.holds(to.field())) {
            return;
        }
        if (!Layout.holds(from.field())) {
            forget(to);
            return;
        }
        long[] oldValue = value.clone();
        long[] oldKnown = known.clone();
        int done = 0;
        while (done < to.width()) {
            Piece source = Layout.piece(from.field(), from.start() + done, to.width() - done);
            Piece target = Layout.piece(to.field(), to.start() + done, source.width());
            long ones = Layout.ones(target.width());
            long bits = oldValue[source.word()] >>> source.shift() & ones;
            long certain = oldKnown[source.word()] >>> source.shift() & ones;
            value[target.word()] = (value[target.word()] & ~target.mask()) | bits << target.shift();
            known[target.word()] = (known[target.word()] & ~target.mask()) | certain << target.shift();
            done += target.width();
        }
    }

    @Override
    public void forget(Subfield bits) {
        if (!Layout.holds(bits.field())) {
            return;
        }
        int done = 0;
        while (done < bits.width()) {
            Piece piece = Layout.piece(bits.field(), bits.start() + done, bits.width() - done);
            value[piece.word()] &= ~piece.mask();
            known[piece.word()] &= ~piece.mask();
            done += piece.width();
        }
    }

    @Override
    public void forgetAll() {
        Arrays.fill(value, 0);
        Arrays.fill(known, 0);
    }

    @Override
    public void forgetWritten(long[] masks) {
        for (int w = 0; w < Layout.WORDS; w++) {
            value[w] &= ~masks[w];
            known[w] &= ~masks[w];
        }
    }

    @Override
    public void tracked(Action.Ct ct) {
        forget(new Subfield(Field.CT_STATE, 0, Field.CT_STATE.bits()));
        if (ct.zoneField() == null) {
            set(Field.CT_ZONE, Bits.of(ct.zone()), Field.CT_ZONE.fullMask());
        } else {
            move(ct.zoneField(), Subfield.of(Field.CT_ZONE));
        }
    }

    @Override
    public void untracked() {
        set(Field.CT_STATE, Bits.ZERO, Field.CT_STATE.wireMask());
        set(Field.CT_ZONE, Bits.ZERO, Field.CT_ZONE.wireMask());
    }

    @Override
    public void translated(Action.Ct ct) {
        // nothing is known of headers
    }

    @Override
    public void unchecked() {
        // what is followed every packet has
    }

    @Override
    public void rewritten(Action action) {
        // nothing is known of headers
    }

    /** The value of bits that are all known and at most 64, else -1 with {@link #isKnown} false. */
    long get(Subfield bits) {
        Piece piece = Layout.piece(bits.field(), bits.start(), bits.width());
        return value[piece.word()] >>> piece.shift() & Layout.ones(piece.width());
    }

    boolean isKnown(Subfield bits) {
        if (!Layout.holds(bits.field())) {
            return false;
        }
        Piece piece = Layout.piece(bits.field(), bits.start(), bits.width());
        return piece.width() == bits.width() && (known[piece.word()] & piece.mask()) == piece.mask();
    }

    /** Whether a bit of a followed field of at most 64 bits is known. */
    public boolean isKnown(Field field, int index) {
        return Layout.isIn(known, field, index);
    }

    /** A bit that is known. */
    public boolean bit(Field field, int index) {
        return Layout.isIn(value, field, index);
    }
}
