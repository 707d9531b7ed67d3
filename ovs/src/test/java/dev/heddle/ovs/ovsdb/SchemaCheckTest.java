package dev.heddle.ovs.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.ovs.testing.DummyOvs;
import dev.heddle.ovs.testing.OvsdbClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema refuses, ovsdb-server refuses, and the other way round; typed rows on the real schema. */
class SchemaCheckTest {
    /** Of what is in the database or is computed, not of what was asked. */
    private static final Set<String> OF_THE_DATA = Set.of("domain error", "range error", "timed out", "not supported");

    private static final String LONG_TEXT = "x".repeat(80);

    private static DummyOvs ovs;
    private static OvsdbClient client;
    private static Schema schema;

    @BeforeAll
    static void start() {
        ovs = DummyOvs.start();
        ovs.killVswitchd();
        client = OvsdbClient.unix(ovs.databaseSocket());
        schema = client.schema();
    }

    @AfterAll
    static void stop() {
        client.close();
        ovs.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void refusesWhatTheServerRefuses(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 1000; round++) {
            Operation operation = operation(random);
            Optional<String> ours = objection(List.of(operation));
            Optional<String> theirs = serverObjection(operation);
            assertThat(ours.isPresent())
                    .as("seed %d round %d: %s%nours %s%ntheirs %s", seed, round, operation, ours, theirs)
                    .isEqualTo(theirs.isPresent());
            refused += ours.isPresent() ? 1 : 0;
        }
        assertThat(refused).isBetween(300, 900);
    }

    private static Optional<String> objection(List<Operation> operations) {
        try {
            schema.check(operations);
            return Optional.empty();
        } catch (SchemaException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The operation is undone whatever it does. */
    private static Optional<String> serverObjection(Operation operation) {
        OvsdbResult.Failed failed = (OvsdbResult.Failed) client.transact(operation, new Operation.Abort());
        boolean accepted = failed.operation().orElse(-1) == 1
                || OF_THE_DATA.contains(failed.error().error());
        client.events().clear();
        return accepted ? Optional.empty() : Optional.of(failed.error().toString());
    }

    private static Operation operation(Random random) {
        List<TableSchema> tables = List.copyOf(schema.tables().values());
        TableSchema table = tables.get(random.nextInt(tables.size()));
        String name = random.nextInt(30) == 0 ? "Nothing" : table.name();
        List<Condition> where = random.nextBoolean() ? List.of() : List.of(condition(random, table));
        return switch (random.nextInt(8)) {
            case 0, 1 -> Operation.insert(name, random.nextInt(8) == 0 ? "a-b" : "a", inserted(random, table));
            case 2 -> new Operation.Select(name, where, List.of(column(random, table)));
            case 3, 4 -> Operation.update(name, row(random, table), where.toArray(Condition[]::new));
            case 5, 6 -> new Operation.Mutate(name, where, List.of(mutation(random, table)));
            default ->
                new Operation.Wait(
                        name,
                        where,
                        List.of(column(random, table)),
                        random.nextBoolean(),
                        List.of(row(random, table)),
                        OptionalLong.of(0));
        };
    }

    private static SortedMap<String, OvsdbValue> row(Random random, TableSchema table) {
        TreeMap<String, OvsdbValue> row = new TreeMap<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String column = column(random, table);
            row.put(column, value(random, table, column));
        }
        return row;
    }

    /**
     * The server takes an id in a new row, and no account of it; whether a row that is pointed to is there it only looks at in
     * the end.
     */
    private static SortedMap<String, OvsdbValue> inserted(Random random, TableSchema table) {
        SortedMap<String, OvsdbValue> row = row(random, table);
        row.remove("_uuid");
        table.columns().values().stream()
                .filter(column -> column.type().min() > 0
                        && !column.type().key().refTable().isEmpty())
                .forEach(column -> row.putIfAbsent(column.name(), OvsdbValue.of(new UUID(1, 1))));
        return row;
    }

    private static String column(Random random, TableSchema table) {
        List<String> columns = List.copyOf(table.columns().keySet());
        return switch (random.nextInt(24)) {
            case 0 -> "nothing";
            case 1 -> "_uuid";
            default -> columns.get(random.nextInt(columns.size()));
        };
    }

    private static Condition condition(Random random, TableSchema table) {
        String column = column(random, table);
        Condition.Function[] functions = Condition.Function.values();
        return new Condition(column, functions[random.nextInt(functions.length)], value(random, table, column));
    }

    private static Mutation mutation(Random random, TableSchema table) {
        String column = column(random, table);
        Mutation.Mutator[] mutators = Mutation.Mutator.values();
        return new Mutation(column, mutators[random.nextInt(mutators.length)], value(random, table, column));
    }

    /** Mostly of the column's type. */
    private static OvsdbValue value(Random random, TableSchema table, String column) {
        ColumnSchema known = table.columns().get(column);
        if (known == null) {
            return OvsdbValue.of(new UUID(1, 2));
        }
        boolean map = known.type().isMap() != (random.nextInt(12) == 0);
        int count = switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 2;
            default -> 1;
        };
        TreeMap<Atom, Atom> pairs = new TreeMap<>();
        List<Atom> atoms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Atom key = atom(random, known.type().key());
            BaseType value = known.type().value();
            pairs.put(key, atom(random, value == null ? known.type().key() : value));
            atoms.add(key);
        }
        return map ? new OvsdbValue.MapOf(pairs) : new OvsdbValue.SetOf(atoms);
    }

    private static Atom atom(Random random, BaseType type) {
        if (!type.oneOf().isEmpty() && random.nextInt(4) != 0) {
            return type.oneOf().get(random.nextInt(type.oneOf().size()));
        }
        AtomType of = random.nextInt(10) == 0 ? AtomType.values()[random.nextInt(5)] : type.type();
        return switch (of) {
            case INTEGER -> new Atom.Int(new long[] {-1, 0, 1, 7, 63, 64, 4095, 4096, 1L << 40}[random.nextInt(9)]);
            case REAL -> new Atom.Real(random.nextInt(3) - 0.5);
            case BOOLEAN -> new Atom.Bool(random.nextBoolean());
            case STRING -> new Atom.Text(new String[] {"", "eth0", "a b", "ü☺", LONG_TEXT}[random.nextInt(5)]);
            case UUID -> new Atom.Ref(new UUID(random.nextInt(3), 1));
        };
    }

    @Test
    void namesWhatIsWrong() {
        assertThat(objection(List.of(Operation.delete("Bridgee"))))
                .hasValue("Bridgee: the database Open_vSwitch has no such table");
        assertThat(objection(List.of(Operation.update("Bridge", Map.of("fail_mod", OvsdbValue.NONE)))))
                .hasValue("Bridge.fail_mod: the table has no such column");
        assertThat(objection(List.of(Operation.update("Bridge", Map.of("fail_mode", OvsdbValue.of("open"))))))
                .hasValue("Bridge.fail_mode: expected one of \"secure\", \"standalone\", found \"open\"");
        assertThat(objection(List.of(Operation.update("Port", Map.of("tag", OvsdbValue.of(4096))))))
                .hasValue("Port.tag: expected a number from 0 up to 4095, found 4096");
        assertThat(objection(List.of(Operation.update("Port", Map.of("tag", OvsdbValue.of("7"))))))
                .hasValue("Port.tag: expected integer, found \"7\"");
        assertThat(objection(List.of(Operation.update("Port", Map.of("name", OvsdbValue.of("p"))))))
                .hasValue("Port.name: is set by the insert only");
        assertThat(objection(List.of(Operation.insert("Port", "p", Map.of("name", OvsdbValue.of("p"))))))
                .hasValue("Port.interfaces: must be given: it points to a row of Interface");
    }

    @Test
    void knowsTheNamesOfNewRows() {
        Operation port =
                Operation.insert("Port", "p", Map.of("name", OvsdbValue.of("p"), "interfaces", OvsdbValue.named("i")));
        Operation face = Operation.insert("Interface", "i", Map.of("name", OvsdbValue.of("p")));
        assertThat(objection(List.of(port, face))).isEmpty();
        assertThat(objection(List.of(port))).hasValue("Port.interfaces: the transaction inserts no row named i");
        assertThat(objection(List.of(face, face))).hasValue("Interface: two new rows are named i");
        assertThat(client.transact(port, face)).isInstanceOf(OvsdbResult.Transacted.class);
        assertThat(client.transact(face, face)).isInstanceOf(OvsdbResult.Failed.class);
    }

    @Test
    void rowsAreBuiltAndReadByTypedColumns() {
        TableSchema queues = schema.table("Queue");
        Column<Optional<Long>> dscp = queues.optional("dscp", Scalar.INTEGER);
        Column<Map<String, String>> ids = queues.map("external_ids", Scalar.TEXT, Scalar.TEXT);
        Operation insert = queues.draft()
                .set(dscp, Optional.of(5L))
                .set(ids, Map.of("a", "b"))
                .insert("");
        assertThat(client.transact(insert)).isInstanceOf(OvsdbResult.Transacted.class);
        OvsdbResult.Transacted selected =
                (OvsdbResult.Transacted) client.transact(Operation.select("Queue", dscp.equal(Optional.of(5L))));
        Row row = ((OperationResult.Selected) selected.results().getFirst())
                .rows()
                .getFirst();
        assertThat(dscp.of(row)).hasValue(5L);
        assertThat(ids.of(row)).isEqualTo(Map.of("a", "b"));
        assertThat(schema.table("QoS").map("queues", Scalar.INTEGER, Scalar.ROW).value(Map.of(1L, row.uuid())))
                .isInstanceOf(OvsdbValue.MapOf.class);
        assertThat(schema.table("Bridge").set("ports", Scalar.ROW).value(Set.of(row.uuid())))
                .isEqualTo(OvsdbValue.of(row.uuid()));
        assertThat(schema.table("Bridge").one("stp_enable", Scalar.FLAG).value(true))
                .isEqualTo(OvsdbValue.of(true));
        assertThatCode(() -> dscp.where(Condition.Function.LESS, Optional.of(7L)))
                .doesNotThrowAnyException();
    }

    @Test
    void aWrongColumnOrTypeIsRefusedWhereItIsNamed() {
        TableSchema bridge = schema.table("Bridge");
        Column<Optional<String>> mode = bridge.optional("fail_mode", Scalar.TEXT);
        assertThatThrownBy(() -> bridge.one("nothing", Scalar.TEXT)).hasMessageStartingWith("Bridge.nothing: ");
        assertThatThrownBy(() -> bridge.one("name", Scalar.INTEGER))
                .hasMessage("Bridge.name: is one string, not one integer");
        assertThatThrownBy(() -> bridge.one("fail_mode", Scalar.TEXT))
                .hasMessage("Bridge.fail_mode: is 0 to 1 string, not one string");
        assertThatThrownBy(() -> bridge.map("ports", Scalar.TEXT, Scalar.TEXT))
                .hasMessage("Bridge.ports: is 0 or more uuid, not a map of string to string");
        assertThatThrownBy(() -> bridge.draft().set(mode, Optional.of("open")))
                .isInstanceOf(SchemaException.class)
                .hasMessageStartingWith("Bridge.fail_mode: expected one of");
        assertThatThrownBy(() -> schema.table("Port").draft().set(mode, Optional.empty()))
                .hasMessage("Bridge.fail_mode: is no column of Port");
        assertThatThrownBy(() -> bridge.draft().set("_uuid", OvsdbValue.of(new UUID(1, 1))))
                .hasMessage("Bridge._uuid: is not to be written");
        assertThatThrownBy(() -> mode.mutate(Mutation.Mutator.ADD, Optional.of("x")))
                .hasMessage("Bridge.fail_mode: is 0 to 1 string, to which += does nothing");
        assertThatThrownBy(() -> mode.of(new Row(new UUID(1, 1), new TreeMap<>())))
                .hasMessage("Bridge.fail_mode: the row was read without this column");
        assertThatThrownBy(() -> mode.of(new Row(new UUID(1, 1), new TreeMap<>(Map.of("fail_mode", OvsdbValue.of(1))))))
                .hasMessage("Bridge.fail_mode: expected string, found 1");
    }
}
