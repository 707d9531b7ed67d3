package dev.heddle.verify.label;

/**
 * A place where packets may leave to where they must not, or that is not understood.
 *
 * @param what in words, {@code it may leave by port 5 (e)}
 * @param leak whether a packet may show it
 */
public record Alarm(Place place, String what, boolean leak) {}
