package dev.heddle.verify.label;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks from node to node. Pure. */
final class Walks {
    private Walks() {}

    /** These nodes and those to which they lead. */
    static Set<Node> from(Collection<Node> some) {
        Set<Node> out = new HashSet<>(some);
        ArrayDeque<Node> open = new ArrayDeque<>(out);
        Node node;
        while ((node = open.poll()) != null) {
            for (Node next : node.next()) {
                if (out.add(next)) {
                    open.add(next);
                }
            }
        }
        return out;
    }

    /** The nodes among some from which a way leads to one of these, themselves among them. */
    static Set<Node> leading(Set<Node> among, Set<Node> to) {
        Map<Node, List<Node>> before = new HashMap<>();
        for (Node node : among) {
            node.next()
                    .forEach(n ->
                            before.computeIfAbsent(n, k -> new ArrayList<>()).add(node));
        }
        Set<Node> out = new HashSet<>(to);
        ArrayDeque<Node> open = new ArrayDeque<>(to);
        Node node;
        while ((node = open.poll()) != null) {
            for (Node previous : before.getOrDefault(node, List.of())) {
                if (out.add(previous)) {
                    open.add(previous);
                }
            }
        }
        return out;
    }
}
