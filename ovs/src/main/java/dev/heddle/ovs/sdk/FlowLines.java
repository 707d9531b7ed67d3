package dev.heddle.ovs.sdk;

import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowStats;

/** Flows with their counters, in the lines of {@code ovs-ofctl -O OpenFlow15 dump-flows}. Pure. */
public final class FlowLines {
    private static final long SECOND = 1_000_000_000;
    private static final long MILLISECOND = 1_000_000;

    private FlowLines() {}

    /** The line without the blank before it; ports by number. */
    public static String line(FlowEntry entry) {
        Flow flow = entry.flow();
        FlowStats stats = entry.stats();
        // What stands between the table and the match is where the whole line and that of the bare flow differ.
        Flow unmarked = new Flow(0, flow.priority(), flow.match(), 0, flow.instructions());
        String end = FlowText.spec(FlowSpec.of(unmarked), PortNames.NONE);
        String whole = FlowText.spec(spec(entry, unmarked), PortNames.NONE);
        StringBuilder out = new StringBuilder(160);
        out.append("cookie=0x").append(Long.toHexString(flow.cookie())).append(", duration=");
        duration(stats.durationNanos(), out);
        out.append(", table=").append(flow.table());
        out.append(", n_packets=").append(counter(stats.packets()));
        out.append(", n_bytes=").append(counter(stats.bytes())).append(", ");
        out.append(whole, 0, whole.length() - end.length());
        if (stats.idleNanos() != FlowStats.ABSENT) {
            out.append("idle_age=").append(stats.idleNanos() / SECOND).append(", ");
        }
        return out.append(end).toString();
    }

    /** What of the entry can be said of a flow that is added. */
    public static FlowSpec spec(FlowEntry entry) {
        return spec(entry, entry.flow());
    }

    private static FlowSpec spec(FlowEntry entry, Flow flow) {
        return new FlowSpec(
                flow,
                0,
                entry.idleTimeout(),
                entry.hardTimeout(),
                entry.importance(),
                entry.flags(),
                FlowSpec.ANY,
                FlowSpec.ANY);
    }

    /** Seconds with as many decimals as there are, but none, three or more. */
    private static void duration(long nanos, StringBuilder out) {
        long fraction = Math.max(0, nanos) % SECOND;
        out.append(Math.max(0, nanos) / SECOND);
        if (fraction > 0) {
            String digits = fraction % MILLISECOND == 0
                    ? "%03d".formatted(fraction / MILLISECOND)
                    : "%09d".formatted(fraction).replaceAll("0+$", "");
            out.append('.').append(digits);
        }
        out.append('s');
    }

    private static String counter(long count) {
        return count == FlowStats.ABSENT ? "?" : Long.toUnsignedString(count);
    }
}
