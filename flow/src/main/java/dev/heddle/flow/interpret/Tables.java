package dev.heddle.flow.interpret;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The flows and groups that a switch holds, ports as numbers, found by packet: one hash a table and mask. Changing one flow
 * costs its own mask. Not thread-safe.
 */
public final class Tables {
    /** What a table has for a packet. */
    public sealed interface Found {}

    /** This flow matches. */
    public record Hit(Flow flow) implements Found {}

    /** No flow matches. */
    public enum Miss implements Found {
        MISS
    }

    /** It cannot be told which flow matches. */
    public record Unsure(String why) implements Found {}

    private final Map<Integer, FlowTable> tables = new HashMap<>();
    private final Map<Flow.Key, Rule> rules = new HashMap<>();
    /** One object for each mask. */
    private final Map<Mask, Mask> masks = new HashMap<>();

    private final Map<Integer, Group> groups = new HashMap<>();

    /** No flow, no group. */
    public Tables() {}

    /** Throws IllegalArgumentException where a flow names a port instead of numbering it. */
    public static Tables of(Collection<Flow> flows, Collection<Group> groups) {
        Tables tables = new Tables();
        flows.forEach(tables::add);
        groups.forEach(tables::add);
        return tables;
    }

    /** Takes the place of the flow with the same table, priority and match. */
    public void add(Flow flow) {
        remove(flow.key());
        Rule rule = Rule.of(flow, masks);
        rules.put(flow.key(), rule);
        tables.computeIfAbsent(flow.table(), t -> new FlowTable()).add(rule);
    }

    /** Removes a flow; nothing where it is not there. */
    public void remove(Flow.Key key) {
        Rule rule = rules.remove(key);
        FlowTable table = rule == null ? null : tables.get(key.table());
        if (rule != null && table != null) {
            table.remove(rule);
        }
    }

    /** Takes the place of the group with the same id. */
    public void add(Group group) {
        groups.put(group.id(), group);
    }

    public void removeGroup(int id) {
        groups.remove(id);
    }

    public @Nullable Group group(int id) {
        return groups.get(id);
    }

    /** The flow of this key, or null. */
    public @Nullable Flow flow(Flow.Key key) {
        Rule rule = rules.get(key);
        return rule == null ? null : rule.flow();
    }

    /** How many flows there are. */
    public int size() {
        return rules.size();
    }

    public Collection<Group> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    /** What a table has for a packet. */
    public Found find(int table, Packet packet) {
        FlowTable found = tables.get(table);
        return found == null ? Miss.MISS : found.find(packet);
    }
}
