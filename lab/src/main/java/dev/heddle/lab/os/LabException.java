package dev.heddle.lab.os;

/** What a lab command refuses or could not do, in words for its user. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final String words;

    /** Why, coarse enough for an exit code. */
    public enum Reason {
        BAD_INPUT,
        UNREACHABLE,
        DENIED,
        CONFLICT,
        NOT_FOUND,
        TIMEOUT,
        FAILED
    }

    public LabException(Reason reason, String message) {
        super(message);
        this.reason = reason;
        this.words = message;
    }

    @Override
    public String getMessage() {
        return words;
    }

    public Reason reason() {
        return reason;
    }
}
