package dev.heddle.placement.why;

/** What can stand in a gang's way. */
public enum Limit {
    GPU,
    CPU,
    MEMORY,
    STORAGE,
    BANDWIDTH,
    /** No two workers on one host. */
    ONE_A_HOST,
    /** All in one domain: a required pack. */
    PACK,
    SPREAD,
    APART,
    AVOID,
    /** Hosts that take no new workers. */
    CLOSED,
    /** What the tenant may still take. */
    QUOTA;
}
