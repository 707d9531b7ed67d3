package dev.heddle.verify.witness;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a match asks of a packet's bits. Pure, but for what it asks of the clauses. */
final class Matching {
    private Matching() {}

    /**
     * The packet must match.
     *
     * @param port the ingress port for which the lookup is, or null for the packet's own
     */
    static void require(Match match, Symbols packet, @Nullable Integer port, Clauses clauses) {
        each(match, packet, port, (bit, value) -> {
            clauses.require(bit, value);
            return true;
        });
    }

    /** The packet must not match, as far as the match is understood. */
    static void forbid(Match match, Symbols packet, @Nullable Integer port, Clauses clauses) {
        if (!match.raw().isEmpty()) {
            return;
        }
        Literals literals = new Literals();
        boolean may = each(match, packet, port, (bit, value) -> {
            if (!Variables.isConstant(bit)) {
                literals.add(Clauses.literal(bit, !value));
                return true;
            }
            return (bit == Variables.ONE) == value;
        });
        if (may) {
            clauses.oneOf(literals.toArray());
        }
    }

    private interface Asked {
        /** False to stop. */
        boolean bit(int bit, boolean value);
    }

    private static boolean each(Match match, Symbols packet, @Nullable Integer port, Asked to) {
        PortRef in = match.inPort();
        if (in instanceof PortRef.Numbered numbered) {
            int[] bits = port == null ? packet.get(Field.IN_PORT_OXM) : constant(port);
            Bits wanted = Bits.of(Integer.toUnsignedLong(numbered.value()));
            if (!each(bits, wanted, Field.IN_PORT_OXM.fullMask(), to)) {
                return false;
            }
        }
        for (Match.Term term : match.terms()) {
            if (!each(packet.get(term.field()), term.value(), term.mask(), to)) {
                return false;
            }
        }
        return true;
    }

    private static boolean each(int[] bits, Bits value, Bits mask, Asked to) {
        for (int i = 0; i < bits.length; i++) {
            if (Symbols.bit(mask, i) && !to.bit(bits[i], Symbols.bit(value, i))) {
                return false;
            }
        }
        return true;
    }

    static int[] constant(int number) {
        int[] out = new int[Integer.SIZE];
        for (int i = 0; i < out.length; i++) {
            out[i] = number >>> i & 1;
        }
        return out;
    }

    /** A growing list of numbers. */
    private static final class Literals {
        private int[] literals = new int[32];
        private int size;

        void add(int literal) {
            if (size == literals.length) {
                literals = Arrays.copyOf(literals, 2 * size);
            }
            literals[size++] = literal;
        }

        int[] toArray() {
            return Arrays.copyOf(literals, size);
        }
    }
}
