package dev.heddle.placement.gang;

/**
 * A host for one worker.
 *
 * @param kind which of the gang's {@link Workers}, by index
 */
record Spot(int host, int kind) {}
