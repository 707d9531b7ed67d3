package dev.heddle.flow.interpret;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.text.FlowText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One flow table: the flow of the highest priority that matches, conjunctive matches among them. */
final class FlowTable {
    private static final Comparator<Subtable> HIGHEST_FIRST =
            Comparator.comparingInt(Subtable::highestPriority).reversed();

    private final Map<Mask, Subtable> byMask = new HashMap<>();

    /** Flows with terms that nobody here can read. */
    private final List<Rule> opaque = new ArrayList<>();

    /** The highest priority first; sorted when asked for. */
    private final List<Subtable> sorted = new ArrayList<>();

    private boolean isSorted = true;

    void add(Rule rule) {
        if (rule.isOpaque()) {
            opaque.add(rule);
            return;
        }
        Subtable subtable = byMask.computeIfAbsent(rule.mask(), mask -> {
            Subtable made = new Subtable(mask);
            sorted.add(made);
            return made;
        });
        subtable.add(rule);
        isSorted = false;
    }

    void remove(Rule rule) {
        if (rule.isOpaque()) {
            opaque.removeIf(r -> r.isFor(rule.flow()));
            return;
        }
        Subtable subtable = byMask.get(rule.mask());
        if (subtable == null) {
            return;
        }
        subtable.remove(rule);
        if (subtable.isEmpty()) {
            byMask.remove(rule.mask());
            sorted.remove(subtable);
        }
        isSorted = false;
    }

    private List<Subtable> sorted() {
        if (!isSorted) {
            sorted.sort(HIGHEST_FIRST);
            isSorted = true;
        }
        return sorted;
    }

    Tables.Found find(Packet packet) {
        return new Search(packet, true).find();
    }

    /** One lookup. */
    private final class Search {
        private final Packet packet;
        private final boolean conjunctive;

        /** The best match that is certain. */
        private @Nullable Rule best;

        /** Another of the same priority. */
        private @Nullable Rule rival;

        /** The best that may match. */
        private @Nullable Rule possible;

        /** Flows that match as clauses, each with those below it of the same match. */
        private final List<List<Rule>> clauses = new ArrayList<>(0);

        Search(Packet packet, boolean conjunctive) {
            this.packet = packet;
            this.conjunctive = conjunctive;
        }

        Tables.Found find() {
            for (Subtable subtable : sorted()) {
                if (best != null && subtable.highestPriority() < best.priority()) {
                    break;
                }
                if (subtable.isKnown(packet)) {
                    take(subtable.matching(packet));
                } else {
                    subtable.possible(packet, this::takePossible);
                }
            }
            for (Rule rule : opaque) {
                if (rule.mayMatch(packet)) {
                    takePossible(rule);
                }
            }
            if (conjunctive && !clauses.isEmpty()) {
                Tables.Found found = conjunction();
                if (found != null) {
                    return found;
                }
            }
            return settle();
        }

        private Tables.Found settle() {
            if (possible != null && (best == null || possible.priority() >= best.priority())) {
                return new Tables.Unsure("a field is not known, and this may match: " + text(possible));
            }
            if (best == null) {
                return Tables.Miss.MISS;
            }
            return rival == null
                    ? new Tables.Hit(best.flow())
                    : new Tables.Unsure("two flows of one priority match: " + text(best) + " and " + text(rival));
        }

        private void take(List<Rule> matching) {
            if (matching.isEmpty()) {
                return;
            }
            if (matching.getFirst().isClause()) {
                clauses.add(matching);
            } else {
                takeCertain(matching.getFirst());
            }
        }

        private void takeCertain(Rule rule) {
            if (best == null || rule.priority() > best.priority()) {
                best = rule;
                rival = null;
            } else if (rule.priority() == best.priority()) {
                rival = rule;
            }
        }

        private void takePossible(Rule rule) {
            if (possible == null || rule.priority() > possible.priority()) {
                possible = rule;
            }
        }

        /** Null where no conjunction is complete. Lowers the clauses from priority to priority, as a switch does. */
        private Tables.@Nullable Found conjunction() {
            while (true) {
                clauses.removeIf(
                        c -> c.isEmpty() || (best != null && c.getFirst().priority() <= best.priority()));
                if (clauses.isEmpty()) {
                    return null;
                }
                int priority = clauses.stream()
                        .mapToInt(c -> c.getFirst().priority())
                        .max()
                        .orElseThrow();
                if (possible != null && possible.priority() >= priority) {
                    return settle();
                }
                Tables.Found found = complete(priority);
                if (found != null) {
                    return found;
                }
                lower(priority);
            }
        }

        private Tables.@Nullable Found complete(int priority) {
            Map<Integer, Long> met = new HashMap<>();
            for (List<Rule> rules : clauses) {
                Rule rule = rules.getFirst();
                if (rule.priority() != priority) {
                    continue;
                }
                for (Action.Conjunction clause : rule.clauses()) {
                    long all = -1L << clause.clauses();
                    long now = met.merge(clause.id(), all | 1L << clause.clause(), (a, b) -> a | b);
                    if (now == -1) {
                        Packet with = packet.copy().set(Field.CONJ_ID, Integer.toUnsignedLong(clause.id()));
                        Tables.Found found = new Search(with, false).find();
                        if (found != Tables.Miss.MISS) {
                            return found;
                        }
                        break;
                    }
                }
            }
            return null;
        }

        private void lower(int priority) {
            for (int i = 0; i < clauses.size(); i++) {
                List<Rule> rules = clauses.get(i);
                if (rules.getFirst().priority() != priority) {
                    continue;
                }
                List<Rule> below = rules.subList(1, rules.size());
                if (!below.isEmpty() && !below.getFirst().isClause()) {
                    takeCertain(below.getFirst());
                    below = List.of();
                }
                clauses.set(i, below);
            }
        }
    }

    private static String text(Rule rule) {
        return FlowText.flow(rule.flow());
    }
}
