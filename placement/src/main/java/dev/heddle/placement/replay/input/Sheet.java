package dev.heddle.placement.replay.input;

import dev.heddle.model.Position;
import dev.heddle.model.text.Quote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A text of rows under a header; cells are what lies between separators, without quoting. Columns are found by their names:
 * their order does not matter, and others may be there. Empty lines are skipped. Faults are collected: {@link #check} throws
 * them all.
 */
final class Sheet {
    private final String file;
    private final Map<String, Integer> header = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private int width;
    private boolean whole = true;

    /**
     * @param file its name in messages
     * @param columns that must be there
     */
    Sheet(String file, String text, char separator, List<String> columns) {
        this.file = file;
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            List<String> cells = split(line, separator);
            if (header.isEmpty()) {
                readHeader(number, cells, columns);
            } else if (cells.size() != width) {
                fault(number, 1, "", "found " + cells.size() + " cells, the header has " + width);
            } else {
                rows.add(new Row(this, number, cells));
            }
        }
        if (header.isEmpty()) {
            fault(1, 1, "", "empty, expected a header with " + String.join(", ", columns));
        }
    }

    private void readHeader(int line, List<String> cells, List<String> columns) {
        width = cells.size();
        int at = 1;
        for (int i = 0; i < width; i++) {
            String name = cells.get(i).strip();
            if (header.putIfAbsent(name, i) != null) {
                fault(line, at, name, "there are two columns of this name");
                whole = false;
            }
            at += cells.get(i).length() + 1;
        }
        for (String column : columns) {
            if (!header.containsKey(column)) {
                fault(line, 1, column, "there is no such column in the header");
                whole = false;
            }
        }
    }

    private static List<String> split(String line, char separator) {
        List<String> cells = new ArrayList<>();
        int from = 0;
        for (int to = line.indexOf(separator); to >= 0; to = line.indexOf(separator, from)) {
            cells.add(line.substring(from, to));
            from = to + 1;
        }
        cells.add(line.substring(from));
        return cells;
    }

    /** What the rows say, in order, without those for which the function has nothing; none where columns are missing. */
    <T> List<T> map(Function<Row, Optional<T>> function) {
        List<T> out = new ArrayList<>();
        if (whole) {
            rows.forEach(row -> function.apply(row).ifPresent(out::add));
        }
        return out;
    }

    int column(String name) {
        Integer column = header.get(name);
        if (column == null) {
            throw new IllegalArgumentException("no column " + name);
        }
        return column;
    }

    /** @param column the name of the column, empty for none */
    void fault(int line, int at, String column, String message) {
        faults.add(new Fault(new Position(file, line, at), Quote.bare(column), message));
    }

    void check() throws InputException {
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparing(
                    Fault::position, Comparator.comparingInt(Position::line).thenComparingInt(Position::column)));
            throw new InputException(faults);
        }
    }
}
