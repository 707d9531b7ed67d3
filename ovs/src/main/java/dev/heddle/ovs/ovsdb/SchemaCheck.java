package dev.heddle.ovs.ovsdb;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Whether a transaction fits a schema, by the rules by which ovsdb-server reads it: a wrong table, column or value is found
 * before anything is sent. What depends on the rows that are there is not looked at.
 */
final class SchemaCheck {
    private static final Pattern ID = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final OptionalInt ANY_NUMBER = OptionalInt.empty();

    private SchemaCheck() {}

    /** @throws SchemaException at the first operation that does not fit */
    static void transaction(Schema schema, List<Operation> operations) {
        Set<String> names = new HashSet<>();
        operations.forEach(operation -> operation(schema, operation, names));
        operations.forEach(operation -> references(operation, names));
    }

    private static void operation(Schema schema, Operation operation, Set<String> names) {
        switch (operation) {
            case Operation.Insert insert -> insert(schema.table(insert.table()), insert, names);
            case Operation.Select select -> {
                TableSchema table = schema.table(select.table());
                conditions(table, select.where());
                select.columns().forEach(table::column);
            }
            case Operation.Update update -> {
                TableSchema table = schema.table(update.table());
                conditions(table, update.where());
                update.row().forEach((name, value) -> {
                    ColumnSchema column = table.column(name);
                    mutable(column);
                    written(column, value);
                });
            }
            case Operation.Mutate mutate -> {
                TableSchema table = schema.table(mutate.table());
                conditions(table, mutate.where());
                mutate.mutations().forEach(mutation -> mutation(table.column(mutation.column()), mutation));
            }
            case Operation.Delete delete -> conditions(schema.table(delete.table()), delete.where());
            case Operation.Wait wait -> {
                TableSchema table = schema.table(wait.table());
                conditions(table, wait.where());
                wait.columns().forEach(table::column);
                wait.rows()
                        .forEach(row -> row.forEach((name, value) -> {
                            ColumnSchema column = table.column(name);
                            column.check(column.type(), value);
                        }));
            }
            case Operation.Commit _, Operation.Abort _, Operation.Comment _, Operation.Assert _ -> {}
        }
    }

    private static void insert(TableSchema table, Operation.Insert insert, Set<String> names) {
        insert.row().forEach((name, value) -> written(table.column(name), value));
        for (ColumnSchema column : table.columns().values()) {
            if (!insert.row().containsKey(column.name())) {
                leftOut(column);
            }
        }
        if (insert.uuidName().isEmpty()) {
            return;
        }
        if (!ID.matcher(insert.uuidName()).matches()) {
            throw new SchemaException(
                    table.name(), "", "a new row's name is letters, digits and _: " + insert.uuidName());
        }
        if (!names.add(insert.uuidName())) {
            throw new SchemaException(table.name(), "", "two new rows are named " + insert.uuidName());
        }
    }

    /** What a column holds where nothing is given may be nothing that it can hold; no row has the id of zeros. */
    private static void leftOut(ColumnSchema column) {
        ColumnType type = column.type();
        if (type.min() > 0 && !type.key().refTable().isEmpty()) {
            throw column.error(
                    "must be given: it points to a row of " + type.key().refTable());
        }
        type.objection(type.initial()).ifPresent(what -> {
            throw column.error("must be given: " + what);
        });
    }

    /** A value that an insert, an update or a mutation leaves in the column. */
    static void written(ColumnSchema column, OvsdbValue value) {
        if (column.name().startsWith("_")) {
            throw column.error("is not to be written");
        }
        column.check(column.type(), value);
    }

    private static void mutable(ColumnSchema column) {
        if (!column.mutable()) {
            throw column.error("is set by the insert only");
        }
    }

    private static void conditions(TableSchema table, List<Condition> where) {
        where.forEach(condition -> condition(table.column(condition.column()), condition));
    }

    static void condition(ColumnSchema column, Condition condition) {
        ColumnType type = column.type();
        ColumnType wanted = switch (condition.function()) {
            case LESS, AT_MOST, AT_LEAST, GREATER -> {
                if (type.isMap() || !type.single() || !type.key().type().isNumber()) {
                    throw column.error("is " + type + ", which has no order");
                }
                yield type.counting(1, OptionalInt.of(1));
            }
            case EQUAL, DIFFERENT -> type;
            case INCLUDES -> type.scalar() ? type : type.counting(0, type.max());
            case EXCLUDES -> type.scalar() ? type : type.counting(0, ANY_NUMBER);
        };
        column.check(wanted, condition.value());
    }

    static void mutation(ColumnSchema column, Mutation mutation) {
        mutable(column);
        ColumnType type = column.type();
        switch (mutation.mutator()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> {
                AtomType key = type.key().type();
                boolean whole = mutation.mutator() == Mutation.Mutator.MODULO;
                if (type.isMap() || (whole ? key != AtomType.INTEGER : !key.isNumber())) {
                    throw column.error("is " + type + ", to which " + mutation.mutator().wire + " does nothing");
                }
                column.check(new ColumnType(BaseType.of(key), null, 1, OptionalInt.of(1)), mutation.value());
            }
            case INSERT -> {
                several(column, mutation);
                column.check(type.counting(0, type.max()), mutation.value());
            }
            case DELETE -> {
                several(column, mutation);
                ColumnType any = type.counting(0, ANY_NUMBER);
                column.check(mutation.value() instanceof OvsdbValue.SetOf ? any.keys() : any, mutation.value());
            }
        }
    }

    private static void several(ColumnSchema column, Mutation mutation) {
        if (column.type().scalar()) {
            throw column.error("is " + column.type() + ", to which " + mutation.mutator().wire + " does nothing");
        }
    }

    /** Names of new rows may be used before the insert that names them. */
    private static void references(Operation operation, Set<String> names) {
        switch (operation) {
            case Operation.Insert insert -> row(insert.table(), insert.row(), names);
            case Operation.Update update -> {
                conditionsName(update.table(), update.where(), names);
                row(update.table(), update.row(), names);
            }
            case Operation.Mutate mutate -> {
                conditionsName(mutate.table(), mutate.where(), names);
                mutate.mutations()
                        .forEach(mutation ->
                                named(mutation.value(), each -> known(mutate.table(), mutation.column(), each, names)));
            }
            case Operation.Select select -> conditionsName(select.table(), select.where(), names);
            case Operation.Delete delete -> conditionsName(delete.table(), delete.where(), names);
            case Operation.Wait wait -> {
                conditionsName(wait.table(), wait.where(), names);
                wait.rows().forEach(row -> row(wait.table(), row, names));
            }
            case Operation.Commit _, Operation.Abort _, Operation.Comment _, Operation.Assert _ -> {}
        }
    }

    private static void conditionsName(String table, List<Condition> where, Set<String> names) {
        where.forEach(condition -> named(condition.value(), each -> known(table, condition.column(), each, names)));
    }

    private static void row(String table, SortedMap<String, OvsdbValue> row, Set<String> names) {
        row.forEach((column, value) -> named(value, each -> known(table, column, each, names)));
    }

    private static void known(String table, String column, String name, Set<String> names) {
        if (!names.contains(name)) {
            throw new SchemaException(table, column, "the transaction inserts no row named " + name);
        }
    }

    private static void named(OvsdbValue value, Consumer<String> use) {
        switch (value) {
            case OvsdbValue.SetOf(List<Atom> atoms) -> atoms.forEach(atom -> named(atom, use));
            case OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs) -> {
                for (Map.Entry<Atom, Atom> pair : pairs.entrySet()) {
                    named(pair.getKey(), use);
                    named(pair.getValue(), use);
                }
            }
        }
    }

    private static void named(Atom atom, Consumer<String> use) {
        if (atom instanceof Atom.NamedRef(String name)) {
            use.accept(name);
        }
    }
}
