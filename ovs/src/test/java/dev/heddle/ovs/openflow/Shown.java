package dev.heddle.ovs.openflow;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Match;
import dev.heddle.flow.Meter;
import dev.heddle.flow.text.FlowText;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Messages for readers: as records print themselves, but with flows, matches, groups and meters as ovs-ofctl has them. */
final class Shown {
    /** Differ from run to run. */
    private static final Set<String> UNSTABLE = Set.of(
            "durationNanos", "idleNanos", "mac", "software", "state", "sentPackets", "sendErrors", "continuation");

    private Shown() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case OfError error -> error.toString();
            case Flow flow -> FlowText.flow(flow);
            case Match match -> "(" + FlowText.match(match) + ")";
            case Group group -> FlowText.group(group);
            case Meter meter -> FlowText.meter(meter).replace('\n', ' ');
            case Record some -> record(some);
            case List<?> list -> list.stream().map(Shown::of).collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }

    private static String record(Record value) {
        return Arrays.stream(value.getClass().getRecordComponents())
                .map(component -> component.getName() + "=" + component(value, component))
                .collect(Collectors.joining(", ", value.getClass().getSimpleName() + "[", "]"));
    }

    private static String component(Record of, RecordComponent component) {
        boolean unstable = UNSTABLE.contains(component.getName())
                || (of instanceof RequestForward && component.getName().equals("xid"))
                || (of instanceof PortDesc && component.getName().equals("config"));
        try {
            return unstable ? "…" : of(component.getAccessor().invoke(of));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
