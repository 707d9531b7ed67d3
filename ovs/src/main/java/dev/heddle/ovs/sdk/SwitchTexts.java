package dev.heddle.ovs.sdk;

import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Group;
import dev.heddle.flow.text.FlowText;

/** Names of things in messages: their own text, in quotes. */
final class SwitchTexts {
    private SwitchTexts() {}

    static String flow(FlowSpec flow) {
        return "\"" + FlowText.flow(flow.flow()) + "\"";
    }

    static String group(Group group) {
        return "\"" + FlowText.group(group) + "\"";
    }
}
