package dev.heddle.ovs.ovsdb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The monitors of one session that run, by the id that the server knows them by. */
final class Monitors {
    private final Map<String, Monitor> running = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if none keeps this replica */
    Monitor of(Replica replica) {
        return running.values().stream()
                .filter(monitor -> monitor.replica() == replica)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a monitor of this session"));
    }

    boolean keeps(Replica replica) {
        return running.values().stream().anyMatch(monitor -> monitor.replica() == replica);
    }

    OvsdbResult begun(Monitor monitor, @Nullable JsonNode result, List<OvsdbEvent> events) throws BadMessage {
        OvsdbResult out = monitor.begin(result, events);
        running.put(monitor.id(), monitor);
        return out;
    }

    void ended(Monitor monitor) {
        running.remove(monitor.id());
    }

    /** Takes a notification that speaks of a monitor. */
    OvsdbEvent notified(String method, JsonNode params) throws BadMessage {
        JsonNode id = params.path(0);
        Monitor monitor = id.isString() ? running.get(id.stringValue()) : null;
        if (method.equals("monitor_canceled") && monitor != null) {
            ended(monitor);
            return new OvsdbEvent.MonitorEnded(monitor.replica());
        }
        if (monitor == null || !monitor.method().notification.equals(method)) {
            throw new BadMessage(OvsdbFault.Kind.BAD_UPDATE, method + " for no monitor");
        }
        return monitor.update(params);
    }
}
