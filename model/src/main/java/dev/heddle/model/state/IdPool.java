package dev.heddle.model.state;

import java.time.Instant;
import java.util.OptionalInt;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * The numbers of one kind. A number is free, held (below {@code next} and in neither collection), or released: not used
 * any more, but perhaps still in some switch. Immutable.
 *
 * @param next the lowest number that was never held
 * @param released numbers that wait for being freed
 * @param free numbers below {@code next} that may be taken again
 */
public record IdPool(int next, PSortedMap<Integer, Released> released, PSortedSet<Integer> free) {
    public static final IdPool EMPTY = new IdPool(1, TreePMap.empty(), TreePSet.empty());

    /**
     * When a number went out of use.
     *
     * @param revision the first without it
     * @param nextObjectId a host with this or a higher object id was declared later and never held it
     */
    public record Released(long revision, Instant at, long nextObjectId) {}

    /** The number to take next: the lowest free; empty when all up to {@code max} are in use. */
    public OptionalInt lowest(int max) {
        int lowest = free.isEmpty() ? next : free.first();
        return lowest > max || lowest < 1 ? OptionalInt.empty() : OptionalInt.of(lowest);
    }

    /** With the number held; it may be held already. */
    public IdPool take(int number) {
        if (number == next) {
            return new IdPool(next + 1, released, free);
        }
        if (number > next || released.containsKey(number)) {
            throw new IllegalStateException("number " + number + " is not free");
        }
        return free.contains(number) ? new IdPool(next, released, free.minus(number)) : this;
    }

    IdPool release(int number, Released when) {
        if (number >= next || free.contains(number) || released.containsKey(number)) {
            throw new IllegalStateException("number " + number + " is not held");
        }
        return new IdPool(next, released.plus(number, when), free);
    }

    IdPool free(int number) {
        if (!released.containsKey(number)) {
            throw new IllegalStateException("number " + number + " is not released");
        }
        return new IdPool(next, released.minus(number), free.plus(number));
    }
}
