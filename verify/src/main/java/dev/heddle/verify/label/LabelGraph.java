package dev.heddle.verify.label;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.verify.Contract;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where labels come to in one switch's tables, remembered: what a flow that comes makes of the {@link Node}s that may meet it is
 * added; what one that went made of them is taken away when there is an alarm. Not thread-safe.
 */
public final class LabelGraph {
    private static final int TABLES = 256;

    /** Nodes that nothing leads to any more are swept once there are so many more than there were. */
    private static final int SLACK = 1024;

    /** More than any program needs: what comes to so many is not understood. */
    private static final int MOST_NODES = 1 << 18;

    private static final int UNKNOWN = -1;

    private final Map<Flow.Key, Rule> rules = new HashMap<>();
    private final Signatures signatures = new Signatures();

    private final @Nullable RuleTable[] tables = new @Nullable RuleTable[TABLES];
    private final GroupUse groups = new GroupUse();
    private final Entrances entrances = new Entrances();
    private final ArrayDeque<Node> work = new ArrayDeque<>();

    /** What one lookup asks, and what one rule makes of it: written anew for each. */
    private final Known asked = Known.nothing();

    private final Known made = Known.nothing();

    private Labels labels;
    private Outputs outputs;
    private Shape shape;
    private Nodes nodes;
    private Map<Entry, Node> roots = Map.of();
    private int alarmed;
    private int swept;
    private boolean stale = true;

    public LabelGraph(Labels labels) {
        this.labels = labels;
        this.outputs = new Outputs(labels);
        this.shape = new Shape(labels.contract().tunnelPort());
        this.nodes = new Nodes(shape);
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
            nodes.leavingBy(WaysOut.changed(before, now)).forEach(n -> touch(n, Node::spoil));
        }
    }

    public Labels labels() {
        return labels;
    }

    public void clear() {
        rules.clear();
        signatures.clear();
        Arrays.fill(tables, null);
        groups.clear();
        entrances.clear();
        shape = new Shape(labels.contract().tunnelPort());
        stale = true;
    }

    /** Throws IllegalArgumentException where the flow names a port instead of numbering it. */
    public void put(Flow flow) {
        Rule rule = Rule.of(flow, signatures);
        Rule before = rules.put(rule.key(), rule);
        if (before != null) {
            went(before);
        }
        if (Rule.isClause(flow)) {
            return;
        }
        shape.add(rule);
        table(flow.table()).add(rule);
        entrances.add(rule);
        groups.use(rule);
        touch(rule, node -> node.came(rule));
    }

    public void remove(Flow.Key key) {
        Rule rule = rules.remove(key);
        if (rule != null) {
            went(rule);
        }
    }

    private void went(Rule rule) {
        if (Rule.isClause(rule.flow())) {
            return;
        }
        table(rule.key().table()).remove(rule);
        entrances.remove(rule);
        groups.disuse(rule);
        touch(rule, node -> node.went(rule));
    }

    public void put(Group group) {
        shape.add(group);
        groups.put(group);
        groups.users(group.id()).forEach(this::changed);
    }

    public void removeGroup(int id) {
        Set<Rule> users = groups.users(id);
        groups.remove(id);
        users.forEach(this::changed);
    }

    private void changed(Rule rule) {
        touch(rule, node -> node.changed(rule));
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

    /** Tells the nodes that the rule may meet. */
    private void touch(Rule rule, Consumer<Node> of) {
        if (!stale) {
            nodes.meeting(rule, node -> touch(node, of));
        }
    }

    private void touch(Node node, Consumer<Node> of) {
        boolean known = node.isOpen();
        of.accept(node);
        if (!known && node.isOpen()) {
            work.add(node);
        }
    }

    /** Works out what changed. */
    public void settle() {
        if (shape.settle() || stale) {
            reset();
        }
        if (entrances.changed() || roots.isEmpty()) {
            Map<Entry, Node> now = new HashMap<>();
            for (Entry entry : entrances.all(labels)) {
                Node before = roots.get(entry);
                Node root = before != null ? before : node(0, entry.label(), 0, entry.packet());
                root.lead();
                now.put(entry, root);
            }
            unlead(roots.values());
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
            tighten();
            sweep();
        }
    }

    /** Works out what no longer comes of packets, which waits until somebody asks. */
    private void tighten() {
        nodes.all().filter(Node::isLoose).forEach(n -> touch(n, Node::spoil));
        finish();
    }

    private void finish() {
        Node node;
        while ((node = work.poll()) != null) {
            if (nodes.size() > MOST_NODES) {
                stale = true;
                return;
            }
            if (!node.isGone()) {
                look(node);
            }
        }
    }

    /** Something leads no longer to these: those to which nothing does are forgotten, with what only they led to. */
    private void unlead(Collection<Node> some) {
        ArrayDeque<Node> open = new ArrayDeque<>();
        unlead(some, open);
        Node node;
        while ((node = open.poll()) != null) {
            if (!node.isGone()) {
                forget(node);
                unlead(node.next(), open);
            }
        }
    }

    private static void unlead(Collection<Node> some, ArrayDeque<Node> last) {
        for (Node node : some) {
            if (node.unlead()) {
                last.add(node);
            }
        }
    }

    private void forget(Node node) {
        node.leave();
        nodes.remove(node);
        alarmed -= node.quiet() ? 0 : 1;
    }

    /** Whether the last {@link #settle} came to more states than are looked into: nothing is known then. */
    public boolean isTooLarge() {
        return stale;
    }

    private void reset() {
        nodes = new Nodes(shape);
        work.clear();
        roots = Map.of();
        alarmed = 0;
        stale = false;
        swept = UNKNOWN;
    }

    /** Forgets the nodes to which nothing leads but each other, or what was only tried. */
    private void sweep() {
        Set<Node> reached = reached();
        for (Node lost : nodes.all().filter(n -> !reached.contains(n)).toList()) {
            if (!lost.isGone()) {
                forget(lost);
                unlead(lost.next());
            }
        }
        swept = nodes.size();
    }

    private Node node(int table, int label, int pretended, Known packet) {
        Node fresh = Node.of(table, label, pretended, packet, shape.live(table));
        Node known = nodes.like(fresh);
        if (known != null) {
            return known;
        }
        nodes.add(fresh);
        work.add(fresh);
        return fresh;
    }

    /** What a lookup may find. */
    public List<Rule> candidates(Node node) {
        lookUp(node);
        return candidates(node.table);
    }

    /** What may answer {@link #asked} there. */
    private List<Rule> candidates(int number) {
        RuleTable table = tables[number];
        return table == null ? List.of() : table.candidates(asked);
    }

    /** Writes down in {@link #asked} what is known where the node's packets are looked up. */
    private void lookUp(Node node) {
        node.packet(shape.live(node.table), asked);
        if (node.pretended != 0) {
            asked.pretend(node.pretended);
        }
    }

    /** What is known of a node's packets. */
    public Known packet(Node node) {
        Known out = Known.nothing();
        node.packet(shape.live(node.table), out);
        return out;
    }

    private void look(Node node) {
        alarmed -= node.quiet() ? 0 : 1;
        lookUp(node);
        List<Node> before = node.next();
        if (node.isDirty()) {
            nodes.leavesNot(node);
            node.is(found(node, candidates(node.table)));
            node.next().forEach(Node::lead);
            unlead(before);
        } else {
            node.also(found(node, came(node)));
            node.next().subList(before.size(), node.next().size()).forEach(Node::lead);
        }
        nodes.leaves(node);
        alarmed += node.quiet() ? 0 : 1;
    }

    /** The rules that came and are still there, as the very ones: others may have been taken for them. */
    @SuppressWarnings("ReferenceEquality")
    private List<Rule> came(Node node) {
        return node.met().stream()
                .filter(rule -> rules.get(rule.key()) == rule && !node.hides(rule))
                .toList();
    }

    /** What the rules make of the node's packets, which were looked up. */
    private Found found(Node node, List<Rule> by) {
        Found found = new Found(node.label, outputs, this::node);
        Execution<Known> execution = execution(found);
        for (Rule rule : by) {
            node.packet(shape.live(node.table), made);
            execution.run(rule.flow(), made);
            if (rule.certain(asked)) {
                found.matchesAll(rule);
            }
        }
        return found;
    }

    private Execution<Known> execution(Found found) {
        return new Execution<>(found, groups::get, shape::written);
    }

    /** Whether there is nothing to look into: no alarm, and no zone of connections. */
    public boolean quiet() {
        return alarmed == 0;
    }

    /** The ways in, with what they lead to. */
    public Map<Entry, Node> roots() {
        return Collections.unmodifiableMap(roots);
    }

    /** The nodes with alarms to which something leads. */
    public List<Node> alarmed() {
        return reached().stream().filter(n -> !n.alarms().isEmpty()).toList();
    }

    private Set<Node> reached() {
        return Walks.from(roots.values());
    }

    /** The nodes from which a way leads to one of these, themselves among them. */
    public Set<Node> leading(Set<Node> to) {
        return Walks.leading(reached(), to);
    }

    /** Whether a rule of a node leads to one of the nodes, or is the flow of the place. */
    public boolean leads(Node node, Rule rule, Set<Node> to, Place place) {
        if (rule.flow().equals(place.flow())) {
            return true;
        }
        Found found = new Found(node.label, outputs, this::node);
        execution(found).run(rule.flow(), packet(node));
        return found.next.stream().anyMatch(to::contains);
    }

    /** The node to which such packets come, or null for none. */
    public @Nullable Node find(int table, int label, @Nullable Integer pretended, Known packet) {
        return nodes.like(Node.of(table, label, pretended == null ? 0 : pretended, packet, shape.live(table)));
    }

    /** The zones of connections that slices share which must not meet, in words. */
    public List<String> sharedZones() {
        Map<Integer, Set<Integer>> users = new TreeMap<>();
        for (Node node : reached()) {
            for (int zone : node.zones()) {
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
}
