package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Pipeline;
import dev.heddle.controller.reconcile.contract.HostFacts;
import dev.heddle.flow.PortRef;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Makes a host's port numbers from its facts. */
final class HostPorts {
    /** Parts TENANT from NAME; no uid has it. */
    private static final char SLASH = '/';

    private HostPorts() {}

    /** Of two interfaces with one port's iface-id in different spellings, the one that sorts first is taken. */
    static PortMap of(HostFacts facts) {
        Map<String, String> names = new HashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
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
