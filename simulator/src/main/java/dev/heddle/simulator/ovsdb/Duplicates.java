package dev.heddle.simulator.ovsdb;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Says that two rows have the same values where they must not. */
final class Duplicates {
    private final Rows rows;
    private final TableLayout table;
    private final int index;

    Duplicates(Rows rows, TableLayout table, int index) {
        this.rows = rows;
        this.table = table;
        this.index = index;
    }

    Refusal of(StoredRow first, StoredRow second) {
        int[] positions = table.indexes().get(index);
        List<String> columns = Arrays.stream(positions)
                .mapToObj(each -> "\"" + table.column(each).name() + "\"")
                .toList();
        return Refusal.of(
                Refusal.CONSTRAINT,
                "Transaction causes multiple rows in \"" + table.name() + "\" table to have identical values ("
                        + values(first) + ") for index on " + (columns.size() > 1 ? "columns " : "column ")
                        + inEnglish(columns) + ".  First row, with UUID " + first.uuid() + ", " + story(first)
                        + "  Second row, with UUID " + second.uuid() + ", " + story(second));
    }

    private String values(StoredRow row) {
        return inEnglish(Arrays.stream(table.indexes().get(index))
                .mapToObj(each -> ValueText.of(row.get(each), table.type(each)))
                .toList());
    }

    private String story(StoredRow row) {
        Touched touch = rows.touched(table).get(row.uuid());
        if (touch == null || !touch.changed()) {
            return "existed in the database before this transaction and was not modified by the transaction.";
        }
        StoredRow before = touch.before();
        if (before == null) {
            return "was inserted by this transaction.";
        }
        boolean same = Arrays.stream(table.indexes().get(index))
                .allMatch(each -> before.get(each).equals(row.get(each)));
        return same
                ? "existed in the database before this transaction, which modified some of the row's columns but not"
                        + " any columns in this index."
                : "had the following index values before the transaction: " + values(before) + ".";
    }

    private static String inEnglish(List<String> parts) {
        return switch (parts.size()) {
            case 0, 1 -> String.join("", parts);
            case 2 -> parts.getFirst() + " and " + parts.getLast();
            default ->
                parts.stream().limit(parts.size() - 1L).collect(Collectors.joining(", ")) + ", and " + parts.getLast();
        };
    }
}
