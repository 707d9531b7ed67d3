package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Pipeline;
import dev.heddle.controller.state.Programs;
import dev.heddle.flow.PortRef;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.Snapshot;
import dev.heddle.verify.Contract;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which ports belong to which slice on one host at one revision: those that are bound to it, or stand by there, as declared and
 * observed. Never from a compiled program, which is what is to be proved. Immutable.
 */
record Membership(String host, Snapshot snapshot, Set<ObjectKey> members) {
    static Membership of(String host, Snapshot snapshot) {
        return new Membership(host, snapshot, snapshot.pluggedInto(host));
    }

    /** Whether the same ports are members, known from their being the same object. */
    @SuppressWarnings("ReferenceEquality")
    boolean sameAs(Membership other) {
        return members == other.members;
    }

    /**
     * What a switch of the host is held to.
     *
     * @param ports the numbers in use
     * @param described all ports that the switch has, by number
     * @param belongings what is known of the host's ports from memberships before; kept
     */
    Contract contract(PortMap ports, Map<Integer, String> described, Belongings belongings) {
        Integer tunnel = tunnel(ports);
        SortedMap<Integer, Contract.Port> out = new TreeMap<>();
        described.forEach((number, name) -> {
            if (!number.equals(tunnel)) {
                out.put(number, new Contract.Port(number, name, null));
            }
        });
        SortedMap<String, Integer> vnis = new TreeMap<>();
        for (Programs.Member member : members(ports, belongings)) {
            vnis.put(member.slice(), member.vni());
            out.put(member.number(), new Contract.Port(member.number(), member.name(), member.slice()));
        }
        return new Contract(tunnel == null ? OptionalInt.empty() : OptionalInt.of(tunnel), out, true, vnis, Set.of());
    }

    /** For people, and for a proof elsewhere. */
    Programs.Contract view(PortMap ports) {
        Integer tunnel = tunnel(ports);
        return new Programs.Contract(
                tunnel == null ? OptionalInt.empty() : OptionalInt.of(tunnel),
                members(ports, new Belongings()).stream()
                        .sorted(Comparator.comparingInt(Programs.Member::number))
                        .toList());
    }

    private static @Nullable Integer tunnel(PortMap ports) {
        return Pipeline.TUNNEL_PORT instanceof PortRef.Named named
                ? ports.numbers().get(named.name())
                : null;
    }

    /** Of two interfaces that name one port, by its uid and by its name, the first is meant. */
    private List<Programs.Member> members(PortMap ports, Belongings belongings) {
        List<Programs.Member> out = new ArrayList<>();
        for (Belongings.Belonging of : belongings.of(snapshot, members)) {
            String name = ports.names().getOrDefault(of.uid(), ports.names().get(of.port()));
            Integer number = name == null ? null : ports.numbers().get(name);
            if (name != null && number != null) {
                out.add(new Programs.Member(number, name, of.port(), of.slice(), of.vni()));
            }
        }
        return out;
    }
}
