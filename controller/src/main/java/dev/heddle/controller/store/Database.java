package dev.heddle.controller.store;

import dev.heddle.controller.state.JournalRefused;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The SQLite file {@code journal.db}: one connection, owned by the journal's thread. WAL with {@code synchronous=FULL}: a
 * commit returns once it is on the disk. Checkpoints are ours to call, because SQLite would keep their errors to itself.
 */
final class Database implements AutoCloseable {
    static final String NAME = "journal.db";
    private static final List<Integer> OLDEST_SQLITE = List.of(3, 51, 3);
    private static final String META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID";
    private static final List<String> SCHEMA = List.of(
            META,
            "CREATE TABLE record (seq INTEGER PRIMARY KEY, term INTEGER NOT NULL, batch INTEGER NOT NULL,"
                    + " hash BLOB NOT NULL, body BLOB NOT NULL)",
            "CREATE TABLE snapshot (seq INTEGER PRIMARY KEY, chain BLOB NOT NULL, hash BLOB NOT NULL,"
                    + " body BLOB NOT NULL)");

    /** A row of {@code record}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(long seq, long term, long batch, byte[] hash, byte[] body) {}

    /**
     * A row of {@code snapshot}.
     *
     * @param chain the hash of record {@code seq}
     * @param hash over the whole row
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record SnapshotRow(long seq, byte[] chain, byte[] hash, byte[] body) {}

    /** Takes rows in the order of their numbers. */
    interface RowReader {
        void take(Row row) throws JournalRefused;
    }

    /** Work that is done whole or not at all. */
    interface Work {
        void run() throws SQLException;
    }

    private final Connection connection;
    private final PreparedStatement insert;

    private Database(Connection connection) throws SQLException {
        this.connection = connection;
        this.insert = connection.prepareStatement("INSERT INTO record VALUES (?, ?, ?, ?, ?)");
    }

    /** Opens the file, makes it where it is missing, and looks it over. */
    @SuppressWarnings("MustBeClosedChecker")
    static Database open(Path file) throws SQLException, JournalRefused {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try {
            configure(connection);
            if (names(connection).isEmpty()) {
                createSchema(connection);
            }
            return new Database(connection);
        } catch (SQLException | JournalRefused | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void configure(Connection connection) throws SQLException, JournalRefused {
        String version = text(connection, "SELECT sqlite_version()");
        List<Integer> numbers =
                Arrays.stream(version.split("\\.")).map(Integer::valueOf).toList();
        if (Arrays.compare(ints(numbers), ints(OLDEST_SQLITE)) < 0) {
            throw new JournalRefused("SQLite " + version + " is too old: 3.51.3 or newer is needed");
        }
        pragma(connection, "busy_timeout=2000", "2000");
        pragma(connection, "journal_mode=WAL", "wal");
        for (String setting :
                List.of("synchronous=2", "wal_autocheckpoint=0", "cell_size_check=1", "trusted_schema=0")) {
            String name = setting.substring(0, setting.indexOf('='));
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA " + setting);
            }
            pragma(connection, name, setting.substring(name.length() + 1));
        }
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void pragma(Connection connection, String pragma, String expected)
            throws SQLException, JournalRefused {
        String found = text(connection, "PRAGMA " + pragma);
        if (!found.equals(expected)) {
            throw new JournalRefused(NAME + ": PRAGMA " + pragma + " gave " + found + ", expected " + expected);
        }
    }

    private static void createSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            for (String table : SCHEMA) {
                statement.execute(table);
            }
            statement.execute("COMMIT");
        }
    }

    /** Refuses a file whose pages or tables are not what SQLite and we wrote. */
    void check() throws SQLException, JournalRefused {
        List<String> tables = strings(connection, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
        if (!tables.equals(SCHEMA)) {
            throw new JournalRefused(NAME + " is damaged: its tables are " + tables);
        }
        List<String> found = strings(connection, "PRAGMA integrity_check");
        if (!found.equals(List.of("ok"))) {
            throw new JournalRefused(NAME + " is damaged: " + String.join("; ", found));
        }
    }

    /** The format as table {@code meta} tells it, before anything else is read; empty in a new file. */
    String format() throws SQLException {
        return String.join(",", strings(connection, "SELECT value FROM meta WHERE key = 'format'"));
    }

    SortedMap<String, String> meta() throws SQLException {
        SortedMap<String, String> meta = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT key, value FROM meta")) {
            while (rows.next()) {
                meta.put(rows.getString(1), rows.getString(2));
            }
        }
        return meta;
    }

    void putMeta(SortedMap<String, String> meta) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES (?, ?)")) {
            for (var entry : meta.entrySet()) {
                put.setString(1, entry.getKey());
                put.setString(2, entry.getValue());
                put.executeUpdate();
            }
        }
    }

    /** All snapshots, oldest first. There are at most two. */
    List<SnapshotRow> snapshots() throws SQLException {
        List<SnapshotRow> snapshots = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT seq, chain, hash, body FROM snapshot ORDER BY seq")) {
            while (rows.next()) {
                snapshots.add(new SnapshotRow(rows.getLong(1), rows.getBytes(2), rows.getBytes(3), rows.getBytes(4)));
            }
        }
        return snapshots;
    }

    /** The number of the newest snapshot; 0 without one. */
    long newestSnapshot() throws SQLException {
        return Long.parseLong(text(connection, "SELECT coalesce(max(seq), 0) FROM snapshot"));
    }

    void records(RowReader reader) throws SQLException, JournalRefused {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT seq, term, batch, hash, body FROM record ORDER BY seq")) {
            while (rows.next()) {
                reader.take(
                        new Row(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getBytes(4), rows.getBytes(5)));
            }
        }
    }

    Optional<byte[]> hashOf(long seq) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT hash FROM record WHERE seq = ?")) {
            query.setLong(1, seq);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
            }
        }
    }

    void insert(Row row) throws SQLException {
        insert.setLong(1, row.seq());
        insert.setLong(2, row.term());
        insert.setLong(3, row.batch());
        insert.setBytes(4, row.hash());
        insert.setBytes(5, row.body());
        insert.executeUpdate();
    }

    /** Adds a snapshot; of the older ones only the newest stays, and the records after it. */
    void insert(SnapshotRow row) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement put = connection.prepareStatement("INSERT INTO snapshot VALUES (?, ?, ?, ?)")) {
            statement.executeUpdate("DELETE FROM snapshot WHERE seq < (SELECT max(seq) FROM snapshot)");
            statement.executeUpdate("DELETE FROM record WHERE seq <= (SELECT max(seq) FROM snapshot)");
            put.setLong(1, row.seq());
            put.setBytes(2, row.chain());
            put.setBytes(3, row.hash());
            put.setBytes(4, row.body());
            put.executeUpdate();
        }
    }

    /** One durable transaction. On any exception the caller must {@link #rollback} or stop using the database. */
    void transaction(Work work) throws SQLException {
        execute("BEGIN IMMEDIATE");
        work.run();
        execute("COMMIT");
    }

    /** Undoes a transaction that failed for lack of room. */
    void rollback() throws SQLException {
        try {
            execute("ROLLBACK");
        } catch (SQLiteException e) {
            if (e.getResultCode() != SQLiteErrorCode.SQLITE_ERROR) {
                throw e;
            }
            // SQLite has rolled back by itself; the next BEGIN fails if it has not.
        }
    }

    /** Copies the WAL into the database file as far as other readers let it. */
    void checkpoint() throws SQLException {
        execute("PRAGMA wal_checkpoint(PASSIVE)");
    }

    static boolean isFull(SQLException e) {
        return e instanceof SQLiteException sqlite && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> names(Connection connection) throws SQLException {
        return strings(connection, "SELECT name FROM sqlite_schema");
    }

    private static String text(Connection connection, String sql) throws SQLException {
        List<String> found = strings(connection, sql);
        return found.isEmpty() ? "nothing" : found.getFirst();
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(String.valueOf(rows.getString(1)));
            }
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
