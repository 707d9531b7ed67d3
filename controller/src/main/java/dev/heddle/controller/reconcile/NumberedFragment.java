package dev.heddle.controller.reconcile;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.flow.Group;
import dev.heddle.flow.PortRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One fragment as one switch shall hold it: port numbers in place of names, without what is withheld or refused.
 *
 * @param fragment what it was made from
 * @param ports the named ports that it mentions, with the numbers used; null where a port is not plugged
 * @param flows numbered; the fragment's own list where it names no port
 * @param withheld iface-ids and interface names that are not plugged and whose flows are left out
 */
record NumberedFragment(
        Fragment fragment,
        Map<PortRef, PortRef.@Nullable Numbered> ports,
        List<Flow> flows,
        List<Group> groups,
        SortedSet<String> withheld) {

    static NumberedFragment of(Fragment fragment, PortMap ports, Refusals refused) {
        Map<PortRef, PortRef.@Nullable Numbered> used = new HashMap<>();
        SortedSet<String> withheld = new TreeSet<>();
        for (PortRef port : fragment.ports()) {
            PortRef.Numbered number = ports.number(port);
            used.put(port, number);
            if (number == null) {
                withheld.add(name(port));
            }
        }
        if (used.isEmpty() && refused.isEmpty()) {
            return new NumberedFragment(fragment, used, fragment.flows(), fragment.groups(), withheld);
        }
        List<Flow> flows = new ArrayList<>(fragment.flows().size());
        for (Flow flow : fragment.flows()) {
            Flow numbered = refused.contains(flow) ? null : flow.resolve(ports);
            if (numbered != null) {
                flows.add(numbered);
            }
        }
        List<Group> groups =
                fragment.groups().stream().filter(g -> !refused.contains(g)).toList();
        return new NumberedFragment(fragment, used, flows, groups, withheld);
    }

    /** Whether its fragment has the same numbers with these ports. */
    boolean holdsFor(PortMap numbers) {
        for (Map.Entry<PortRef, PortRef.@Nullable Numbered> port : ports.entrySet()) {
            if (!java.util.Objects.equals(port.getValue(), numbers.number(port.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** The ports that it mentions and that are not plugged. */
    Stream<PortRef> unnumbered() {
        return withheld.isEmpty()
                ? Stream.of()
                : ports.entrySet().stream().filter(p -> p.getValue() == null).map(Map.Entry::getKey);
    }

    /** Whether every host has the same part for the fragment. */
    @SuppressWarnings("ReferenceEquality")
    boolean shared() {
        return flows == fragment.flows() && groups == fragment.groups();
    }

    private static String name(PortRef port) {
        return switch (port) {
            case PortRef.Iface iface -> iface.ifaceId();
            case PortRef.Named named -> named.name();
            case PortRef.Numbered numbered -> Integer.toUnsignedString(numbered.value());
        };
    }
}
