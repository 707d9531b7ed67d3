package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.BadMessage;
import dev.heddle.ovs.ovsdb.OvsdbWire;
import dev.heddle.ovs.ovsdb.Schema;
import dev.heddle.ovs.ovsdb.TableSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A schema as a server has it: parsed once, sent as it is. Shared by any number of databases; immutable. */
public final class DatabaseSchema {
    private final Schema schema;
    private final JsonNode json;
    private final List<TableLayout> tables = new ArrayList<>();
    private final SortedMap<String, TableLayout> byName = new TreeMap<>();

    private DatabaseSchema(byte[] text) throws BadMessage {
        json = OvsdbWire.read(text);
        schema = OvsdbWire.schema(json);
        for (TableSchema table : schema.tables().values()) {
            TableLayout layout = new TableLayout(table, tables.size());
            tables.add(layout);
            byName.put(table.name(), layout);
        }
    }

    /** {@code Open_vSwitch} of Open vSwitch 3.1.0. */
    public static DatabaseSchema vswitch() {
        return Vswitch.SCHEMA;
    }

    /**
     * Any other.
     *
     * @throws IllegalArgumentException if the text is no {@code <database-schema>}
     */
    public static DatabaseSchema of(byte[] text) {
        try {
            return new DatabaseSchema(text);
        } catch (BadMessage e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    public Schema schema() {
        return schema;
    }

    JsonNode json() {
        return json;
    }

    /** By {@link TableLayout#number}. */
    List<TableLayout> tables() {
        return Collections.unmodifiableList(tables);
    }

    @Nullable
    TableLayout find(String table) {
        return byName.get(table);
    }

    /** Of a name that the schema itself gives. */
    TableLayout table(String table) {
        return Objects.requireNonNull(byName.get(table), table);
    }

    private static final class Vswitch {
        static final DatabaseSchema SCHEMA = load();

        private static DatabaseSchema load() {
            try (InputStream in = DatabaseSchema.class.getResourceAsStream("vswitch.ovsschema")) {
                return of(Objects.requireNonNull(in, "vswitch.ovsschema").readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
