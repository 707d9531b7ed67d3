package dev.heddle.ovs.sdk;

import dev.heddle.flow.PortRef;
import dev.heddle.flow.PortResolver;
import dev.heddle.flow.text.PortNames;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one bridge by name, read from the database when one is first asked for, and again when one is missing.
 * Thread-safe.
 */
final class SwitchPorts implements PortNames, PortResolver {
    private final Database database;
    private final String bridge;
    private @Nullable Map<String, Integer> byName;
    private final Map<Integer, String> byNumber = new HashMap<>();

    SwitchPorts(Database database, String bridge) {
        this.database = database;
        this.bridge = bridge;
    }

    private Map<String, Integer> read() {
        Map<String, Integer> out = new HashMap<>();
        byNumber.clear();
        for (Member member : Bridge.read(database, bridge).members()) {
            if (member.plugged()) {
                out.put(member.interfaceName(), member.number());
                byNumber.put(member.number(), member.interfaceName());
            }
        }
        byName = out;
        return out;
    }

    @Override
    public synchronized @Nullable Integer number(String name) {
        Map<String, Integer> known = byName;
        Integer found = known == null ? null : known.get(name);
        return found != null ? found : read().get(name);
    }

    @Override
    public synchronized @Nullable String name(int number) {
        if (byName == null) {
            var _ = read();
        }
        return byNumber.get(number);
    }

    /** @throws SwitchException of kind NOT_FOUND for a name that no port of the bridge has */
    @Override
    public PortRef.Numbered number(PortRef port) {
        return switch (port) {
            case PortRef.Numbered numbered -> numbered;
            case PortRef.Named(String name) -> {
                Integer number = number(name);
                if (number == null) {
                    throw new SwitchException(
                            SwitchException.Kind.NOT_FOUND, "bridge " + bridge + ": has no port " + name);
                }
                yield new PortRef.Numbered(number);
            }
            case PortRef.Iface iface ->
                throw new SwitchException(
                        SwitchException.Kind.BAD_INPUT,
                        "bridge " + bridge + ": ports are known by name or number here, not by iface-id "
                                + iface.ifaceId());
        };
    }
}
