package dev.heddle.flow.text;

/** Text that is no flow, group or meter, or one that Open vSwitch refuses: what is wrong, and where. */
public final class TextException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int column;

    /**
     * @param message what is wrong and what was expected
     * @param column where in the text, from 1
     */
    public TextException(String message, int column) {
        super("column " + column + ": " + message);
        this.column = column;
    }

    /** Where in the text, from 1. */
    public int column() {
        return column;
    }
}
