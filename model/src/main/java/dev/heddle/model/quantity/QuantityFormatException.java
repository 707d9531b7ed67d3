package dev.heddle.model.quantity;

/** Text that is no quantity; the message says what was found and what was expected. */
public final class QuantityFormatException extends IllegalArgumentException {
    QuantityFormatException(String message) {
        super(message);
    }
}
