package dev.heddle.ovs.ovsdb;

/**
 * {@code <error>} of RFC 7047 section 5.1, in the server's words.
 *
 * @param error as {@code constraint violation}, {@code timed out}
 * @param details for people; may be empty
 */
public record OvsdbError(String error, String details) {
    @Override
    public String toString() {
        return details.isEmpty() ? error : error + ": " + details;
    }
}
