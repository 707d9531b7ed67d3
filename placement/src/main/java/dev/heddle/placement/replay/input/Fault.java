package dev.heddle.placement.replay.input;

import dev.heddle.model.Position;

/**
 * One thing that is wrong with a file. Its text form is {@code jobs.csv:17:21: duration: found "abc", expected seconds}.
 *
 * @param column the name of the column, empty where it is the row or the file
 */
public record Fault(Position position, String column, String message) {
    @Override
    public String toString() {
        return position + ": " + (column.isEmpty() ? "" : column + ": ") + message;
    }
}
