package dev.heddle.cli.vswitch;

import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.text.FlowText;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.sdk.FlowLines;
import dev.heddle.ovs.sdk.VirtualSwitch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "list-flows",
        headerHeading = "Example: heddle switch list-flows vswitch1 table=0%n%n",
        description = "Print flows as ovs-ofctl -O OpenFlow15 --no-names dump-flows does.")
final class ListFlowsCommand extends ListAction<FlowEntry> {
    private static final double SECOND = 1e9;

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "",
            paramLabel = "MATCH",
            description = "Only flows that match at least this; as in del-flows.")
    @SuppressWarnings("NullAway.Init")
    private String match;

    @Override
    List<FlowEntry> list(VirtualSwitch on) {
        FlowSpec filter = read("MATCH", match, () -> FlowText.readFilter(match, on.portNames()));
        return on.listFlows(filter);
    }

    @Override
    String line(FlowEntry entry) {
        return " " + FlowLines.line(entry);
    }

    @Override
    Map<String, Object> json(FlowEntry entry) {
        Flow flow = entry.flow();
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("table", flow.table());
        out.put("priority", flow.priority());
        out.put("cookie", "0x" + Long.toHexString(flow.cookie()));
        out.put("match", FlowText.match(flow.match()));
        out.put("actions", FlowText.instructions(flow.instructions()));
        out.put("idleTimeout", entry.idleTimeout());
        out.put("hardTimeout", entry.hardTimeout());
        out.put("importance", entry.importance());
        out.put("flags", entry.flags());
        out.put("duration", entry.stats().durationNanos() / SECOND);
        out.put("packets", entry.stats().packets());
        out.put("bytes", entry.stats().bytes());
        out.put("line", FlowLines.line(entry));
        return out;
    }
}
