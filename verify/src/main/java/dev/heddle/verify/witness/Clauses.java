package dev.heddle.verify.witness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What bits must be, as clauses of which each needs one literal to hold. A literal is twice its variable, plus 1 where the
 * variable must be 0. Mutable; {@link #mark} and {@link #undo} go back.
 */
final class Clauses {
    private static final byte FREE = 0;
    private static final byte TRUE = 1;
    private static final byte FALSE = 2;

    private final List<int[]> clauses = new ArrayList<>();
    private byte[] values = new byte[256];
    private int[] trail = new int[64];
    private int size;
    private boolean impossible;
    private int patience;

    /** Where to go back to. */
    record Mark(int clauses, int trail, boolean impossible) {}

    /** The outcome of {@link #solve}. */
    enum Outcome {
        /** Every completion of {@link #value} fulfils all clauses. */
        FOUND,
        NONE,
        /** It took too long. */
        UNKNOWN
    }

    Mark mark() {
        return new Mark(clauses.size(), size, impossible);
    }

    void undo(Mark mark) {
        while (clauses.size() > mark.clauses) {
            clauses.removeLast();
        }
        back(mark.trail);
        impossible = mark.impossible;
    }

    private void back(int to) {
        while (size > to) {
            values[trail[--size]] = FREE;
        }
    }

    /** Whether what was asked for already contradicts itself. */
    boolean impossible() {
        return impossible;
    }

    /** A bit must have this value. */
    void require(int bit, boolean value) {
        if (Variables.isConstant(bit)) {
            impossible |= (bit == Variables.ONE) != value;
        } else {
            int literal = literal(bit, value);
            if (state(literal) == FALSE) {
                impossible = true;
            } else if (state(literal) == FREE) {
                assign(literal);
            }
        }
    }

    /** One of these literals must hold. */
    void oneOf(int[] literals) {
        if (literals.length == 0) {
            impossible = true;
        } else if (literals.length == 1) {
            require(literals[0] >> 1, (literals[0] & 1) == 0);
        } else if (!isAlwaysFulfilled(literals)) {
            clauses.add(literals);
        }
    }

    /** A bit that was moved can be asked for twice, with both values. */
    private static boolean isAlwaysFulfilled(int[] literals) {
        int[] sorted = literals.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if ((sorted[i - 1] ^ 1) == sorted[i]) {
                return true;
            }
        }
        return false;
    }

    static int literal(int variable, boolean value) {
        return variable << 1 | (value ? 0 : 1);
    }

    private byte state(int literal) {
        int variable = literal >> 1;
        byte value = variable < values.length ? values[variable] : FREE;
        return value == FREE ? FREE : (value == TRUE) == ((literal & 1) == 0) ? TRUE : FALSE;
    }

    private void assign(int literal) {
        int variable = literal >> 1;
        if (variable >= values.length) {
            values = Arrays.copyOf(values, 2 * variable);
        }
        if (size == trail.length) {
            trail = Arrays.copyOf(trail, 2 * size);
        }
        values[variable] = (literal & 1) == 0 ? TRUE : FALSE;
        trail[size++] = variable;
    }

    /** Whether the bit is 1 in what {@link #solve} found; bits that it left open count as 0. */
    boolean value(int bit) {
        return Variables.isConstant(bit) ? bit == Variables.ONE : state(literal(bit, true)) == TRUE;
    }

    /** Whether {@link #solve} left the bit open. */
    boolean isOpen(int bit) {
        return !Variables.isConstant(bit) && state(literal(bit, true)) == FREE;
    }

    /** False where the clauses contradict each other at first sight; what follows from them is then known. */
    boolean propagate() {
        boolean changed = !impossible;
        while (changed) {
            changed = false;
            for (int[] clause : clauses) {
                int open = open(clause);
                if (open == CONFLICT) {
                    impossible = true;
                    return false;
                }
                if (open >= 0) {
                    assign(open);
                    changed = true;
                }
            }
        }
        return !impossible;
    }

    private static final int CONFLICT = -1;
    private static final int NOTHING_FOLLOWS = -2;

    /** The one literal that must hold, or {@link #CONFLICT}, or {@link #NOTHING_FOLLOWS}. */
    private int open(int[] clause) {
        int open = CONFLICT;
        for (int literal : clause) {
            byte state = state(literal);
            if (state == TRUE) {
                return NOTHING_FOLLOWS;
            }
            if (state == FREE) {
                if (open != CONFLICT) {
                    return NOTHING_FOLLOWS;
                }
                open = literal;
            }
        }
        return open;
    }

    /** @param decisions how many guesses at most */
    Outcome solve(int decisions) {
        patience = decisions;
        return search();
    }

    private Outcome search() {
        if (!propagate()) {
            return Outcome.NONE;
        }
        int[] clause = unfulfilled();
        if (clause == null) {
            return Outcome.FOUND;
        }
        int before = size;
        for (int literal : clause) {
            if (state(literal) != FREE) {
                continue;
            }
            if (patience-- <= 0) {
                return Outcome.UNKNOWN;
            }
            int mark = size;
            assign(literal);
            Outcome outcome = search();
            if (outcome != Outcome.NONE) {
                return outcome;
            }
            back(mark);
            impossible = false;
            assign(literal ^ 1);
        }
        back(before);
        return Outcome.NONE;
    }

    private int @org.jspecify.annotations.Nullable [] unfulfilled() {
        for (int[] clause : clauses) {
            boolean fulfilled = false;
            for (int literal : clause) {
                fulfilled |= state(literal) == TRUE;
            }
            if (!fulfilled) {
                return clause;
            }
        }
        return null;
    }
}
