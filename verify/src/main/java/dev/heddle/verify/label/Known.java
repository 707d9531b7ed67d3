package dev.heddle.verify.label;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Subfield;
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
        write(Layout.bit(field, 0), Math.min(field.bits(), Long.SIZE), bits.lo(), mask.lo());
        if (field.bits() > Long.SIZE) {
            write(Layout.bit(field, Long.SIZE), Long.SIZE, bits.hi(), mask.hi());
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

    private void write(int to, int width, long bits, long mask) {
        int word = Layout.word(to);
        int shift = Layout.shift(to);
        long under = (mask & Layout.ones(width)) << shift;
        value[word] = (value[word] & ~under) | (bits << shift & under);
        known[word] |= under;
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
            int source = Layout.bit(from.field(), from.start() + done);
            int target = Layout.bit(to.field(), to.start() + done);
            int width = Layout.width(target, Layout.width(source, to.width() - done));
            long mask = Layout.mask(target, width);
            long bits = oldValue[Layout.word(source)] >>> Layout.shift(source) << Layout.shift(target) & mask;
            long certain = oldKnown[Layout.word(source)] >>> Layout.shift(source) << Layout.shift(target) & mask;
            int word = Layout.word(target);
            value[word] = (value[word] & ~mask) | bits;
            known[word] = (known[word] & ~mask) | certain;
            done += width;
        }
    }

    @Override
    public void forget(Subfield bits) {
        if (!Layout.holds(bits.field())) {
            return;
        }
        int done = 0;
        while (done < bits.width()) {
            int from = Layout.bit(bits.field(), bits.start() + done);
            int width = Layout.width(from, bits.width() - done);
            long mask = Layout.mask(from, width);
            value[Layout.word(from)] &= ~mask;
            known[Layout.word(from)] &= ~mask;
            done += width;
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
        int from = Layout.bit(bits.field(), bits.start());
        return value[Layout.word(from)] >>> Layout.shift(from) & Layout.ones(Layout.width(from, bits.width()));
    }

    boolean isKnown(Subfield bits) {
        if (!Layout.holds(bits.field())) {
            return false;
        }
        int from = Layout.bit(bits.field(), bits.start());
        return Layout.width(from, bits.width()) == bits.width()
                && (Layout.mask(from, bits.width()) & ~known[Layout.word(from)]) == 0;
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
