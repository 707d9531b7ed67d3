package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Pipeline;
import dev.heddle.controller.state.Programs;
import dev.heddle.flow.PortRef;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import dev.heddle.verify.Contract;
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
     */
    Contract contract(PortMap ports, Map<Integer, String> described) {
        Integer tunnel = tunnel(ports);
        SortedMap<Integer, Contract.Port> out = new TreeMap<>();
        described.forEach((number, name) -> {
            if (!number.equals(tunnel)) {
                out.put(number, new Contract.Port(number, name, null));
            }
        });
        SortedMap<String, Integer> vnis = new TreeMap<>();
        members(ports).forEach((number, member) -> {
            vnis.put(member.slice(), member.vni());
            out.put(number, new Contract.Port(number, member.name(), member.slice()));
        });
        return new Contract(tunnel == null ? OptionalInt.empty() : OptionalInt.of(tunnel), out, true, vnis, Set.of());
    }

    /** For people, and for a proof elsewhere. */
    Programs.Contract view(PortMap ports) {
        Integer tunnel = tunnel(ports);
        return new Programs.Contract(
                tunnel == null ? OptionalInt.empty() : OptionalInt.of(tunnel),
                List.copyOf(members(ports).values()));
    }

    private static @Nullable Integer tunnel(PortMap ports) {
        return Pipeline.TUNNEL_PORT instanceof PortRef.Named named
                ? ports.numbers().get(named.name())
                : null;
    }

    /** By number. Of two interfaces that name one port, by its uid and by its name, the first is meant. */
    SortedMap<Integer, Programs.Member> members(PortMap ports) {
        SortedMap<Integer, Programs.Member> out = new TreeMap<>();
        ports.names().forEach((ifaceId, name) -> {
            Integer number = ports.numbers().get(name);
            PortState port = snapshot.portByIfaceId(ifaceId);
            SliceState slice = port == null ? null : slice(port);
            if (number == null || port == null || slice == null) {
                return;
            }
            ObjectKey key = port.resource().key();
            String uid = port.resource().uid().toString();
            if (members.contains(key) && (ifaceId.equals(uid) || !ports.names().containsKey(uid))) {
                out.put(
                        number,
                        new Programs.Member(
                                number, name, key.path(), slice.resource().key().path(), slice.vni()));
            }
        });
        return out;
    }

    private @Nullable SliceState slice(PortState port) {
        return snapshot.slices()
                .get(new ObjectKey(
                        Kind.SLICE, port.resource().key().tenant(), port.spec().slice()));
    }
}
