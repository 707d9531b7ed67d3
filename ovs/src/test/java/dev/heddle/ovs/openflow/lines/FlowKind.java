package dev.heddle.ovs.openflow.lines;

import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.ovs.openflow.FlowEntry;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfMessage;
import java.util.List;

final class FlowKind implements Kind<FlowSpec> {
    @Override
    public FlowSpec read(String text, PortNames names) {
        return FlowText.readFlow(text, names);
    }

    @Override
    public String print(FlowSpec flow, PortNames names) {
        return FlowText.spec(flow, names);
    }

    @Override
    public OfMessage adding(FlowSpec flow) {
        return FlowMod.of(FlowMod.Command.ADD, flow);
    }

    @Override
    public FlowSpec added(OfMessage message) {
        return ((FlowMod) message).spec();
    }

    @Override
    public MultipartRequest listing() {
        return MultipartRequest.Flows.ALL;
    }

    @Override
    public List<FlowSpec> listed(OfMessage reply) {
        return ((MultipartReply.Flows) reply)
                .entries().stream().map(FlowEntry::spec).toList();
    }

    @Override
    public List<String> dump(Side side, boolean names) {
        return side.ovs()
                .ofctl(names ? "--names" : "--no-names", "--no-stats", "dump-flows", Side.BRIDGE)
                .lines()
                .map(String::strip)
                .filter(line -> line.contains("actions="))
                .toList();
    }
}
