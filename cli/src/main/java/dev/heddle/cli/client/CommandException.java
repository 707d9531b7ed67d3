package dev.heddle.cli.client;

/** Ends a command with words for standard error and an exit code. */
public final class CommandException extends RuntimeException {
    private final Exit exit;

    public CommandException(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    public Exit exit() {
        return exit;
    }
}
