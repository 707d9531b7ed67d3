package dev.heddle.flow;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A part of a program that is compiled, compared and sent as one: a slice's remote part (the same object on all of its
 * hosts), one local port, the peers of a host. Fragments of one program never share a flow key or a group id.
 *
 * @param name unique in a program
 */
public record Fragment(String name, List<Flow> flows, List<Group> groups) {
    public Fragment {
        flows = List.copyOf(flows);
        groups = List.copyOf(groups);
    }

    /** The ports that the fragment names and a session must resolve. */
    public Set<PortRef> ports() {
        Set<PortRef> out = new HashSet<>();
        for (Flow flow : flows) {
            PortRef in = flow.match().inPort();
            if (in != null) {
                out.add(in);
            }
            NamedPorts.of(flow.instructions(), out::add);
        }
        out.removeIf(PortRef.Numbered.class::isInstance);
        return out;
    }
}
