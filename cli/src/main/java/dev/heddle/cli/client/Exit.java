package dev.heddle.cli.client;

/** Exit codes of every command; {@code heddle help exit-codes} prints them. */
public enum Exit {
    OK(0, "ok"),
    NO(1, "\"no\": differs, a check failed"),
    BAD_INPUT(2, "bad input"),
    UNREACHABLE(3, "controller unreachable, or it cannot write now"),
    DENIED(4, "denied"),
    CONFLICT(5, "conflict with what is stored"),
    NOT_FOUND(6, "not found"),
    TIMEOUT(7, "timeout; a write stands"),
    NO_PLACE(8, "over a quota or the pool, cannot be placed"),
    BUG(9, "our bug");

    private final int code;
    private final String meaning;

    Exit(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }

    /** Of two, the one with the higher code. */
    public Exit or(Exit other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** What an answer of the API means for the caller's shell. */
    public static Exit ofStatus(int status) {
        if (status < 400) {
            return OK;
        }
        return switch (status) {
            case 401, 403 -> DENIED;
            case 404 -> NOT_FOUND;
            case 409, 412 -> CONFLICT;
            case 422 -> NO_PLACE;
            case 503 -> UNREACHABLE;
            case 504 -> TIMEOUT;
            default -> status < 500 ? BAD_INPUT : BUG;
        };
    }
}
