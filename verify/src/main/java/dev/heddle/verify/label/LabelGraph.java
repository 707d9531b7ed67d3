package dev.heddle.verify.label;

import dev.heddle.flow.Action;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import dev.heddle.verify.Contract;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where labels come to in one switch's tables, remembered: a change of a flow or group works out anew the {@link Node}s that it
 * may meet, and what newly follows from them. Not thread-safe.
 */
public final class LabelGraph {
    private static final int TABLES = 256;

    /** Nodes that nothing leads to any more are swept once there are so many more than there were. */
    private static final int SLACK = 1024;

    /** More than any program needs: what comes to so many is not understood. */
    private static final int MOST_NODES = 1 << 18;

    private static final int UNKNOWN = -1;
    private static final int[] NO_SLOTS = {};

    private final Map<Flow.Key, Rule> rules = new HashMap<>();
    private final @Nullable RuleTable[] tables = new @Nullable RuleTable[TABLES];
    private final GroupUse groups = new GroupUse();
    private final Entrances entrances = new Entrances();
    private final Map<Node, Node> nodes = new HashMap<>();
    private final List<List<Node>> byTable = new ArrayList<>();
    private final ArrayDeque<Node> work = new ArrayDeque<>();
    private final int[][] slots = new int[TABLES][];
    private Labels labels;
    private Outputs outputs;
    private Shape shape;
    private Map<Entry, Node> roots = Map.of();
    private int alarmed;
    private int swept;
    private boolean stale = true;

    public LabelGraph(Labels labels) {
        this.labels = labels;
        this.outputs = new Outputs(labels);
        this.shape = new Shape(labels.contract().tunnelPort());
        for (int t = 0; t < TABLES; t++) {
            byTable.add(new ArrayList<>());
        }
    }

    /** Takes another contract: the ways in, and what leaves by ports that are others now, is worked out anew. */
    public void contract(Contract now) {
        Contract before = labels.contract();
        labels = labels.next(now);
        if (labels.isWorn()) {
            labels = new Labels(now);
            stale = true;
        }
        outputs = new Outputs(labels);
        entrances.renew();
        if (!now.tunnelPort().equals(before.tunnelPort())) {
            shape = new Shape(now.tunnelPort());
            rules.values().stream().filter(r -> !Rule.isClause(r.flow())).forEach(shape::add);
            groups.all().forEach(shape::add);
            stale = true;
        }
        stale |= now.complete() != before.complete() || !now.allowed().equals(before.allowed());
        if (!stale) {
            touchLeaving(changed(before, now));
        }
    }

    /** The numbers of the ports that mean something else now; the tunnel's is among them where VNIs do. */
    private static Set<Integer> changed(Contract before, Contract now) {
        Set<Integer> out = new HashSet<>();
        before.ports().forEach((number, port) -> {
            if (!port.equals(now.ports().get(number))) {
                out.add(number);
            }
        });
        now.ports().keySet().stream()
                .filter(number -> !before.ports().containsKey(number))
                .forEach(out::add);
        if (now.tunnelPort().isPresent() && !now.vnis().equals(before.vnis())) {
            out.add(now.tunnelPort().getAsInt());
        }
        return out;
    }

    private void touchLeaving(Set<Integer> ports) {
        for (List<Node> table : byTable) {
            for (Node node : table) {
                if (!node.dirty && node.leavesBy(ports)) {
                    node.dirty = true;
                    work.add(node);
                }
            }
        }
    }

    public Labels labels() {
        return labels;
    }

    public void clear() {
        rules.clear();
        Arrays.fill(tables, null);
        groups.clear();
        entrances.clear();
        shape = new Shape(labels.contract().tunnelPort());
        stale = true;
    }

    /** Throws IllegalArgumentException where the flow names a port instead of numbering it. */
    public void put(Flow flow) {
        remove(flow.key());
        Rule rule = Rule.of(flow);
        rules.put(flow.key(), rule);
        if (Rule.isClause(flow)) {
            return;
        }
        shape.add(rule);
        table(flow.table()).add(rule);
        entrances.add(rule);
        groups.use(rule);
        touch(rule);
    }

    public void remove(Flow.Key key) {
        Rule rule = rules.remove(key);
        if (rule == null || Rule.isClause(rule.flow())) {
            return;
        }
        table(key.table()).remove(rule);
        entrances.remove(rule);
        groups.disuse(rule);
        touch(rule);
    }

    public void put(Group group) {
        shape.add(group);
        groups.put(group);
        groups.users(group.id()).forEach(this::touch);
    }

    public void removeGroup(int id) {
        Set<Rule> users = groups.users(id);
        groups.remove(id);
        users.forEach(this::touch);
    }

    public Collection<Group> groups() {
        return groups.all();
    }

    public @Nullable Group group(int id) {
        return groups.get(id);
    }

    public int flowCount() {
        return rules.size();
    }

    public Collection<Flow> flows() {
        return rules.values().stream().map(Rule::flow).toList();
    }

    private RuleTable table(int number) {
        RuleTable table = tables[number];
        if (table == null) {
            table = new RuleTable();
            tables[number] = table;
        }
        return table;
    }

    /** The nodes that the rule may meet are out of date. */
    private void touch(Rule rule) {
        if (stale) {
            return;
        }
        int table = rule.flow().table();
        int[] slot = slots(table);
        for (Node node : byTable.get(table)) {
            if (!node.dirty && node.mayMatch(rule, slot)) {
                node.dirty = true;
                work.add(node);
            }
        }
    }

    private int[] slots(int table) {
        int[] out = slots[table];
        if (out.length == 0) {
            out = new int[Layout.WORDS];
            int at = 0;
            for (int w = 0; w < Layout.WORDS; w++) {
                boolean live = shape.live(table)[w] != 0;
                out[w] = live ? at : -1;
                at += live ? 2 : 0;
            }
            slots[table] = out;
        }
        return out;
    }

    /** Works out what changed. */
    public void settle() {
        if (shape.settle() || stale) {
            reset();
        }
        if (entrances.changed() || roots.isEmpty()) {
            Map<Entry, Node> now = new HashMap<>();
            for (Entry entry : entrances.all(labels)) {
                now.put(entry, node(0, entry.label(), 0, entry.packet()));
            }
            roots = now;
        }
        finish();
        if (stale) {
            return;
        }
        if (swept == UNKNOWN) {
            swept = nodes.size();
        }
        if (alarmed > 0 || nodes.size() > 2 * swept + SLACK) {
            sweep();
        }
    }

    private void finish() {
        Node node;
        while ((node = work.poll()) != null) {
            if (nodes.size() > MOST_NODES) {
                stale = true;
                return;
            }
            look(node);
        }
    }

    /** Whether the last {@link #settle} came to more states than are looked into: nothing is known then. */
    public boolean isTooLarge() {
        return stale;
    }

    private void reset() {
        nodes.clear();
        byTable.forEach(List::clear);
        work.clear();
        Arrays.fill(slots, NO_SLOTS);
        roots = Map.of();
        alarmed = 0;
        stale = false;
        swept = UNKNOWN;
    }

    /** Forgets the nodes that nothing leads to, and their alarms. */
    private void sweep() {
        Set<Node> reached = reached();
        nodes.keySet().retainAll(reached);
        byTable.forEach(t -> t.retainAll(reached));
        alarmed = (int) reached.stream().filter(n -> !n.quiet()).count();
        swept = nodes.size();
    }

    private Node node(int table, int label, int pretended, Known packet) {
        Node fresh = Node.of(table, label, pretended, packet, shape.live(table));
        Node known = nodes.putIfAbsent(fresh, fresh);
        if (known != null) {
            return known;
        }
        byTable.get(table).add(fresh);
        work.add(fresh);
        return fresh;
    }

    /** What a lookup may find. */
    public List<Rule> candidates(Node node) {
        RuleTable table = tables[node.table];
        return table == null ? List.of() : table.candidates(lookedUp(node));
    }

    private Known lookedUp(Node node) {
        Known packet = packet(node);
        if (node.pretended != 0) {
            packet.pretend(node.pretended);
        }
        return packet;
    }

    /** What is known of a node's packets. */
    public Known packet(Node node) {
        return node.packet(shape.live(node.table));
    }

    private void look(Node node) {
        alarmed -= node.quiet() ? 0 : 1;
        Found found = new Found(node.label);
        for (Rule rule : candidates(node)) {
            execute(rule, node, found);
        }
        node.next = List.copyOf(found.next);
        node.alarms = List.copyOf(found.alarms);
        node.leaves = found.leaves.stream().mapToInt(Integer::intValue).toArray();
        node.zones = found.zones.stream().mapToInt(Integer::intValue).toArray();
        node.dirty = false;
        alarmed += node.quiet() ? 0 : 1;
    }

    private void execute(Rule rule, Node node, Found found) {
        new Execution<>(found, groups::get, shape::written).run(rule.flow(), packet(node));
    }

    /** Whether there is nothing to look into: no alarm, and no zone of connections. */
    public boolean quiet() {
        return alarmed == 0;
    }

    /** The ways in, with what they lead to. */
    public Map<Entry, Node> roots() {
        return Collections.unmodifiableMap(roots);
    }

    /** The nodes to which something leads. */
    public Set<Node> reached() {
        Set<Node> out = new HashSet<>(roots.values());
        ArrayDeque<Node> open = new ArrayDeque<>(out);
        Node node;
        while ((node = open.poll()) != null) {
            for (Node next : node.next) {
                if (out.add(next)) {
                    open.add(next);
                }
            }
        }
        return out;
    }

    /** The nodes with alarms to which something leads. */
    public List<Node> alarmed() {
        return reached().stream().filter(n -> !n.alarms.isEmpty()).toList();
    }

    /** The nodes from which a way leads to one of these, themselves among them. */
    public Set<Node> leading(Set<Node> to) {
        Map<Node, List<Node>> before = new HashMap<>();
        for (Node node : reached()) {
            node.next.forEach(
                    n -> before.computeIfAbsent(n, k -> new ArrayList<>()).add(node));
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

    /** Whether a rule of a node leads to one of the nodes, or is the flow of the place. */
    public boolean leads(Node node, Rule rule, Set<Node> to, Place place) {
        if (rule.flow().equals(place.flow())) {
            return true;
        }
        Found found = new Found(node.label);
        execute(rule, node, found);
        return found.next.stream().anyMatch(to::contains);
    }

    /** The node to which such packets come, or null for none. */
    public @Nullable Node find(int table, int label, @Nullable Integer pretended, Known packet) {
        return nodes.get(Node.of(table, label, pretended == null ? 0 : pretended, packet, shape.live(table)));
    }

    /** The zones of connections that slices share which must not meet, in words. */
    public List<String> sharedZones() {
        Map<Integer, Set<Integer>> users = new TreeMap<>();
        for (Node node : reached()) {
            for (int zone : node.zones) {
                users.computeIfAbsent(zone, z -> new TreeSet<>()).add(node.label);
            }
        }
        List<String> out = new ArrayList<>();
        users.forEach((zone, of) ->
                labels.apart(of).ifPresent(pair -> out.add("conntrack zone " + zone + " is shared by " + pair)));
        return out;
    }

    /** The bits that a lookup in a table may write. */
    public long[] written(int table) {
        return shape.written(table);
    }

    int size() {
        return nodes.size();
    }

    /** What comes of one node. */
    private final class Found implements Execution.Sink<Known> {
        private final int label;
        private final Set<Node> next = new LinkedHashSet<>();
        private final List<Alarm> alarms = new ArrayList<>(0);
        private final Set<Integer> zones = new LinkedHashSet<>(0);
        private final Set<Integer> leaves = new LinkedHashSet<>(0);

        Found(int label) {
            this.label = label;
        }

        @Override
        public void output(Known packet, PortRef port, Place place) {
            Outputs.port(packet, port).ifPresent(leaves::add);
            alarm(outputs.fault(label, packet, port), place);
        }

        @Override
        public void output(Known packet, Subfield port, Place place) {
            Outputs.port(packet, port).ifPresent(leaves::add);
            alarm(outputs.fault(label, packet, port), place);
        }

        private void alarm(@Nullable String fault, Place place) {
            if (fault != null) {
                alarms.add(new Alarm(place, fault, true));
            }
        }

        @Override
        public void look(Known packet, int table, @Nullable PortRef pretended, Place place) {
            next.add(node(table, label, pretended == null ? 0 : Rule.number(pretended), packet));
        }

        @Override
        public void track(Known packet, Action.Ct ct, Place place) {
            Subfield zone = ct.zoneField();
            if (zone == null) {
                zones.add(ct.zone());
            } else if (packet.isKnown(zone)) {
                zones.add((int) packet.get(zone));
            } else {
                doubt("it tracks connections in a zone that the packet names", place);
            }
        }

        @Override
        public void doubt(String reason, Place place) {
            alarms.add(new Alarm(place, reason, false));
        }
    }
}
