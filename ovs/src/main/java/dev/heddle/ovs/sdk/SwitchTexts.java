package dev.heddle.ovs.sdk;

import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Group;
import dev.heddle.flow.Meter;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;

/** Names of things in messages: their own text, in quotes. */
final class SwitchTexts {
    private SwitchTexts() {}

    static String flow(FlowSpec flow) {
        return "\"" + FlowText.spec(flow, PortNames.NONE) + "\"";
    }

    static String meter(Meter meter) {
        return "\"" + FlowText.meter(meter) + "\"";
    }

    static String group(Group group) {
        return "\"" + FlowText.group(group) + "\"";
    }
}
