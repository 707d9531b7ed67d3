package dev.heddle.controller.reconcile;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Program;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link SwitchSession} is told. Answers carry the token of the request that they answer. */
sealed interface SwitchInput {
    /**
     * The switch is connected and configured: whatever was known of its tables no longer is.
     *
     * @param described its ports' names by number
     */
    record Connected(Map<Integer, String> described) implements SwitchInput {
        public Connected {
            described = Map.copyOf(described);
        }
    }

    /** The switch's ports are others now. */
    record Described(Map<Integer, String> described) implements SwitchInput {
        public Described {
            described = Map.copyOf(described);
        }
    }

    record Disconnected() implements SwitchInput {}

    /** Nothing may be changed until there is a {@link Wanted} again. */
    record Hold() implements SwitchInput {}

    /** The newest program. */
    record Wanted(Program program) implements SwitchInput {}

    /** The newest port numbers that the database tells. */
    record Ports(PortMap ports) implements SwitchInput {}

    /** The bridge was not ours before: what it holds goes at the next comparison. */
    record Adopt() implements SwitchInput {}

    /** Someone else changed flows or groups. */
    record Edited() implements SwitchInput {}

    /** Someone wants to know what the switch holds: it is to be read soon although nothing is known to be wrong. */
    record Audit() implements SwitchInput {}

    /** Answer to {@link SwitchOutput.Read}. */
    record Read(int token, Held held) implements SwitchInput {}

    /** Answer to {@link SwitchOutput.Apply}: the switch holds it. */
    record Applied(int token) implements SwitchInput {}

    /** Answer to {@link SwitchOutput.Apply}: something of it was refused; the switch holds all of the rest or nothing. */
    record Rejected(int token, List<Rejection> rejections) implements SwitchInput {
        public Rejected {
            rejections = List.copyOf(rejections);
        }
    }

    /**
     * @param flow that was refused, or null
     * @param group that was refused, or null
     * @param words what Open vSwitch said
     */
    record Rejection(@Nullable Flow flow, @Nullable Group group, String words) {}

    /** Answer to {@link SwitchOutput.SumDrops}. */
    record DropSum(DropReading.Sum sum) implements SwitchInput {}

    /** Answer to {@link SwitchOutput.ReadDrops}. */
    record Drops(DropReading reading) implements SwitchInput {}

    /** The time asked for by {@link SwitchSession#wakeAt} has come. */
    record Tick() implements SwitchInput {}
}
