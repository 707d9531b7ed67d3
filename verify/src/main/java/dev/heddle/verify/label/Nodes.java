package dev.heddle.verify.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The nodes of a graph: by what they are, by where a rule may meet them, and by where their packets leave. Not thread-safe. */
final class Nodes {
    private static final int TABLES = 256;

    private final @Nullable Table[] tables = new @Nullable Table[TABLES];
    private final Map<Integer, Set<Node>> leaving = new HashMap<>();
    private final Shape shape;
    private int size;

    /** @param shape of which no table may look at more as long as there are nodes */
    Nodes(Shape shape) {
        this.shape = shape;
    }

    /** The node with the same packets, or null. */
    @Nullable
    Node like(Node node) {
        Table table = tables[node.table];
        return table == null ? null : table.nodes.get(node);
    }

    /** Takes a node of which there is none yet. */
    void add(Node node) {
        table(node.table).add(node);
        size++;
    }

    /** Takes it that something may leave by the ways that the node tells now. */
    void leaves(Node node) {
        for (int way : node.leaves()) {
            leaving.computeIfAbsent(way, w -> new HashSet<>()).add(node);
        }
    }

    /** Forgets the ways by which something may leave. */
    void leavesNot(Node node) {
        for (int way : node.leaves()) {
            leaving.computeIfPresent(way, (w, of) -> of.remove(node) && of.isEmpty() ? null : of);
        }
    }

    /** The nodes whose packets leave by one of these ways. */
    Set<Node> leavingBy(Set<Integer> ways) {
        Set<Node> out = new HashSet<>();
        for (int way : ways) {
            out.addAll(leaving.getOrDefault(way, Set.of()));
        }
        return out;
    }

    /** The nodes whose packets the rule may match; they may be marked on the way, but none added. */
    void meeting(Rule rule, Consumer<Node> to) {
        Table table = tables[rule.flow().table()];
        if (table != null) {
            table.meeting(rule, to);
        }
    }

    private Table table(int number) {
        Table table = tables[number];
        if (table == null) {
            table = new Table(shape.live(number));
            tables[number] = table;
        }
        return table;
    }

    int size() {
        return size;
    }

    Stream<Node> all() {
        return Arrays.stream(tables).filter(Objects::nonNull).flatMap(table -> table.nodes.values().stream());
    }

    void remove(Node node) {
        table(node.table).remove(node);
        size--;
        leavesNot(node);
    }

    /** The nodes of one table. */
    private static final class Table {
        private static final long PORT = Layout.ones(Integer.SIZE);

        private final int[] slots = new int[Layout.WORDS];
        private final Map<Node, Node> nodes = new HashMap<>();

        /** The bits of the slice that the table looks at. */
        private final long sliceMask;

        /** Null before a rule asks for it, as is the next. */
        private @Nullable ByWord bySlice;

        private @Nullable ByWord byIngress;

        Table(long[] live) {
            sliceMask = live[Layout.SLICE];
            int at = 0;
            for (int w = 0; w < Layout.WORDS; w++) {
                slots[w] = live[w] == 0 ? -1 : at;
                at += live[w] == 0 ? 0 : 2;
            }
        }

        void add(Node node) {
            nodes.put(node, node);
            if (bySlice != null) {
                bySlice.add(node);
            }
            if (byIngress != null) {
                byIngress.add(node);
            }
        }

        void remove(Node node) {
            nodes.remove(node);
            if (bySlice != null) {
                bySlice.remove(node);
            }
            if (byIngress != null) {
                byIngress.remove(node);
            }
        }

        void meeting(Rule rule, Consumer<Node> to) {
            long slice = rule.signature().mask(Layout.SLICE);
            if (slice != 0 && slice == sliceMask) {
                if (bySlice == null) {
                    bySlice = new ByWord(Layout.SLICE, slice);
                }
                bySlice.meeting(rule, to);
            } else if (rule.signature().mask(Layout.INGRESS) == PORT) {
                if (byIngress == null) {
                    byIngress = new ByWord(Layout.INGRESS, PORT);
                }
                byIngress.meeting(rule, to);
            } else {
                meeting(nodes.values(), rule, to);
            }
        }

        private void meeting(Collection<Node> some, Rule rule, Consumer<Node> to) {
            for (Node node : some) {
                if (node.mayMatch(rule, slots)) {
                    to.accept(node);
                }
            }
        }

        /** The nodes by the bits of one word that rules ask for. */
        private final class ByWord {
            private final int word;
            private final long mask;
            private final Map<Long, List<Node>> known = new HashMap<>();

            /** Those of which not all bits are known, and those for another ingress port. */
            private final List<Node> others = new ArrayList<>();

            ByWord(int word, long mask) {
                this.word = word;
                this.mask = mask;
                nodes.values().forEach(this::add);
            }

            private boolean isKnown(Node node) {
                int slot = slots[word];
                return slot >= 0 && node.pretended == 0 && node.knows(slot, mask);
            }

            private long value(Node node) {
                return node.value(slots[word]) & mask;
            }

            void add(Node node) {
                if (isKnown(node)) {
                    known.computeIfAbsent(value(node), v -> new ArrayList<>(2)).add(node);
                } else {
                    others.add(node);
                }
            }

            void remove(Node node) {
                if (isKnown(node)) {
                    known.computeIfPresent(value(node), (value, of) -> of.remove(node) && of.isEmpty() ? null : of);
                } else {
                    others.remove(node);
                }
            }

            void meeting(Rule rule, Consumer<Node> to) {
                long value = rule.signature().value(rule.values(), word);
                Table.this.meeting(known.getOrDefault(value, List.of()), rule, to);
                Table.this.meeting(others, rule, to);
            }
        }
    }
}
