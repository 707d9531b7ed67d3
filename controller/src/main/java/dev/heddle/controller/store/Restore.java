package dev.heddle.controller.store;

import dev.heddle.controller.state.Journal;
import dev.heddle.controller.state.JournalRefused;
import dev.heddle.controller.store.Database.Row;
import dev.heddle.controller.store.Database.SnapshotRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One walk over what is stored: proves the chain to its end, compares it with {@link Head}, and tells the listener the newest snapshot and the batches after it. The chain
 * begins at the older of two snapshots, which is when the records before it went, else at the genesis. Used once.
 */
final class Restore {
    private final Journal.Listener listener;
    private final Head.@Nullable Mark head;
    private final List<SnapshotRow> snapshots;
    private final long restoredSeq;
    private final List<byte[]> batch = new ArrayList<>();
    private long batchNumber;
    private long term;
    private long seq;
    private byte[] hash;
    private boolean headSeen;

    private Restore(Journal.Listener listener, Head.@Nullable Mark head, List<SnapshotRow> snapshots, byte[] genesis) {
        this.listener = listener;
        this.head = head;
        this.snapshots = snapshots;
        this.restoredSeq = snapshots.isEmpty() ? 0 : snapshots.getLast().seq();
        boolean cut = snapshots.size() > 1;
        this.seq = cut ? snapshots.getFirst().seq() : 0;
        this.hash = cut ? snapshots.getFirst().chain() : genesis;
    }

    /**
     * @param head what the head file says; empty where there is none
     * @return where the chain ends
     */
    static Head.Mark run(Database database, Meta meta, Optional<Head.Mark> head, Journal.Listener listener)
            throws SQLException, JournalRefused {
        List<SnapshotRow> snapshots = database.snapshots();
        for (SnapshotRow row : snapshots) {
            if (!Arrays.equals(row.hash(), Chain.ofSnapshot(row.seq(), row.chain(), row.body()))) {
                throw damaged("snapshot " + row.seq() + " does not match its hash");
            }
        }
        Restore restore = new Restore(listener, head.orElse(null), snapshots, Chain.genesis(meta.clusterId()));
        Optional<byte[]> body = snapshots.isEmpty()
                ? Optional.empty()
                : Optional.of(snapshots.getLast().body());
        listener.restored(meta.clusterId(), restore.restoredSeq, body);
        restore.lookAt();
        database.records(restore::take);
        return restore.end(meta);
    }

    private void take(Row row) throws JournalRefused {
        if (row.seq() != seq + 1) {
            throw damaged("record " + (seq + 1) + " is missing; the next one is " + row.seq());
        }
        byte[] expected = Chain.next(hash, row.seq(), row.term(), row.batch(), row.body());
        if (!Arrays.equals(expected, row.hash())) {
            throw damaged("record " + row.seq() + " does not match its hash");
        }
        if (row.term() < term || row.batch() > row.seq()) {
            throw damaged("record " + row.seq() + " is out of order");
        }
        if (row.batch() != batchNumber) {
            deliver();
        }
        seq = row.seq();
        term = row.term();
        hash = row.hash();
        batchNumber = row.batch();
        lookAt();
        if (seq > restoredSeq) {
            batch.add(row.body());
        }
    }

    /** Compares where the walk is with the snapshot and the head that speak of this record. */
    private void lookAt() throws JournalRefused {
        for (SnapshotRow row : snapshots) {
            if (row.seq() == seq && !Arrays.equals(row.chain(), hash)) {
                throw damaged("snapshot " + seq + " does not continue the chain");
            }
        }
        if (head != null && head.seq() == seq) {
            if (!Arrays.equals(head.hash(), hash)) {
                throw new JournalRefused(Head.NAME + " and " + Database.NAME + " disagree on record " + seq
                        + ": one of them is damaged or from another time");
            }
            headSeen = true;
        }
    }

    private void deliver() {
        if (!batch.isEmpty()) {
            listener.committed(seq, List.copyOf(batch));
            batch.clear();
        }
    }

    private Head.Mark end(Meta meta) throws JournalRefused {
        if (seq < restoredSeq) {
            throw damaged("it ends at record " + seq + ", before its snapshot " + restoredSeq);
        }
        if (head == null && seq > 0) {
            throw new JournalRefused(
                    Head.NAME + " is missing: it cannot be told whether " + Database.NAME + " is whole");
        }
        if (head != null && !headSeen) {
            throw new JournalRefused(Database.NAME + " ends at record " + seq + ", but " + Head.NAME + " says that "
                    + head + " was acknowledged: records are missing");
        }
        if (term > meta.term() || (head != null && head.term() > meta.term())) {
            throw damaged("its term " + meta.term() + " is older than what was written in term "
                    + Math.max(term, head == null ? 0 : head.term()));
        }
        deliver();
        return new Head.Mark(meta.term(), seq, hash);
    }

    private static JournalRefused damaged(String what) {
        return new JournalRefused(Database.NAME + " is damaged: " + what);
    }
}
