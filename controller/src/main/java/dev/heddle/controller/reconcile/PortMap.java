package dev.heddle.controller.reconcile;

import dev.heddle.flow.PortRef;
import dev.heddle.flow.PortResolver;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one br-int at one moment. Immutable.
 *
 * @param names iface-id, a UUID in lower case, to interface name
 * @param numbers interface name to OpenFlow port number
 */
public record PortMap(Map<String, String> names, Map<String, Integer> numbers) implements PortResolver {
    public static final PortMap EMPTY = new PortMap(Map.of(), Map.of());

    /** OpenFlow 1.5 tells no more of a port's name (OFP_MAX_PORT_NAME_LEN, with its end). */
    private static final int MAX_NAME = 15;

    public PortMap {
        names = Collections.unmodifiableMap(new HashMap<>(names));
        numbers = Collections.unmodifiableMap(new HashMap<>(numbers));
    }

    @Override
    public PortRef.@Nullable Numbered number(PortRef port) {
        if (port instanceof PortRef.Numbered numbered) {
            return numbered;
        }
        String name = name(port);
        Integer number = name == null ? null : numbers.get(name);
        return number == null ? null : new PortRef.Numbered(number);
    }

    /** The name of the port's interface; null where there is none, or it has but a number. */
    @Nullable
    String name(PortRef port) {
        return switch (port) {
            case PortRef.Iface iface -> names.getOrDefault(iface.ifaceId(), names.get(iface.otherId()));
            case PortRef.Named named -> named.name();
            case PortRef.Numbered _ -> null;
        };
    }

    /**
     * Only the ports whose numbers the switch confirms. After its restart the database tells the old numbers for a moment,
     * and a flow under such a number would let one port speak for another.
     *
     * @param described the switch's own port names by number
     */
    PortMap confirmedBy(Map<Integer, String> described) {
        Map<String, Integer> confirmed = new HashMap<>();
        numbers.forEach((name, number) -> {
            if (cut(name).equals(described.get(number))) {
                confirmed.put(name, number);
            }
        });
        return new PortMap(names, confirmed);
    }

    private static String cut(String name) {
        return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    }
}
