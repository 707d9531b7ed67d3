package dev.heddle.model;

/**
 * A place in an input.
 *
 * @param file as the user named it; {@code -} for standard input, {@code body} for an HTTP body without a name
 * @param line from 1; 0 where unknown
 * @param column from 1; 0 where unknown
 */
public record Position(String file, int line, int column) {
    public static final Position NONE = new Position("", 0, 0);

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
