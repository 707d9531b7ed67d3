package dev.heddle.placement.why;

/** The one thing that may differ from how things are, as little as possible. */
enum Lever {
    /** Fewer of the gang's workers. */
    WORKERS,
    /** More of a resource is free. */
    GPU,
    CPU,
    MEMORY,
    STORAGE,
    BANDWIDTH,
    /** More of anything is free, on few hosts. */
    HOSTS,
    /** Holders give all back. */
    RELEASE,
    /** Closed hosts take workers. */
    OPEN,
    /** Avoided domains are used. */
    AVOID;

    static Lever more(Limit resource) {
        return valueOf(resource.name());
    }

    /** Whether more of the resource may become free than is. */
    boolean frees(Limit resource) {
        return this == HOSTS || name().equals(resource.name());
    }
}
