package dev.heddle.controller.reconcile;

import dev.heddle.flow.PortRef;
import dev.heddle.flow.PortResolver;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The port numbers of one br-int at one moment, from its Interface table. Immutable.
 *
 * @param byIface iface-id, as programs name it, to OpenFlow port number
 * @param byName interface name to OpenFlow port number
 */
public record PortMap(SortedMap<String, Integer> byIface, SortedMap<String, Integer> byName) implements PortResolver {
    public static final PortMap EMPTY = new PortMap(new TreeMap<>(), new TreeMap<>());

    public PortMap {
        byIface = java.util.Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Integer>) byIface));
        byName = java.util.Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Integer>) byName));
    }

    @Override
    public PortRef.@Nullable Numbered number(PortRef port) {
        Integer number = switch (port) {
            case PortRef.Iface iface -> byIface.get(iface.ifaceId());
            case PortRef.Named named -> byName.get(named.name());
            case PortRef.Numbered numbered -> numbered.value();
        };
        return number == null ? null : new PortRef.Numbered(number);
    }
}
