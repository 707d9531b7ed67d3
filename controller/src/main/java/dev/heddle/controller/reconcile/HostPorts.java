package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Pipeline;
import dev.heddle.controller.reconcile.contract.HostFacts;
import dev.heddle.flow.PortRef;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Snapshot;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a host's port numbers from its facts, with interfaces named as programs name them. */
final class HostPorts {
    /** Parts TENANT from NAME; no uid has it. */
    private static final char SLASH = '/';

    private HostPorts() {}

    /** Of two interfaces with one port's iface-id in different spellings, the one that sorts first is taken. */
    static PortMap of(HostFacts facts, Snapshot snapshot) {
        SortedMap<String, String> names = new TreeMap<>();
        SortedMap<String, Integer> numbers = new TreeMap<>();
        facts.plugged().forEach((iface, plugged) -> {
            names.putIfAbsent(uid(iface, snapshot), plugged.name());
            numbers.put(plugged.name(), plugged.number());
        });
        OptionalInt tunnel = facts.tunnel();
        if (tunnel.isPresent() && Pipeline.TUNNEL_PORT instanceof PortRef.Named named) {
            numbers.put(named.name(), tunnel.getAsInt());
        }
        return new PortMap(names, numbers);
    }

    /** Whether the names depend on the snapshot: an iface-id of the form TENANT/NAME. */
    static boolean namedByPath(HostFacts facts) {
        return facts.plugged().keySet().stream().anyMatch(iface -> iface.indexOf(SLASH) >= 0);
    }

    private static String uid(String iface, Snapshot snapshot) {
        if (iface.indexOf(SLASH) < 0) {
            return iface.toLowerCase(Locale.ROOT);
        }
        PortState port = snapshot.portByIfaceId(iface);
        return port == null ? iface : port.resource().uid().toString();
    }
}
