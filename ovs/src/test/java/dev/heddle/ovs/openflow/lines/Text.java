package dev.heddle.ovs.openflow.lines;

import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Group;
import dev.heddle.flow.Meter;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;

/** In the place of FlowText until it has these. */
final class Text {
    private Text() {}

    static FlowSpec readFlow(String text, PortNames names) {
        return FlowText.readFlow(text, names);
    }

    static String spec(FlowSpec flow, PortNames names) {
        return FlowText.spec(flow, names);
    }

    static Group readGroup(String text, PortNames names) {
        return FlowText.readGroup(text, names);
    }

    static String group(Group group, PortNames names) {
        return FlowText.group(group, names);
    }

    static Meter readMeter(String text) {
        return FlowText.readMeter(text);
    }
}
