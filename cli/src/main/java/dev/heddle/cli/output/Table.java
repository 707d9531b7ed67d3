package dev.heddle.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns as wide as their widest value, two blanks apart. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(List<String> headings) {
        rows.add(List.copyOf(headings));
    }

    /** Adds a row; an empty value is shown as {@code <none>}. */
    public void add(List<String> values) {
        rows.add(values.stream().map(v -> v.isEmpty() ? "<none>" : v).toList());
    }

    public String text() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                out.append(row.get(i));
                if (i < columns - 1) {
                    out.append(" ".repeat(widths[i] - row.get(i).length() + 2));
                }
            }
            out.append('\n');
        }
        return out.toString();
    }
}
