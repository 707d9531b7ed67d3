package dev.heddle.model.state;

/** Stored bytes that this version cannot read; the message names what, and for a newer format says so. */
public final class FormatException extends RuntimeException {
    FormatException(String message) {
        super(message);
    }

    FormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
