package dev.heddle.verify.label;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * What each table, and what may follow it, reads and writes of the followed fields. It only grows: a flow that goes leaves what
 * it read. Groups count as one table behind all others. Not thread-safe.
 */
final class Shape {
    private static final int GROUPS = 255;
    private static final int TABLES = 256;
    private static final Field INGRESS = Field.IN_PORT_OXM;

    private final OptionalInt tunnelPort;
    private final long[][] reads = new long[TABLES][Layout.WORDS];
    private final long[][] writes = new long[TABLES][Layout.WORDS];
    private final BitSet[] next = new BitSet[TABLES];
    private final long[][] live = new long[TABLES][Layout.WORDS];
    private final long[][] written = new long[TABLES][Layout.WORDS];
    private boolean grown;

    Shape(OptionalInt tunnelPort) {
        this.tunnelPort = tunnelPort;
        Arrays.setAll(next, t -> new BitSet());
    }

    /** The bits that the table, or one that may follow, looks at. */
    long[] live(int table) {
        return live[table];
    }

    /** The bits that the table, or one that may follow, may write. */
    long[] written(int table) {
        return written[table];
    }

    void add(Rule rule) {
        Flow flow = rule.flow();
        int table = flow.table();
        long[] read = reads[table];
        for (int w = 0; w < Layout.WORDS; w++) {
            add(read, w, rule.signature().mask(w));
        }
        for (Instruction instruction : flow.instructions()) {
            switch (instruction) {
                case Instruction.Apply apply -> actions(apply.actions(), table);
                // executed on a packet of which nothing is known
                case Instruction.WriteActions set -> actions(set.actions(), table);
                case Instruction.Goto go -> follow(table, go.table());
                case Instruction.WriteMetadata write -> add(writes[table], Layout.SLICE, write.mask());
                case Instruction.ClearActions _, Instruction.Raw _ -> {}
            }
        }
    }

    void add(Group group) {
        group.buckets().forEach(b -> actions(b.actions(), GROUPS));
    }

    private void actions(List<Action> actions, int table) {
        for (Action action : actions) {
            action(action, table);
        }
    }

    private void action(Action action, int table) {
        switch (action) {
            case Action.Output output -> output(output.port(), table);
            case Action.OutputTruncated output -> output(output.port(), table);
            case Action.OutputField output -> {
                add(reads[table], output.source());
                read(table, Field.TUN_ID);
            }
            case Action.Bundle bundle -> {
                bundle.members().forEach(p -> output(p, table));
                if (bundle.target() != null) {
                    add(writes[table], bundle.target());
                }
            }
            case Action.Group _ -> follow(table, GROUPS);
            case Action.SetField set ->
                add(writes[table], new Subfield(set.field(), 0, set.field().bits()));
            case Action.Move move -> {
                add(writes[table], move.to());
                if (Layout.holds(move.to().field())) {
                    add(reads[table], move.from());
                }
            }
            case Action.Pop pop -> add(writes[table], pop.target());
            case Action.Multipath multipath -> add(writes[table], multipath.target());
            case Action.CheckPacketLarger check -> add(writes[table], check.target());
            case Action.Learn learn -> {
                if (learn.resultTarget() != null) {
                    add(writes[table], learn.resultTarget());
                }
            }
            case Action.Resubmit resubmit -> resubmit(resubmit, table);
            case Action.Clone clone -> actions(clone.actions(), table);
            case Action.Ct ct -> {
                if (ct.zoneField() != null) {
                    add(reads[table], ct.zoneField());
                }
                if (ct.recirculateTable() != Action.Ct.NO_RECIRCULATION) {
                    follow(table, ct.recirculateTable());
                }
            }
            case Action.CtClear _ -> {
                add(writes[table], Subfield.of(Field.CT_STATE));
                add(writes[table], Subfield.of(Field.CT_ZONE));
            }
            default -> {}
        }
    }

    private void resubmit(Action.Resubmit resubmit, int table) {
        if (resubmit.table() != 255) {
            follow(table, resubmit.table());
        } else if (table == GROUPS) {
            // the table in which the group was used, which can be any
            for (int t = 0; t < GROUPS; t++) {
                follow(table, t);
            }
        } else {
            follow(table, table);
        }
    }

    private void output(PortRef port, int table) {
        if (port.equals(PortRef.IN_PORT)) {
            read(table, INGRESS);
            read(table, Field.TUN_ID);
        } else if (tunnelPort.isPresent() && Rule.number(port) == tunnelPort.getAsInt()) {
            read(table, Field.TUN_ID);
        }
    }

    private void read(int table, Field field) {
        add(reads[table], Subfield.of(field));
    }

    private void follow(int table, int other) {
        if (!next[table].get(other)) {
            next[table].set(other);
            grown = true;
        }
    }

    private void add(long[] to, Subfield bits) {
        if (!Layout.holds(bits.field())) {
            return;
        }
        int done = 0;
        while (done < bits.width()) {
            Layout.Piece piece = Layout.piece(bits.field(), bits.start() + done, bits.width() - done);
            add(to, piece.word(), piece.mask());
            done += piece.width();
        }
    }

    private void add(long[] to, int word, long mask) {
        if ((to[word] | mask) != to[word]) {
            to[word] |= mask;
            grown = true;
        }
    }

    /** Works out what follows from what was added; true where a table looks at more than it did. */
    boolean settle() {
        if (!grown) {
            return false;
        }
        grown = false;
        boolean more = spread(reads, live);
        spread(writes, written);
        return more;
    }

    /** Adds to each table what it and its followers have, until nothing changes. */
    private boolean spread(long[][] own, long[][] all) {
        boolean ever = false;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int t = TABLES - 1; t >= 0; t--) {
                changed |= merge(all[t], own[t]);
                for (int n = next[t].nextSetBit(0); n >= 0; n = next[t].nextSetBit(n + 1)) {
                    changed |= merge(all[t], all[n]);
                }
            }
            ever |= changed;
        }
        return ever;
    }

    private static boolean merge(long[] to, long[] from) {
        boolean changed = false;
        for (int w = 0; w < to.length; w++) {
            changed |= (from[w] & ~to[w]) != 0;
            to[w] |= from[w];
        }
        return changed;
    }
}
