package dev.heddle.verify;

import dev.heddle.flow.Flow;
import dev.heddle.flow.text.FlowText;
import org.jspecify.annotations.Nullable;

/**
 * Why isolation is not proved, without a packet that shows the contrary.
 *
 * @param reason in words
 * @param flow the flow that is not understood or may leak, or null where it is about something else
 */
public record Doubt(String reason, @Nullable Flow flow) {
    public static Doubt of(String reason) {
        return new Doubt(reason, null);
    }

    /** The reason, and the flow as {@code ovs-ofctl} prints it. */
    public String words() {
        return flow == null ? reason : reason + ": " + FlowText.flow(flow);
    }
}
