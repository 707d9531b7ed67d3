package dev.heddle.controller.state;

/**
 * What is stored cannot be served from: damaged, cut, newer than this program, in use, or not writable. The message names
 * the file and what is wrong with it.
 */
public final class JournalRefused extends Exception {
    public JournalRefused(String message) {
        super(message);
    }

    public JournalRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
