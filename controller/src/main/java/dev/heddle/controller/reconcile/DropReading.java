package dev.heddle.controller.reconcile;

import dev.heddle.compiler.Pipeline;
import dev.heddle.compiler.Reason;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.OfMessage;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the flows of the drop table counted at one moment.
 *
 * @param sum over all of them
 * @param packets of those that count for one port and reason, by the port's number
 */
record DropReading(Sum sum, Map<Integer, Map<Reason, Long>> packets) {
    static final DropReading NONE = new DropReading(new Sum(0, 0), Map.of());

    /** How many flows there are, and their packets added up. */
    record Sum(long flows, long packets) {}

    /** Of the answer to a request for the drop table's flows. */
    static DropReading of(List<OfMessage> answer) {
        long flows = 0;
        long all = 0;
        Map<Integer, Map<Reason, Long>> packets = new HashMap<>();
        for (OfMessage part : answer) {
            if (part instanceof MultipartReply.Flows some) {
                for (FlowEntry entry : some.entries()) {
                    long count = entry.stats().packets();
                    flows++;
                    all += count;
                    put(entry.flow().match(), count, packets);
                }
            }
        }
        return new DropReading(new Sum(flows, all), packets);
    }

    private static void put(Match match, long count, Map<Integer, Map<Reason, Long>> packets) {
        Match.Term reason = match.term(Pipeline.REASON);
        if (reason != null && match.inPort() instanceof PortRef.Numbered port) {
            Reason.ofCode(reason.value().lo())
                    .ifPresent(r -> packets.computeIfAbsent(port.value(), n -> new EnumMap<>(Reason.class))
                            .merge(r, count, Long::sum));
        }
    }
}
