package dev.heddle.verify.label;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What each table, and what may follow it, reads and writes of the followed fields. It only grows: a flow that goes leaves what
 * it read. Groups count as one table behind all others. Not thread-safe.
 */
final class Shape {
    private static final int GROUPS = 255;
    private static final int TABLES = 256;
    private static final Field INGRESS = Field.IN_PORT_OXM;

    private static final long[] NONE = new long[Layout.WORDS];

    private final OptionalInt tunnelPort;
    private final @Nullable Table[] tables = new @Nullable Table[TABLES];
    private boolean grown;

    /** The bits of one table: its own, and with those of all that may follow. */
    private static final class Table {
        private final long[] reads = new long[Layout.WORDS];
        private final long[] writes = new long[Layout.WORDS];
        private final long[] live = new long[Layout.WORDS];
        private final long[] written = new long[Layout.WORDS];
        private final BitSet next = new BitSet();
    }

    Shape(OptionalInt tunnelPort) {
        this.tunnelPort = tunnelPort;
    }

    private Table at(int number) {
        Table table = tables[number];
        if (table == null) {
            table = new Table();
            tables[number] = table;
        }
        return table;
    }

    /** The bits that the table, or one that may follow, looks at; not to be changed. */
    long[] live(int table) {
        Table known = tables[table];
        return known == null ? NONE : known.live;
    }

    /** The bits that the table, or one that may follow, may write; not to be changed. */
    long[] written(int table) {
        Table known = tables[table];
        return known == null ? NONE : known.written;
    }

    void add(Rule rule) {
        Flow flow = rule.flow();
        int table = flow.table();
        grown |= rule.signature().addTo(at(table).reads);
        for (Instruction instruction : flow.instructions()) {
            switch (instruction) {
                case Instruction.Apply apply -> actions(apply.actions(), table);
                // executed on a packet of which nothing is known
                case Instruction.WriteActions set -> actions(set.actions(), table);
                case Instruction.Goto go -> follow(table, go.table());
                case Instruction.WriteMetadata write -> add(at(table).writes, Layout.SLICE, write.mask());
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
                add(at(table).reads, output.source());
                read(table, Field.TUN_ID);
            }
            case Action.Bundle bundle -> {
                bundle.members().forEach(p -> output(p, table));
                if (bundle.target() != null) {
                    add(at(table).writes, bundle.target());
                }
            }
            case Action.Group _ -> follow(table, GROUPS);
            case Action.SetField set ->
                add(at(table).writes, new Subfield(set.field(), 0, set.field().bits()));
            case Action.Move move -> {
                add(at(table).writes, move.to());
                if (Layout.holds(move.to().field())) {
                    add(at(table).reads, move.from());
                }
            }
            case Action.Pop pop -> add(at(table).writes, pop.target());
            case Action.Multipath multipath -> add(at(table).writes, multipath.target());
            case Action.CheckPacketLarger check -> add(at(table).writes, check.target());
            case Action.Learn learn -> {
                if (learn.resultTarget() != null) {
                    add(at(table).writes, learn.resultTarget());
                }
            }
            case Action.Resubmit resubmit -> resubmit(resubmit, table);
            case Action.Clone clone -> actions(clone.actions(), table);
            case Action.Ct ct -> {
                if (ct.zoneField() != null) {
                    add(at(table).reads, ct.zoneField());
                }
                if (ct.recirculateTable() != Action.Ct.NO_RECIRCULATION) {
                    follow(table, ct.recirculateTable());
                }
            }
            case Action.CtClear _ -> {
                add(at(table).writes, Subfield.of(Field.CT_STATE));
                add(at(table).writes, Subfield.of(Field.CT_ZONE));
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
        add(at(table).reads, Subfield.of(field));
    }

    private void follow(int table, int other) {
        BitSet next = at(table).next;
        if (!next.get(other)) {
            next.set(other);
            grown = true;
        }
    }

    private void add(long[] to, Subfield bits) {
        if (!Layout.holds(bits.field())) {
            return;
        }
        int done = 0;
        while (done < bits.width()) {
            int from = Layout.bit(bits.field(), bits.start() + done);
            int width = Layout.width(from, bits.width() - done);
            add(to, Layout.word(from), Layout.mask(from, width));
            done += width;
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
        boolean more = spread(t -> t.reads, t -> t.live);
        spread(t -> t.writes, t -> t.written);
        return more;
    }

    /** Adds to each table what it and its followers have, until nothing changes. */
    private boolean spread(Function<Table, long[]> own, Function<Table, long[]> all) {
        boolean ever = false;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int t = TABLES - 1; t >= 0; t--) {
                Table table = tables[t];
                if (table == null) {
                    continue;
                }
                changed |= merge(all.apply(table), own.apply(table));
                for (int n = table.next.nextSetBit(0); n >= 0; n = table.next.nextSetBit(n + 1)) {
                    Table next = tables[n];
                    changed |= next != null && merge(all.apply(table), all.apply(next));
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
