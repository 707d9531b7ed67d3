package dev.heddle.verify;

import dev.heddle.compiler.Compiler;
import dev.heddle.compiler.Pipeline;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Program;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A host's program with numbered ports, and its contract, which is read from the snapshot's bindings alone: the tunnel port is
 * 1, access ports count from 2, by slice and name.
 */
record Numbered(Contract contract, List<Flow> flows, List<Group> groups) {
    static final int TUNNEL = 1;

    static Numbered of(Snapshot snapshot, String host) {
        return of(snapshot, host, new Compiler().compile(snapshot).get(host));
    }

    static Numbered of(Snapshot snapshot, String host, Program program) {
        Map<String, Integer> numbers = new HashMap<>();
        SortedMap<Integer, Contract.Port> ports = new TreeMap<>();
        SortedMap<String, Integer> vnis = new TreeMap<>();
        for (SliceState slice : snapshot.slices().values()) {
            String name = slice.resource().key().path();
            vnis.put(name, slice.vni());
            for (PortState port : byName(slice)) {
                boolean here = port.standby().contains(host)
                        || port.binding().filter(b -> b.host().equals(host)).isPresent();
                if (here) {
                    int number = TUNNEL + 1 + ports.size();
                    numbers.put(port.resource().uid().toString(), number);
                    ports.put(
                            number,
                            new Contract.Port(number, port.resource().key().name(), name));
                }
            }
        }
        Contract contract = new Contract(OptionalInt.of(TUNNEL), ports, true, vnis, Set.of());
        return new Numbered(
                contract,
                program.flows().stream()
                        .map(f -> f.resolve(p -> number(numbers, p)))
                        .filter(Objects::nonNull)
                        .toList(),
                program.groups().stream()
                        .map(g -> g.resolve(p -> number(numbers, p)))
                        .toList());
    }

    private static List<PortState> byName(SliceState slice) {
        return slice.ports().values().stream()
                .sorted(Comparator.comparing(p -> p.resource().key().name()))
                .toList();
    }

    private static PortRef.@Nullable Numbered number(Map<String, Integer> numbers, PortRef port) {
        return switch (port) {
            case PortRef.Numbered numbered -> numbered;
            case PortRef.Named named -> named.equals(Pipeline.TUNNEL_PORT) ? new PortRef.Numbered(TUNNEL) : null;
            case PortRef.Iface iface -> {
                Integer number = numbers.get(iface.ifaceId());
                yield number == null ? null : new PortRef.Numbered(number);
            }
        };
    }

    IsolationProof proof() {
        IsolationProof proof = new IsolationProof(contract, BridgeFacts.QUIET);
        proof.replaceAll(flows, groups);
        return proof;
    }
}
