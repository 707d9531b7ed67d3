package dev.heddle.placement.gang;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Workers that are placed all at once or not at all.
 *
 * @param name for messages
 * @param workers at least one; their order is that of the ranks as long as nothing else is gained
 * @param oneAHost no two workers on one host
 * @param pattern who talks to whom
 */
public record Gang(String name, List<Workers> workers, boolean oneAHost, Wish wish, Pattern pattern) {
    /** Which workers talk to each other; decides which ranks sit close. */
    public enum Pattern {
        /** Each rank to the next, the last to the first. */
        RING,
        /** Each rank to the next. */
        PIPELINE,
        ALL_TO_ALL
    }

    /**
     * Where a gang would like to be. Levels by name, as {@code rack}.
     *
     * @param pack all workers in one domain of a level
     * @param spread workers evenly over the domains of a level; of those inside the packed domain, if that is required
     * @param apart no two workers in one domain of the level: they must not fail together
     * @param avoid hosts whose domains of {@code apart}'s level (the hosts themselves without one) must not be used
     */
    public record Wish(Optional<Pack> pack, Optional<Spread> spread, Optional<String> apart, Set<Integer> avoid) {
        public static final Wish NONE = new Wish(Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

        public Wish {
            avoid = Set.copyOf(avoid);
        }
    }

    /** @param required rather not placed than in several domains */
    public record Pack(String level, boolean required) {}

    /**
     * @param maxSkew by how many workers two domains may differ, at least 1. Those count in which a host that is open and not
     *     avoided would take one of the gang's workers if nothing of it were taken: a full domain counts, with 0
     */
    public record Spread(String level, int maxSkew) {
        public Spread {
            if (maxSkew < 1) {
                throw new IllegalArgumentException("a skew of at most " + maxSkew);
            }
        }
    }

    public Gang {
        workers = List.copyOf(workers);
        if (workers.isEmpty()) {
            throw new IllegalArgumentException("no workers");
        }
    }

    /** {@code workers} that need GPUs only, one a host. */
    public static Gang ofGpus(String name, List<Workers> workers) {
        return new Gang(name, workers, true, Wish.NONE, Pattern.RING);
    }

    /** How many workers in all. */
    public int size() {
        return workers.stream().mapToInt(Workers::count).sum();
    }

    /** What each worker needs at least. */
    Need least() {
        return workers.stream().map(Workers::need).reduce(Need::min).orElseThrow();
    }

    /** The most of each that any worker needs. */
    public Need most() {
        return workers.stream().map(Workers::need).reduce(Need::max).orElseThrow();
    }
}
