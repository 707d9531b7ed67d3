package dev.heddle.placement.cluster;

/**
 * Where one worker runs.
 *
 * @param host its number in {@link Domains}
 */
public record Seat(int host, Share share) {}
