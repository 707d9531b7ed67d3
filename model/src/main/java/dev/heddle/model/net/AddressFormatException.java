package dev.heddle.model.net;

/** Text that is no address, prefix or MAC; the message says what was found and what was expected. */
public final class AddressFormatException extends IllegalArgumentException {
    AddressFormatException(String message) {
        super(message);
    }
}
