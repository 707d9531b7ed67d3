package dev.heddle.system.forgery;

import java.util.Set;
import java.util.TreeSet;

/**
 * A numbered frame to be sent, and what may come of it.
 *
 * @param reason under which it is counted, empty if it is not
 * @param owed places that have to hear it
 * @param allowed further places that may
 */
public record Shot(int number, String name, byte[] frame, String reason, Set<String> owed, Set<String> allowed) {
    /** What is wrong with where it was heard; empty if nothing is. */
    public String verdict(Set<String> heard) {
        Set<String> missing = new TreeSet<>(owed);
        missing.removeAll(heard);
        Set<String> leaked = new TreeSet<>(heard);
        leaked.removeAll(owed);
        leaked.removeAll(allowed);
        return (missing.isEmpty() ? "" : name + ": not heard at " + missing + ". ")
                + (leaked.isEmpty() ? "" : name + ": heard at " + leaked + ". ");
    }
}
