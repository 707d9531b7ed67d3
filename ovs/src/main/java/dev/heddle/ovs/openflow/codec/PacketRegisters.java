package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;

/**
 * OpenFlow 1.5's 64-bit packet registers, as which Open vSwitch answers matches on its 32-bit registers: packet register n
 * is reg(2n) above reg(2n+1); xxreg1 is packet registers 2 and 3.
 */
final class PacketRegisters {
    /** Packet registers below this one have fields of ours. */
    static final int NAMED = 4;

    /** Takes a field that is matched, or one whose mask is zero. */
    @FunctionalInterface
    interface Sink {
        void put(Field field, Bits value, Bits mask);
    }

    private final long[] values = new long[NAMED];
    private final long[] masks = new long[NAMED];

    void set(int register, long value, long mask) {
        values[register] = value;
        masks[register] = mask;
    }

    void forEach(Sink sink) {
        high(Field.REG0, 0, sink);
        low(Field.REG1, 0, sink);
        high(Field.REG2, 1, sink);
        low(Field.REG3, 1, sink);
        sink.put(Field.XXREG1, new Bits(values[2], values[3]), new Bits(masks[2], masks[3]));
    }

    private void high(Field field, int register, Sink sink) {
        sink.put(field, Bits.of(values[register] >>> 32), Bits.of(masks[register] >>> 32));
    }

    private void low(Field field, int register, Sink sink) {
        sink.put(field, Bits.of(values[register] & 0xffffffffL), Bits.of(masks[register] & 0xffffffffL));
    }
}
