package dev.heddle.ovs.ovsdb;

import java.util.function.Function;

/**
 * A column of a database's schema and the Java type of its values: made by {@link TableSchema}, which refuses a column that is not
 * there or is of another type. All of its methods check against the schema.
 */
public final class Column<T> {
    private final ColumnSchema schema;
    private final Function<OvsdbValue, T> read;
    private final Function<T, OvsdbValue> write;

    Column(ColumnSchema schema, Function<OvsdbValue, T> read, Function<T, OvsdbValue> write) {
        this.schema = schema;
        this.read = read;
        this.write = write;
    }

    public ColumnSchema schema() {
        return schema;
    }

    public String name() {
        return schema.name();
    }

    /**
     * What a row of the column's table holds.
     *
     * @throws SchemaException if the row was read without this column, or it holds something else
     */
    public T of(Row row) {
        OvsdbValue value = row.columns().get(schema.name());
        if (value == null) {
            throw schema.error("the row was read without this column");
        }
        schema.check(schema.type(), value);
        return read.apply(value);
    }

    /** @throws SchemaException if the column may not hold this */
    public OvsdbValue value(T value) {
        OvsdbValue out = write.apply(value);
        schema.check(schema.type(), out);
        return out;
    }

    /** @throws SchemaException if the column cannot be compared so */
    public Condition where(Condition.Function function, T value) {
        Condition out = new Condition(schema.name(), function, write.apply(value));
        SchemaCheck.condition(schema, out);
        return out;
    }

    public Condition equal(T value) {
        return where(Condition.Function.EQUAL, value);
    }

    public Condition includes(T value) {
        return where(Condition.Function.INCLUDES, value);
    }

    /** @throws SchemaException if the column cannot be changed so */
    public Mutation mutate(Mutation.Mutator mutator, T value) {
        Mutation out = new Mutation(schema.name(), mutator, write.apply(value));
        SchemaCheck.mutation(schema, out);
        return out;
    }

    /** {@code Table.column}. */
    @Override
    public String toString() {
        return schema.toString();
    }
}
