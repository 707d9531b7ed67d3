package dev.heddle.simulator.whole;

import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.simulator.ovsdb.SimDatabase;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What others have in a host's database, row by row as {@link ForeignPart} tells it: it stays to the letter until others change
 * it. Heddle makes the rows that it shares with others, and removes none of them.
 */
final class ForeignRows {
    private final SimDatabase database;
    private final Map<UUID, Row> kept = new HashMap<>();

    /** Rows that changed since they were looked at, and their tables. */
    private final Map<UUID, String> changed = new LinkedHashMap<>();

    private Optional<String> spoilt = Optional.empty();

    ForeignRows(SimDatabase database) {
        this.database = database;
        database.onRow((table, uuid) -> changed.put(uuid, table));
    }

    /** Others change the database: what is theirs is to stay as they leave it. */
    void change(Runnable hand) {
        look();
        hand.run();
        changed.forEach((uuid, table) -> kept.compute(uuid, (_, _) -> theirs(table, uuid)));
        changed.clear();
    }

    /** What is not as others left it, in words; what was spoilt once stays so. */
    Optional<String> spoilt() {
        look();
        return spoilt;
    }

    private void look() {
        changed.forEach((uuid, table) -> spoilt = spoilt.or(() -> look(table, uuid)));
        changed.clear();
    }

    private Optional<String> look(String table, UUID uuid) {
        Row is = theirs(table, uuid);
        Row was = kept.get(uuid);
        if (was != null && !was.equals(is)) {
            return Optional.of("in %s %s %s".formatted(table, was.text("name"), words(was, is)));
        }
        if (was == null && is != null) {
            kept.put(uuid, is);
            if (!ForeignPart.isShared(table, is)) {
                return Optional.of("nobody but the controller can have made %s %s".formatted(table, is));
            }
        }
        return Optional.empty();
    }

    private static String words(Row was, @Nullable Row is) {
        if (is == null) {
            return "what others left is gone: " + was;
        }
        TreeMap<String, OvsdbValue> columns = new TreeMap<>(was.columns());
        columns.entrySet().removeIf(each -> each.getValue().equals(is.get(each.getKey())));
        String column = columns.firstKey();
        return "others left %s as %s, and it is %s".formatted(column, was.get(column), is.get(column));
    }

    private @Nullable Row theirs(String table, UUID uuid) {
        Row row = database.find(table, uuid);
        return row == null ? null : ForeignPart.of(database, table, row).orElse(null);
    }
}
