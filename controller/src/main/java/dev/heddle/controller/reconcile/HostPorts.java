package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Pipeline;
import dev.heddle.controller.reconcile.contract.HostFacts;
import dev.heddle.flow.PortRef;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a host's port numbers from its facts. */
final class HostPorts {
    /** Parts TENANT from NAME; no uid has it. */
    private static final char SLASH = '/';

    private HostPorts() {}

    /** Of two interfaces with one port's iface-id in different spellings, the one that sorts first is taken. */
    static PortMap of(HostFacts facts) {
        SortedMap<String, String> names = new TreeMap<>();
        SortedMap<String, Integer> numbers = new TreeMap<>();
        facts.plugged().forEach((iface, plugged) -> {
            names.putIfAbsent(iface.indexOf(SLASH) < 0 ? iface.toLowerCase(Locale.ROOT) : iface, plugged.name());
            numbers.put(plugged.name(), plugged.number());
        });
        OptionalInt tunnel = facts.tunnel();
        if (tunnel.isPresent() && Pipeline.TUNNEL_PORT instanceof PortRef.Named named) {
            numbers.put(named.name(), tunnel.getAsInt());
        }
        return new PortMap(names, numbers);
    }
}
