package dev.heddle.simulator.ovsdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a monitor tells of one table. Owned by the monitor. */
final class WatchedTable {
    /** Kinds of change, as a set of bits. */
    static final int INITIAL = 1;

    static final int INSERT = 2;
    static final int DELETE = 4;
    static final int MODIFY = 8;

    private static final int ALL = INITIAL | INSERT | DELETE | MODIFY;

    private final TableLayout table;
    private int kinds;
    /** By position: kinds of change with which the column is told; 0 where only a filter reads it. */
    private final Map<Integer, Integer> columns = new LinkedHashMap<>();

    private List<Clause> filter = List.of();

    WatchedTable(TableLayout table) {
        this.table = table;
    }

    TableLayout table() {
        return table;
    }

    Map<Integer, Integer> columns() {
        return columns;
    }

    boolean tells(int kind) {
        return (kinds & kind) != 0;
    }

    /** Whether the row is one that is watched. */
    boolean passes(@Nullable StoredRow row) {
        return row != null && passes(filter, row);
    }

    /** A row passes where one of the clauses holds, or there are none. */
    static boolean passes(List<Clause> clauses, StoredRow row) {
        if (clauses.isEmpty()) {
            return true;
        }
        for (Clause clause : clauses) {
            if (clause.holds(row)) {
                return true;
            }
        }
        return false;
    }

    List<Clause> filter() {
        return filter;
    }

    void filter(List<Clause> clauses) {
        filter = clauses;
        clauses.forEach(clause -> columns.putIfAbsent(clause.column(), 0));
    }

    /** One {@code <monitor-request>}; a table may have several. */
    void add(JsonNode request, boolean filtered) throws Refusal {
        Members members = new Members(request, "table " + table.name());
        JsonNode where = filtered ? members.optionalArray("where") : null;
        JsonNode names = members.optionalArray("columns");
        JsonNode select = members.optionalObject("select");
        members.finish();
        int wanted = select == null ? ALL : kinds(select);
        kinds |= wanted;
        if (names == null) {
            for (int position = 1; position < table.width(); position++) {
                add(position, wanted, table.schema().name(), request);
            }
        } else {
            for (JsonNode name : names) {
                if (!name.isString()) {
                    throw Refusal.syntax(names, "array of column names expected");
                }
                int position = table.position(name.stringValue());
                if (position < 0) {
                    throw Refusal.syntax(names, name.stringValue() + " is not a valid column name");
                }
                add(position, wanted, name.stringValue(), names);
            }
        }
        if (where != null) {
            filter(Clause.read(table, where, new ValueReader(null)));
        }
    }

    private void add(int position, int wanted, String name, JsonNode names) throws Refusal {
        if (columns.putIfAbsent(position, wanted) != null) {
            throw Refusal.syntax(names, "column " + name + " mentioned more than once");
        }
    }

    private int kinds(JsonNode select) throws Refusal {
        Members members = new Members(select, "table " + table.name() + " select");
        List<Integer> out = new ArrayList<>();
        out.add(kind(members, "initial", INITIAL));
        out.add(kind(members, "insert", INSERT));
        out.add(kind(members, "delete", DELETE));
        out.add(kind(members, "modify", MODIFY));
        members.finish();
        return out.stream().mapToInt(each -> each).sum();
    }

    private static int kind(Members members, String name, int kind) {
        JsonNode flag = members.flag(name, false);
        return flag == null || flag.booleanValue() ? kind : 0;
    }
}
