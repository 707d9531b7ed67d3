package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Pipeline;
import dev.heddle.compiler.Reason;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Packets that one switch dropped, added up over resets of its counters: a flow that was put back counts from 0 again.
 */
final class DropCounts {
    /** The name for what came through the tunnel. */
    static final String TUNNEL = "";

    private Map<Flow.Key, Long> last = new HashMap<>();
    private final Map<String, Map<String, Long>> byPort = new TreeMap<>();
    private Map<String, Map<String, Long>> newest = Map.of();

    /** Takes the counters of the drop table's flows; ports that are no longer plugged are forgotten. */
    void read(Map<Flow.Key, Long> packets, PortMap ports) {
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
        byPort.keySet().retainAll(names.values());
        packets.forEach((key, count) -> {
            long before = last.getOrDefault(key, 0L);
            add(key.match(), names, count >= before ? count - before : count);
        });
        last = new HashMap<>(packets);
        Map<String, Map<String, Long>> now = new HashMap<>();
        byPort.forEach((port, counts) -> now.put(port, Map.copyOf(counts)));
        newest = now.equals(newest) ? newest : Map.copyOf(now);
    }

    private void add(Match match, Map<Integer, String> names, long more) {
        Match.Term reason = match.term(Pipeline.REASON);
        if (reason == null || !(match.inPort() instanceof PortRef.Numbered port)) {
            return;
        }
        String name = names.get(port.value());
        if (name == null) {
            return;
        }
        Reason.ofCode(reason.value().lo())
                .ifPresent(
                        r -> byPort.computeIfAbsent(name, n -> new TreeMap<>()).merge(r.text(), more, Long::sum));
    }

    /** By port uid, then by reason; immutable, the same object until a count changes. */
    Map<String, Map<String, Long>> byPort() {
        return newest;
    }
}
