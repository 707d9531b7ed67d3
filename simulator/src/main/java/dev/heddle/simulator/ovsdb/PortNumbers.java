package dev.heddle.simulator.ovsdb;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Gives OpenFlow port numbers as ovs-vswitchd does: a number that was freed is not given again for an hour, unless asked for. */
final class PortNumbers {
    /** The first that is not given by itself. */
    private static final int AUTOMATIC = 32768;

    private static final int RESERVED = 0xff00;
    private static final long REST = TimeUnit.HOURS.toNanos(1);

    private final Set<Integer> used = new HashSet<>();
    private final Map<Integer, Long> freedAt = new HashMap<>();
    private int last;

    static boolean isValid(long number) {
        return number >= 1 && number < RESERVED;
    }

    /**
     * Gives a number.
     *
     * @param wanted what is given if it is free; 0 for any
     */
    int take(int wanted, long now) {
        int out = wanted > 0 && !used.contains(wanted) ? wanted : next(now);
        used.add(out);
        freedAt.remove(out);
        return out;
    }

    void free(int number, long now) {
        used.remove(number);
        freedAt.put(number, now);
    }

    /** The next that rests long enough, or, if there is none, the one that rests longest. */
    private int next(long now) {
        int longest = 0;
        long since = Long.MAX_VALUE;
        for (int i = 1; i < AUTOMATIC; i++) {
            last = last + 1 < AUTOMATIC ? last + 1 : 1;
            Long freed = freedAt.get(last);
            if (freed == null ? !used.contains(last) : now - freed > REST) {
                return last;
            }
            if (freed != null && freed < since) {
                longest = last;
                since = freed;
            }
        }
        if (longest == 0) {
            throw new IllegalStateException("a bridge has all the ports that it may have");
        }
        return longest;
    }
}
