package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Pipeline;
import dev.heddle.compiler.Reason;
import dev.heddle.flow.PortRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Packets that one switch dropped, added up over resets of its counters: a flow that was put back counts from 0 again.
 *
 * <p>As long as the sum over the counters is as it was and nothing else casts doubt on them, none of them has changed. The
 * sum alone does not tell: it is the same where one counter began anew while another counted.
 */
final class DropCounts {
    /** The name for what came through the tunnel. */
    static final String TUNNEL = "";

    private DropReading last = DropReading.NONE;
    private boolean doubted = true;
    private final Map<String, Map<String, Long>> byPort = new HashMap<>();
    private Map<String, Map<String, Long>> newest = Map.of();

    /** The flows of the drop table, or the ports that they are for, may be others than those last read. */
    void doubt() {
        doubted = true;
    }

    /** Whether only a reading can tell what the counters are. */
    boolean doubted() {
        return doubted;
    }

    /** Whether with this sum the counters are those last read. */
    boolean stand(DropReading.Sum sum) {
        return !doubted && sum.equals(last.sum());
    }

    /** Takes the counters; ports that are no longer plugged are forgotten. */
    void read(DropReading reading, PortMap ports) {
        Map<Integer, String> names = names(ports);
        boolean changed = byPort.keySet().retainAll(Set.copyOf(names.values()));
        for (Map.Entry<Integer, Map<Reason, Long>> port : reading.packets().entrySet()) {
            String name = names.get(port.getKey());
            Map<Reason, Long> before = last.packets().getOrDefault(port.getKey(), Map.of());
            if (name != null && !(byPort.containsKey(name) && port.getValue().equals(before))) {
                add(name, before, port.getValue());
                changed = true;
            }
        }
        last = reading;
        doubted = false;
        if (changed) {
            newest = Map.copyOf(byPort);
        }
    }

    /** Interfaces by port number. */
    private static Map<Integer, String> names(PortMap ports) {
        Map<Integer, String> names = new HashMap<>();
        ports.names().forEach((iface, name) -> {
            Integer number = ports.numbers().get(name);
            if (number != null) {
                names.put(number, iface);
            }
        });
        PortRef.Numbered tunnel = ports.number(Pipeline.TUNNEL_PORT);
        if (tunnel != null) {
            names.put(tunnel.value(), TUNNEL);
        }
        return names;
    }

    private void add(String port, Map<Reason, Long> before, Map<Reason, Long> now) {
        Map<String, Long> counts = new HashMap<>(byPort.getOrDefault(port, Map.of()));
        now.forEach((reason, count) -> {
            long was = before.getOrDefault(reason, 0L);
            counts.merge(reason.text(), count >= was ? count - was : count, Long::sum);
        });
        byPort.put(port, Map.copyOf(counts));
    }

    /** By iface-id, then by reason; immutable, the same object as long as nothing was counted. */
    Map<String, Map<String, Long>> byPort() {
        return newest;
    }
}
