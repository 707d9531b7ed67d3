package dev.heddle.controller.state;

/** The controller cannot write now (disk full, queue full, stopping); nothing changed. HTTP 503. */
public final class Unavailable extends Exception {
    public Unavailable(String message) {
        super(message);
    }
}
