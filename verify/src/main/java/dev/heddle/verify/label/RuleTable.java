package dev.heddle.verify.label;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of one table, found by what is known of a packet: one hash for each signature. Not thread-safe. */
final class RuleTable {
    private final Map<Signature, Subtable> subtables = new LinkedHashMap<>();

    void add(Rule rule) {
        subtables.computeIfAbsent(rule.signature(), Subtable::new).add(rule);
    }

    void remove(Rule rule) {
        Subtable subtable = subtables.get(rule.signature());
        if (subtable != null) {
            subtable.remove(rule);
            if (subtable.size == 0) {
                subtables.remove(rule.signature());
            }
        }
    }

    /** The rules that may be the one to match a packet: those that may match, less those under one that matches for certain. */
    List<Rule> candidates(Known packet) {
        List<Rule> out = new ArrayList<>();
        int floor = -1;
        for (Subtable subtable : subtables.values()) {
            for (Rule rule : subtable.possible(packet)) {
                if (rule.priority() >= floor && rule.possible(packet)) {
                    out.add(rule);
                    if (rule.certain(packet)) {
                        floor = rule.priority();
                    }
                }
            }
        }
        int least = floor;
        out.removeIf(r -> r.priority() < least);
        return out;
    }

    /** The rules with one signature. */
    private static final class Subtable {
        private final Signature signature;
        private final boolean alsoBySlice;
        private final Map<Words, List<Rule>> exact = new HashMap<>();

        /** By the slice alone, where the signature has more, of which not all may be known. */
        private final Map<Long, List<Rule>> bySlice = new HashMap<>();

        private int size;

        Subtable(Signature signature) {
            this.signature = signature;
            this.alsoBySlice = signature.isWiderThan(Layout.SLICE);
        }

        void add(Rule rule) {
            exact.computeIfAbsent(new Words(rule.values()), w -> new ArrayList<>(1))
                    .add(rule);
            if (alsoBySlice) {
                bySlice.computeIfAbsent(slice(rule), s -> new ArrayList<>(1)).add(rule);
            }
            size++;
        }

        private long slice(Rule rule) {
            return signature.value(rule.values(), Layout.SLICE);
        }

        void remove(Rule rule) {
            if (take(exact, new Words(rule.values()), rule)) {
                size--;
            }
            if (alsoBySlice) {
                take(bySlice, slice(rule), rule);
            }
        }

        private static <K> boolean take(Map<K, List<Rule>> from, K key, Rule rule) {
            List<Rule> rules = from.get(key);
            if (rules == null || !rules.remove(rule)) {
                return false;
            }
            if (rules.isEmpty()) {
                from.remove(key);
            }
            return true;
        }

        /** A superset of the rules that may match. */
        Iterable<Rule> possible(Known packet) {
            if (signature.known(packet)) {
                return exact.getOrDefault(new Words(signature.values(packet.value)), List.of());
            }
            long mask = signature.mask(Layout.SLICE);
            if (alsoBySlice && (mask & ~packet.known[Layout.SLICE]) == 0) {
                return bySlice.getOrDefault(packet.value[Layout.SLICE] & mask, List.of());
            }
            List<Rule> all = new ArrayList<>(size);
            for (Collection<Rule> rules : exact.values()) {
                all.addAll(rules);
            }
            return all;
        }
    }
}
