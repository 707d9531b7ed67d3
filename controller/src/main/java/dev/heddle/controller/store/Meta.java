package dev.heddle.controller.store;

import dev.heddle.controller.state.JournalRefused;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The table {@code meta}.
 *
 * @param clusterId given when the journal was made, never changed
 * @param term raised at each start
 */
record Meta(String clusterId, long term) {
    /** The newest format that this program reads, and the one it writes. */
    static final int FORMAT = 1;

    private static final String CHECK = "check";

    Meta raised(long atLeast) {
        return new Meta(clusterId, Math.max(term + 1, atLeast));
    }

    SortedMap<String, String> rows() {
        SortedMap<String, String> rows = new TreeMap<>();
        rows.put("format", Integer.toString(FORMAT));
        rows.put("cluster", clusterId);
        rows.put("term", Long.toString(term));
        rows.put(CHECK, HexFormat.of().formatHex(Chain.ofMeta(rows)));
        return rows;
    }

    /** Refuses a newer format before anything else is understood. */
    static void checkFormat(String format) throws JournalRefused {
        if (format.matches("[0-9]{1,9}") && Integer.parseInt(format) > FORMAT) {
            throw new JournalRefused(Database.NAME + " has format " + format + "; this version of heddle reads up to "
                    + FORMAT + ": start the newer version, or restore a backup");
        }
    }

    static Meta of(SortedMap<String, String> rows) throws JournalRefused {
        try {
            Meta meta = new Meta(rows.getOrDefault("cluster", ""), Long.parseLong(rows.getOrDefault("term", "")));
            if (meta.rows().equals(rows)) {
                return meta;
            }
        } catch (NumberFormatException e) {
            // said below: the rows do not match their check
        }
        throw new JournalRefused(Database.NAME + " is damaged: table meta does not match its check");
    }
}
