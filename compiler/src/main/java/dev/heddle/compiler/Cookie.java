package dev.heddle.compiler;

import java.util.Arrays;
import java.util.Optional;

/**
 * The owner mark of a flow: bits 63 to 48 say that it is ours, 47 to 40 what kind of object it is for, 39 to 0 which.
 * No term and no revision: a change of leader or of anything else rewrites nothing.
 */
public final class Cookie {
    /** The mark of every flow of ours. */
    public static final long MARK = 0x4844L << 48;

    /** The bits of {@link #MARK}. */
    public static final long MARK_MASK = 0xffffL << 48;

    private static final long ID_MASK = (1L << 40) - 1;
    private static final int OWNER_SHIFT = 40;
    private static final int OWNER_BITS = 0xff;

    private Cookie() {}

    /** The kind of object that a flow is for. */
    public enum Owner {
        PIPELINE(0),
        HOST(1),
        SLICE(2),
        PORT(3);

        private final long code;

        Owner(long code) {
            this.code = code;
        }
    }

    /** @param id the object's id, 0 for {@link Owner#PIPELINE} */
    public static long of(Owner owner, long id) {
        if ((id & ~ID_MASK) != 0) {
            throw new IllegalArgumentException("object id " + id + " is wider than 40 bits");
        }
        return MARK | owner.code << OWNER_SHIFT | id;
    }

    public static boolean ours(long cookie) {
        return (cookie & MARK_MASK) == MARK;
    }

    /** The kind of object that a flow with our mark is for; empty for any other flow. */
    public static Optional<Owner> owner(long cookie) {
        if (!ours(cookie)) {
            return Optional.empty();
        }
        long code = cookie >>> OWNER_SHIFT & OWNER_BITS;
        return Arrays.stream(Owner.values()).filter(o -> o.code == code).findFirst();
    }

    /** The object's id; 0 where the flow belongs to the pipeline itself. */
    public static long id(long cookie) {
        return cookie & ID_MASK;
    }
}
